using System.Security.Cryptography;

namespace Spot.Grains.Vault;

/// <summary>A record's leaf in the public time log: SHA-256(0x00 | 32 random bytes | SHA-256(record)). The random bytes are kept in the record,
/// so only who holds the record can find its leaf; the zero keeps leaves apart from the tree's inner nodes (RFC 9162, 2.1.1).</summary>
public static class TimeLogLeaf
{
    private const byte Prefix = 0x00;

    /// <summary>The length of a leaf, of its random bytes and of a record's hash.</summary>
    public const int Size = 32;

    /// <summary>New random bytes for one record.</summary>
    public static byte[] Random() => RandomNumberGenerator.GetBytes(Size);

    /// <summary>The leaf of a record.</summary>
    /// <param name="random">The record's 32 random bytes.</param>
    /// <param name="recordHash">SHA-256 of the record, 32 bytes.</param>
    public static byte[] Of(ReadOnlySpan<byte> random, ReadOnlySpan<byte> recordHash)
    {
        if (random.Length != Size) throw new ArgumentException($"{Size} random bytes are needed.", nameof(random));
        if (recordHash.Length != Size) throw new ArgumentException($"A record's hash has {Size} bytes.", nameof(recordHash));
        return SHA256.HashData([Prefix, .. random, .. recordHash]);
    }
}
