using System.Security.Cryptography;

namespace Spot.Grains.Vault;

/// <summary>DHKEM(P-256, HKDF-SHA256) of RFC 9180, section 4.1: a fresh shared secret for whoever has the private half.</summary>
internal static class DhKem
{
    /// <summary>The length of a shared secret in bytes.</summary>
    public const int SharedSize = 32;

    // "KEM" | DHKEM(P-256, HKDF-SHA256)
    private static ReadOnlySpan<byte> Suite => [(byte)'K', (byte)'E', (byte)'M', 0x00, 0x10];

    /// <summary>Makes a shared secret, and the 65 bytes from which the recipient works it out.</summary>
    /// <exception cref="ArgumentException">The public key is not a point on the curve.</exception>
    public static void Encapsulate(ReadOnlySpan<byte> publicKey, Span<byte> enc, Span<byte> shared)
    {
        using var recipient = P256.TryImportPublic(publicKey) ?? throw new ArgumentException("Not a public key of P-256.", nameof(publicKey));
        using var ephemeral = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        P256.Encode(ephemeral.ExportParameters(includePrivateParameters: false).Q).CopyTo(enc);
        ExtractAndExpand(ephemeral, recipient, enc, publicKey, shared);
    }

    /// <summary>Works the shared secret out; false when <paramref name="enc"/> is not a point on the curve.</summary>
    public static bool TryDecapsulate(HpkeKeyPair pair, ReadOnlySpan<byte> enc, Span<byte> shared)
    {
        using var ephemeral = P256.TryImportPublic(enc);
        if (ephemeral is null) return false;
        ExtractAndExpand(pair.Agreement, ephemeral, enc, pair.Public.Span, shared);
        return true;
    }

    // The one derivation for both ways. The agreement is the x coordinate; on this curve, of prime order, it is never that of the point at infinity.
    private static void ExtractAndExpand(ECDiffieHellman own, ECDiffieHellman other, ReadOnlySpan<byte> enc, ReadOnlySpan<byte> recipient, Span<byte> shared)
    {
        using var otherKey = other.PublicKey;
        var agreement = own.DeriveRawSecretAgreement(otherKey);
        Span<byte> extracted = stackalloc byte[LabeledHkdf.Size];
        try
        {
            LabeledHkdf.Extract(default, Suite, "eae_prk"u8, agreement, extracted);
            LabeledHkdf.Expand(extracted, Suite, "shared_secret"u8, [.. enc, .. recipient], shared);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(agreement);
            CryptographicOperations.ZeroMemory(extracted);
        }
    }
}
