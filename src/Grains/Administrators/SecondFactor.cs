using OtpNet;
using System.Security.Cryptography;

namespace Spot.Grains.Administrators;

/// <summary>Codes of a device: TOTP (RFC 6238) with SHA-1, six digits and 30 seconds, which is what every authenticator knows.</summary>
internal static class SecondFactor
{
    private const int SecretSize = 20;
    private const int Digits = 6;
    private static readonly VerificationWindow OneStepEitherWay = new(previous: 1, future: 1);

    /// <summary>A new secret; 160 bits, as RFC 4226, 4, recommends.</summary>
    public static byte[] NewSecret() => RandomNumberGenerator.GetBytes(SecretSize);

    /// <summary>The secret as authenticators take it.</summary>
    public static string Write(byte[] secret) => Base32Encoding.ToString(secret).TrimEnd('=');

    /// <summary>The time step a code belongs to, now or one step either way; null: none of them.</summary>
    public static long? StepOf(byte[] secret, string? typed, DateTimeOffset now)
    {
        var code = string.Concat((typed ?? "").Where(c => !char.IsWhiteSpace(c) && c != '-'));
        if (code.Length != Digits || !code.All(char.IsAsciiDigit)) return null;
        return new Totp(secret).VerifyTotp(now.UtcDateTime, code, out var step, OneStepEitherWay) ? step : null;
    }
}
