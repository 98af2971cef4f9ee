using System.Security.Cryptography;

namespace Spot.Grains.Vault;

/// <summary>Keys of the curve P-256 between their bytes and the platform's objects.</summary>
internal static class P256
{
    private const int CoordinateSize = 32;
    private const byte Uncompressed = 4;

    /// <summary>A public key from its 65 bytes; null for anything but an uncompressed point of the curve.</summary>
    public static ECDiffieHellman? TryImportPublic(ReadOnlySpan<byte> point) =>
        point.Length != HpkeKeyPair.PublicKeySize || point[0] != Uncompressed
            ? null
            : TryImport(new ECParameters
            {
                Curve = ECCurve.NamedCurves.nistP256,
                Q = new ECPoint { X = point.Slice(1, CoordinateSize).ToArray(), Y = point[(1 + CoordinateSize)..].ToArray() },
            });

    /// <summary>A private key from its 32 bytes; the platform works out the public half. Null for zero and for numbers not below the curve's order.</summary>
    public static ECDiffieHellman? TryImportPrivate(ReadOnlySpan<byte> d)
    {
        if (d.Length != CoordinateSize) return null;
        var copy = d.ToArray();
        try
        {
            return TryImport(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = copy });
        }
        finally
        {
            CryptographicOperations.ZeroMemory(copy);
        }
    }

    /// <summary>A point's 65 bytes.</summary>
    public static byte[] Encode(ECPoint point)
    {
        var bytes = new byte[HpkeKeyPair.PublicKeySize];
        bytes[0] = Uncompressed;
        point.X!.CopyTo(bytes, 1);
        point.Y!.CopyTo(bytes, 1 + CoordinateSize);
        return bytes;
    }

    private static ECDiffieHellman? TryImport(ECParameters parameters)
    {
        try
        {
            return ECDiffieHellman.Create(parameters);
        }
        catch (CryptographicException)
        {
            // The platform has no other way to ask whether numbers are a key.
            return null;
        }
    }
}
