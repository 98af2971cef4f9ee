using System.Security.Cryptography;

namespace Spot.Grains.Abstractions.Vault;

/// <summary>A public key in eight words that two people can compare on the telephone: the first 88 bits of SHA-256("fingerprint", key).</summary>
public static class KeyFingerprint
{
    private const int WordCount = 8;

    /// <summary>The eight words of a public key.</summary>
    public static IReadOnlyList<string> Of(ReadOnlySpan<byte> publicKey)
    {
        byte[] hash = SHA256.HashData([.. "fingerprint"u8, .. publicKey]);
        return new WordCode("fingerprint", WordCount * WordList.BitsPerWord, CheckBits: 0).Write(hash);
    }
}
