using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Spot.Grains.Vault;

/// <summary>Seals what is stored: AES-256-GCM under a key, bound to a place, filled up to a common size. Everything that leaves a grain for
/// storage passes here.</summary>
/// <remarks>
/// <para>Envelope: version 1 (1) | suite 1 (1) | key id 16 | nonce 12, random | tag 16 | ciphertext.</para>
/// <para>Inside: length 4, big-endian | plaintext | zeros up to the padded size.</para>
/// <para>Associated data: <see cref="Label"/> | version | suite | key id | the place (<see cref="SealContext"/>).</para>
/// <para>Random nonces allow 2^32 sealed things a key (NIST SP 800-38D, 8.3); the busiest key, a company's <c>general</c>, stays below 2^27.</para>
/// </remarks>
public static class Sealer
{
    /// <summary>Begins the associated data, so that nothing sealed elsewhere under the same key opens here.</summary>
    public const string Label = "spot/1/seal";

    private const byte Version = 1;
    private const byte Aes256Gcm = 1;
    private const int KeyIdAt = 2;
    private const int NonceAt = KeyIdAt + Key32.IdSize;
    private const int NonceSize = 12;
    private const int TagAt = NonceAt + NonceSize;
    private const int TagSize = 16;
    private const int BodyAt = TagAt + TagSize;
    private const int LengthSize = 4;

    /// <summary>How many bytes an envelope has more than what is inside, before padding.</summary>
    public const int Overhead = BodyAt + LengthSize;

    /// <summary>Seals bytes under a key, for one place.</summary>
    public static byte[] Seal(Key32 key, in SealContext context, ReadOnlySpan<byte> plaintext, Padding padding)
    {
        ArgumentNullException.ThrowIfNull(key);
        var envelope = new byte[PaddedSize.Of(padding, checked(Overhead + plaintext.Length))];
        envelope[0] = Version;
        envelope[1] = Aes256Gcm;
        key.Id.CopyTo(envelope.AsSpan(KeyIdAt));
        RandomNumberGenerator.Fill(envelope.AsSpan(NonceAt, NonceSize));

        var body = envelope.AsSpan(BodyAt);
        BinaryPrimitives.WriteInt32BigEndian(body, plaintext.Length);
        plaintext.CopyTo(body[LengthSize..]);

        Span<byte> bound = stackalloc byte[Label.Length + NonceAt + context.MaxSize];
        var used = Bind(envelope, context, bound);
        var done = false;
        try
        {
            using var aes = new AesGcm(key.Bytes, TagSize);
            aes.Encrypt(envelope.AsSpan(NonceAt, NonceSize), body, body, envelope.AsSpan(TagAt, TagSize), bound[..used]);
            done = true;
        }
        finally
        {
            if (!done) CryptographicOperations.ZeroMemory(body);
        }

        return envelope;
    }

    /// <summary>Opens what was sealed under this key for this place.</summary>
    /// <exception cref="SealException">It was not, or is not whole; the fault says which.</exception>
    public static byte[] Open(Key32 key, in SealContext context, ReadOnlySpan<byte> envelope)
    {
        var fault = TryOpen(key, context, envelope, out var plaintext);
        return fault == SealFault.None ? plaintext : throw new SealException(fault, context.ToString());
    }

    /// <summary>As <see cref="Open"/>, for callers to whom a wrong key is news and not a fault; empty bytes unless the answer is <see cref="SealFault.None"/>.</summary>
    public static SealFault TryOpen(Key32 key, in SealContext context, ReadOnlySpan<byte> envelope, out byte[] plaintext)
    {
        ArgumentNullException.ThrowIfNull(key);
        plaintext = [];
        if (envelope.IsEmpty) return SealFault.Truncated;
        if (envelope[0] != Version) return SealFault.UnknownVersion;
        if (envelope.Length < Overhead) return SealFault.Truncated;
        if (envelope[1] != Aes256Gcm) return SealFault.UnknownSuite;
        if (!CryptographicOperations.FixedTimeEquals(envelope.Slice(KeyIdAt, Key32.IdSize), key.Id)) return SealFault.WrongKey;

        Span<byte> bound = stackalloc byte[Label.Length + NonceAt + context.MaxSize];
        var used = Bind(envelope, context, bound);
        var body = new byte[envelope.Length - BodyAt];
        try
        {
            using var aes = new AesGcm(key.Bytes, TagSize);
            aes.Decrypt(envelope.Slice(NonceAt, NonceSize), envelope[BodyAt..], envelope.Slice(TagAt, TagSize), body, bound[..used]);
            var length = BinaryPrimitives.ReadInt32BigEndian(body);
            if (length < 0 || length > body.Length - LengthSize) return SealFault.Damaged;
            plaintext = body.AsSpan(LengthSize, length).ToArray();
            return SealFault.None;
        }
        catch (AuthenticationTagMismatchException)
        {
            return SealFault.Damaged;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(body);
        }
    }

    // The one derivation of the associated data, for both ways.
    private static int Bind(ReadOnlySpan<byte> envelope, in SealContext context, Span<byte> to)
    {
        var at = System.Text.Encoding.ASCII.GetBytes(Label, to);
        envelope[..NonceAt].CopyTo(to[at..]);
        at += NonceAt;
        return at + context.Write(to[at..]);
    }
}
