using System.Security.Cryptography;

namespace Spot.Grains.Vault;

/// <summary>Seals to a person's public key: HPKE (RFC 9180), base mode, one message: DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM.</summary>
/// <remarks>
/// <para>Form: suite 1 (1) | the ephemeral public key 65 | ciphertext with its tag. The suite byte leaves room for a post-quantum one.</para>
/// <para>Base mode does not say who sealed: whoever opens learns that the content was meant for this key and this <c>info</c>, nothing more.
/// A blob carries no key id (it would name its reader), so a wrong key and damage look the same: <see cref="SealFault.Damaged"/>.</para>
/// <para>Names are those of RFC 9180, section 5.1, numbers those of section 7.</para>
/// </remarks>
public static class Hpke
{
    private const byte P256Aes256 = 1;
    private const int EncSize = HpkeKeyPair.PublicKeySize;
    private const int TagSize = 16;
    private const int NonceSize = 12;

    /// <summary>How many bytes a blob has more than what is inside.</summary>
    public const int Overhead = 1 + EncSize + TagSize;

    // "HPKE" | DHKEM(P-256, HKDF-SHA256) | HKDF-SHA256 | AES-256-GCM
    private static ReadOnlySpan<byte> Suite => [(byte)'H', (byte)'P', (byte)'K', (byte)'E', 0x00, 0x10, 0x00, 0x01, 0x00, 0x02];

    /// <summary>Whether bytes are a public key one can seal to: 65 bytes, an uncompressed point on the curve.</summary>
    public static bool IsPublicKey(ReadOnlySpan<byte> publicKey)
    {
        using var key = P256.TryImportPublic(publicKey);
        return key is not null;
    }

    /// <summary>Seals bytes to a public key.</summary>
    /// <param name="publicKey">65 bytes, an uncompressed point.</param>
    /// <param name="info">What the blob is for: tenant, report, reader. The same bytes are needed to open.</param>
    /// <param name="associated">Further bytes that must be the same to open; may be empty.</param>
    /// <param name="plaintext">What to seal.</param>
    /// <exception cref="ArgumentException">The public key is not a point on the curve.</exception>
    public static byte[] Seal(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> info, ReadOnlySpan<byte> associated, ReadOnlySpan<byte> plaintext)
    {
        var blob = new byte[checked(Overhead + plaintext.Length)];
        blob[0] = P256Aes256;
        Span<byte> shared = stackalloc byte[DhKem.SharedSize];
        Span<byte> key = stackalloc byte[Key32.Size];
        Span<byte> nonce = stackalloc byte[NonceSize];
        try
        {
            DhKem.Encapsulate(publicKey, blob.AsSpan(1, EncSize), shared);
            Schedule(shared, info, key, nonce);
            using var aes = new AesGcm(key, TagSize);
            var body = blob.AsSpan(1 + EncSize);
            aes.Encrypt(nonce, plaintext, body[..plaintext.Length], body[plaintext.Length..], associated);
            return blob;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(shared);
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>Opens a blob with the private half it was sealed to.</summary>
    /// <param name="privateKey">D, 32 bytes.</param>
    /// <param name="info">As it was sealed.</param>
    /// <param name="associated">As it was sealed.</param>
    /// <param name="blob">What was sealed.</param>
    /// <exception cref="SealException">It was sealed to another key, for something else, or is not whole.</exception>
    /// <exception cref="ArgumentException">The private key is none.</exception>
    public static byte[] Open(ReadOnlySpan<byte> privateKey, ReadOnlySpan<byte> info, ReadOnlySpan<byte> associated, ReadOnlySpan<byte> blob)
    {
        using var pair = HpkeKeyPair.FromPrivate(privateKey);
        return Open(pair, info, associated, blob);
    }

    /// <summary>Opens a blob with the private half it was sealed to; for many, as the pair is made only once.</summary>
    /// <exception cref="SealException">It was sealed to another key, for something else, or is not whole.</exception>
    public static byte[] Open(HpkeKeyPair pair, ReadOnlySpan<byte> info, ReadOnlySpan<byte> associated, ReadOnlySpan<byte> blob)
    {
        ArgumentNullException.ThrowIfNull(pair);
        if (blob.IsEmpty) throw Fault(SealFault.Truncated);
        if (blob[0] != P256Aes256) throw Fault(SealFault.UnknownSuite);
        if (blob.Length < Overhead) throw Fault(SealFault.Truncated);
        var ciphertext = blob[(1 + EncSize)..^TagSize];
        var plaintext = new byte[ciphertext.Length];
        Span<byte> shared = stackalloc byte[DhKem.SharedSize];
        Span<byte> key = stackalloc byte[Key32.Size];
        Span<byte> nonce = stackalloc byte[NonceSize];
        try
        {
            if (!DhKem.TryDecapsulate(pair, blob.Slice(1, EncSize), shared)) throw Fault(SealFault.Damaged);
            Schedule(shared, info, key, nonce);
            using var aes = new AesGcm(key, TagSize);
            aes.Decrypt(nonce, ciphertext, blob[^TagSize..], plaintext, associated);
            return plaintext;
        }
        catch (AuthenticationTagMismatchException)
        {
            throw Fault(SealFault.Damaged);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(shared);
            CryptographicOperations.ZeroMemory(key);
        }
    }

    // The one derivation for both ways: KeySchedule of mode_base, with the first (and only) nonce.
    private static void Schedule(ReadOnlySpan<byte> shared, ReadOnlySpan<byte> info, Span<byte> key, Span<byte> nonce)
    {
        // key_schedule_context = mode_base | psk_id_hash | info_hash
        Span<byte> context = stackalloc byte[1 + 2 * LabeledHkdf.Size];
        context[0] = 0;
        LabeledHkdf.Extract(default, Suite, "psk_id_hash"u8, default, context.Slice(1, LabeledHkdf.Size));
        LabeledHkdf.Extract(default, Suite, "info_hash"u8, info, context[(1 + LabeledHkdf.Size)..]);

        Span<byte> secret = stackalloc byte[LabeledHkdf.Size];
        LabeledHkdf.Extract(shared, Suite, "secret"u8, default, secret);
        LabeledHkdf.Expand(secret, Suite, "key"u8, context, key);
        LabeledHkdf.Expand(secret, Suite, "base_nonce"u8, context, nonce);
        CryptographicOperations.ZeroMemory(secret);
    }

    private static SealException Fault(SealFault fault) => new(fault, "A blob sealed to a person");
}
