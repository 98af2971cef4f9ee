using System.Security.Cryptography;
using System.Text;

namespace Spot.Grains.Vault;

/// <summary>A secret key: 32 bytes, uniformly random or derived by HKDF-SHA-256 (RFC 5869). Whoever holds one owns it and disposes of it,
/// which zeroes it.</summary>
public sealed class Key32 : IDisposable
{
    /// <summary>In front of every word a key is derived with; the number changes when the constructions do.</summary>
    public const string Label = "spot/1/";

    private const string IdWord = "id";

    private readonly byte[] bytes;
    private byte[]? id;
    private bool disposed;

    private Key32(byte[] bytes) => this.bytes = bytes;

    /// <summary>The length in bytes.</summary>
    public const int Size = 32;

    /// <summary>The length of <see cref="Id"/> in bytes.</summary>
    public const int IdSize = 16;

    /// <summary>Names the key without giving it away: HKDF-Expand(key, "spot/1/id"), 16 bytes. It stands in front of everything sealed,
    /// so a wrong key is told apart from damage, and no sealed thing opens under two keys.</summary>
    public ReadOnlySpan<byte> Id => id ??= Expand(Bytes, IdWord, IdSize);

    /// <summary>The secret bytes in place. Not to be kept.</summary>
    internal ReadOnlySpan<byte> Bytes
    {
        get
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            return bytes;
        }
    }

    /// <summary>A new key from the system's random number generator.</summary>
    public static Key32 Random() => new(RandomNumberGenerator.GetBytes(Size));

    /// <summary>A key from bytes that are already one, such as an unwrapped key. They are copied; the caller zeroes its own.</summary>
    /// <exception cref="ArgumentException">There are not exactly 32 bytes.</exception>
    public static Key32 FromBytes(ReadOnlySpan<byte> key) =>
        key.Length == Size ? new Key32(key.ToArray()) : throw new ArgumentException($"A key has {Size} bytes.", nameof(key));

    /// <summary>A key from secret bytes of any form, such as a cookie's: HKDF-Extract without salt, then HKDF-Expand with "spot/1/" + word.</summary>
    public static Key32 FromSecret(ReadOnlySpan<byte> secret, string word) => FromSecret(secret, salt: default, word);

    /// <summary>As <see cref="FromSecret(ReadOnlySpan{byte}, string)"/>, with a salt.</summary>
    public static Key32 FromSecret(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> salt, string word)
    {
        Span<byte> extracted = stackalloc byte[Size];
        HKDF.Extract(HashAlgorithmName.SHA256, secret, salt, extracted);
        try
        {
            return new Key32(Expand(extracted, Checked(word), Size));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(extracted);
        }
    }

    /// <summary>A key for one purpose: HKDF-Expand(key, "spot/1/" + word), 32 bytes.</summary>
    /// <exception cref="ArgumentException">The word is empty or <c>id</c>: that one is not secret.</exception>
    public Key32 Derive(string word) => new(Expand(Bytes, Checked(word), Size));

    /// <summary>A name for one purpose: HKDF-Expand(key, "spot/1/" + word), so many bytes; for ids that only the key's holder can work out.</summary>
    /// <exception cref="ArgumentException">The word is empty or <c>id</c>. Never use one word for a name and for a key: the one begins like the other.</exception>
    public byte[] DeriveBytes(string word, int length) => Expand(Bytes, Checked(word), length);

    /// <summary>Whether both are the same key, in constant time.</summary>
    public bool SameAs(Key32 other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return CryptographicOperations.FixedTimeEquals(Bytes, other.Bytes);
    }

    /// <summary>A copy of the secret bytes, to be wrapped under another key; the caller zeroes it.</summary>
    public byte[] CopyBytes() => Bytes.ToArray();

    /// <summary>Another holder's copy of the key.</summary>
    public Key32 Copy() => new(CopyBytes());

    /// <summary>Zeroes the key.</summary>
    public void Dispose()
    {
        disposed = true;
        CryptographicOperations.ZeroMemory(bytes);
    }

    /// <inheritdoc/>
    public override string ToString() => "[redacted]";

    /// <summary>The one expansion behind every derived value.</summary>
    internal static byte[] Expand(ReadOnlySpan<byte> key, string word, int length)
    {
        var output = new byte[length];
        Span<byte> info = stackalloc byte[Label.Length + Encoding.UTF8.GetMaxByteCount(word.Length)];
        var used = Encoding.UTF8.GetBytes(Label, info);
        used += Encoding.UTF8.GetBytes(word, info[used..]);
        HKDF.Expand(HashAlgorithmName.SHA256, key, output, info[..used]);
        return output;
    }

    private static string Checked(string word)
    {
        ArgumentException.ThrowIfNullOrEmpty(word);
        return word.Length <= 64 && word != IdWord ? word : throw new ArgumentException("Not a word to derive a key with.", nameof(word));
    }
}
