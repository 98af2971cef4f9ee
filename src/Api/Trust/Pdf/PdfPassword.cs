using System.Security.Cryptography;
using System.Text;

namespace Spot.Api.Trust.Pdf;

/// <summary>Encrypts a PDF under a password: the standard security handler, revision 6, AES-256 (ISO 32000-2, 7.6.4). The password opens the file as its
/// user and as its owner.</summary>
internal sealed class PdfPassword : IDisposable
{
    private const int MaxPassword = 127;
    private const int SaltSize = 8;
    private const int AllAllowed = -4;
    private readonly byte[] fileKey = RandomNumberGenerator.GetBytes(32);

    private PdfPassword(PdfDictionary dictionary) => Dictionary = dictionary;

    /// <summary>What the file says about its encryption; itself never encrypted.</summary>
    public PdfDictionary Dictionary { get; private init; }

    /// <summary>New keys for one file. The password is taken in Unicode's compatibility form, as readers of PDF do (SASLprep), and cut after 127 bytes.</summary>
    /// <exception cref="ArgumentException">The password is empty.</exception>
    public static PdfPassword For(string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        var password = Encoding.UTF8.GetBytes(text.Normalize(NormalizationForm.FormKC));
        if (password.Length > MaxPassword) password = password[..MaxPassword];
        var entries = new PdfDictionary
        {
            ["Filter"] = new PdfName("Standard"),
            ["V"] = (PdfWord)5,
            ["R"] = (PdfWord)6,
            ["Length"] = (PdfWord)256,
            ["P"] = (PdfWord)AllAllowed,
            ["StmF"] = new PdfName("StdCF"),
            ["StrF"] = new PdfName("StdCF"),
            ["CF"] = new PdfDictionary
            {
                ["StdCF"] = new PdfDictionary { ["CFM"] = new PdfName("AESV3"), ["AuthEvent"] = new PdfName("DocOpen"), ["Length"] = (PdfWord)32 },
            },
        };
        var made = new PdfPassword(entries);
        var (u, ue) = made.Wrap(password, []);
        var (o, oe) = made.Wrap(password, u);
        entries.Set("U", new PdfString(u));
        entries.Set("UE", new PdfString(ue));
        entries.Set("O", new PdfString(o));
        entries.Set("OE", new PdfString(oe));
        entries.Set("Perms", new PdfString(made.Permissions()));
        CryptographicOperations.ZeroMemory(password);
        return made;
    }

    /// <summary>Encrypts a string or a stream: a random start vector, then AES-256 in CBC with padding.</summary>
    public byte[] Encrypt(ReadOnlySpan<byte> plain)
    {
        using var aes = Aes.Create();
        aes.Key = fileKey;
        var start = RandomNumberGenerator.GetBytes(16);
        return [.. start, .. aes.EncryptCbc(plain, start)];
    }

    /// <summary>Zeroes the file's key.</summary>
    public void Dispose() => CryptographicOperations.ZeroMemory(fileKey);

    /// <inheritdoc/>
    public override string ToString() => "[redacted]";

    // Algorithms 8 and 9: hash and salts to recognise the password, and the file's key under it.
    private (byte[] Check, byte[] Wrapped) Wrap(byte[] password, byte[] user)
    {
        var salts = RandomNumberGenerator.GetBytes(2 * SaltSize);
        byte[] check = [.. Hash(password, salts.AsSpan(0, SaltSize), user), .. salts];
        using var aes = Aes.Create();
        aes.Key = Hash(password, salts.AsSpan(SaltSize), user);
        return (check, aes.EncryptCbc(fileKey, new byte[16], PaddingMode.None));
    }

    // Algorithm 10: the permissions again, under the file's key, so that they cannot be changed unseen.
    private byte[] Permissions()
    {
        var block = new byte[16];
        BitConverter.TryWriteBytes(block, AllAllowed);
        block.AsSpan(4, 4).Fill(0xFF);
        "Tadb"u8.CopyTo(block.AsSpan(8));
        RandomNumberGenerator.Fill(block.AsSpan(12));
        using var aes = Aes.Create();
        aes.Key = fileKey;
        return aes.EncryptEcb(block, PaddingMode.None);
    }

    // Algorithm 2.B.
    private static byte[] Hash(byte[] password, ReadOnlySpan<byte> salt, byte[] user)
    {
        var key = SHA256.HashData([.. password, .. salt, .. user]);
        using var aes = Aes.Create();
        for (var round = 1; ; round++)
        {
            byte[] once = [.. password, .. key, .. user];
            var repeated = new byte[once.Length * 64];
            for (var i = 0; i < 64; i++) once.CopyTo(repeated, i * once.Length);
            aes.Key = key[..16];
            var encrypted = aes.EncryptCbc(repeated, key.AsSpan(16, 16), PaddingMode.None);
            // The first sixteen bytes as one number, modulo three: 256 is 1 modulo 3, so their sum serves.
            var sum = 0;
            foreach (var value in encrypted.AsSpan(0, 16)) sum += value;
            key = (sum % 3) switch { 0 => SHA256.HashData(encrypted), 1 => SHA384.HashData(encrypted), _ => SHA512.HashData(encrypted) };
            if (round >= 64 && encrypted[^1] <= round - 32) return key[..32];
        }
    }
}
