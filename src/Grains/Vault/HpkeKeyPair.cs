using System.Security.Cryptography;

namespace Spot.Grains.Vault;

/// <summary>A person's key pair on P-256. The public half is given to whoever seals to that person; the private half is D, 32 bytes.</summary>
public sealed class HpkeKeyPair : IDisposable
{
    private readonly byte[] publicKey;

    private HpkeKeyPair(Key32 secret, byte[] publicKey) => (Private, this.publicKey) = (secret, publicKey);

    /// <summary>The length of a public key in bytes: an uncompressed point (SEC 1, 2.3.3).</summary>
    public const int PublicKeySize = 65;

    /// <summary>The private half; zeroed with the pair.</summary>
    public Key32 Private { get; }

    /// <summary>The public half.</summary>
    public ReadOnlyMemory<byte> Public => publicKey;

    /// <summary>A new pair.</summary>
    public static HpkeKeyPair Generate()
    {
        using var ecdh = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        return Of(ecdh);
    }

    /// <summary>The pair that belongs to a private half.</summary>
    /// <exception cref="ArgumentException">No private key of the curve: zero, or not below its order.</exception>
    public static HpkeKeyPair FromPrivate(ReadOnlySpan<byte> privateKey)
    {
        using var ecdh = P256.TryImportPrivate(privateKey) ?? throw new ArgumentException("Not a private key of P-256.", nameof(privateKey));
        return Of(ecdh);
    }

    /// <summary>Zeroes the private half.</summary>
    public void Dispose() => Private.Dispose();

    /// <inheritdoc/>
    public override string ToString() => "[redacted]";

    private static HpkeKeyPair Of(ECDiffieHellman ecdh)
    {
        var parameters = ecdh.ExportParameters(includePrivateParameters: true);
        try
        {
            return new HpkeKeyPair(Key32.FromBytes(parameters.D), P256.Encode(parameters.Q));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(parameters.D);
        }
    }
}
