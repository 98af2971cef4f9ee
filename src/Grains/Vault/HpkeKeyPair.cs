using System.Security.Cryptography;

namespace Spot.Grains.Vault;

/// <summary>A person's key pair on P-256. The public half is given to whoever seals to that person; the private half is D, 32 bytes.</summary>
/// <remarks>Holds the platform's own key object, because making one from D costs more than opening with it; a session that opens many reports makes
/// the pair once. For one caller at a time.</remarks>
public sealed class HpkeKeyPair : IDisposable
{
    private readonly byte[] publicKey;

    private HpkeKeyPair(ECDiffieHellman agreement, Key32 secret, byte[] publicKey) =>
        (Agreement, Private, this.publicKey) = (agreement, secret, publicKey);

    /// <summary>The length of a public key in bytes: an uncompressed point (SEC 1, 2.3.3).</summary>
    public const int PublicKeySize = 65;

    /// <summary>The private half; zeroed with the pair.</summary>
    public Key32 Private { get; }

    /// <summary>The public half.</summary>
    public ReadOnlyMemory<byte> Public => publicKey;

    /// <summary>The platform's object of the pair.</summary>
    internal ECDiffieHellman Agreement { get; }

    /// <summary>A new pair.</summary>
    public static HpkeKeyPair Generate() => Of(ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256));

    /// <summary>The pair that belongs to a private half.</summary>
    /// <exception cref="ArgumentException">No private key of the curve: zero, or not below its order.</exception>
    public static HpkeKeyPair FromPrivate(ReadOnlySpan<byte> privateKey) =>
        Of(P256.TryImportPrivate(privateKey) ?? throw new ArgumentException("Not a private key of P-256.", nameof(privateKey)));

    /// <summary>Zeroes the private half.</summary>
    public void Dispose()
    {
        Private.Dispose();
        Agreement.Dispose();
    }

    /// <inheritdoc/>
    public override string ToString() => "[redacted]";

    private static HpkeKeyPair Of(ECDiffieHellman agreement)
    {
        var parameters = agreement.ExportParameters(includePrivateParameters: true);
        try
        {
            return new HpkeKeyPair(agreement, Key32.FromBytes(parameters.D), P256.Encode(parameters.Q));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(parameters.D);
        }
    }
}
