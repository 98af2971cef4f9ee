using System.Security.Cryptography;
using System.Text;

namespace Spot.Grains.Administrators;

/// <summary>Codes for whoever has lost the device: 80 random bits each, in Crockford's Base32, kept as HMAC-SHA256 under a key of the account.</summary>
/// <remarks>80 bits need no slow hash: nobody works through them, and ten slow ones a try would starve everybody else who signs in.</remarks>
internal static class RecoveryCodes
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Length = 16;
    private const int GroupLength = 4;

    /// <summary>How many there are.</summary>
    public const int Count = 10;

    /// <summary>The length of the account's key, in bytes.</summary>
    public const int KeySize = 32;

    /// <summary>Ten new ones, as <c>7KQF-2MXD-90TA-VR3P</c>.</summary>
    public static IReadOnlyList<string> New()
    {
        var codes = new string[Count];
        for (var i = 0; i < Count; i++)
            codes[i] = string.Join('-', RandomNumberGenerator.GetString(Alphabet, Length).Chunk(GroupLength).Select(part => new string(part)));
        return codes;
    }

    /// <summary>What is kept of a code; null: no code looks like that. Case, spaces and hyphens do not matter; O is 0, I and L are 1.</summary>
    public static byte[]? Hash(byte[] key, string? typed)
    {
        var code = string.Concat((typed ?? "").ToUpperInvariant().Where(c => !char.IsWhiteSpace(c) && c != '-')
            .Select(c => c switch { 'O' => '0', 'I' or 'L' => '1', _ => c }));
        return code.Length == Length && code.All(c => Alphabet.Contains(c, StringComparison.Ordinal)) ? HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(code)) : null;
    }

    /// <summary>Those that are left after one was used; null: it is none of them.</summary>
    public static IReadOnlyList<byte[]>? Without(IReadOnlyList<byte[]> hashes, byte[]? used)
    {
        if (used is null) return null;
        byte[][] left = [.. hashes.Where(hash => !CryptographicOperations.FixedTimeEquals(hash, used))];
        return left.Length < hashes.Count ? left : null;
    }
}
