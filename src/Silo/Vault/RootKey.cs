using System.Security.Cryptography;
using System.Text;
using Spot.Grains.Vault;
using Spot.Silo.Storage;

namespace Spot.Silo.Vault;

/// <summary>The key above all others, in a file of its own: made once, kept apart from the data, never in a database or a backup of one.</summary>
/// <remarks>The file: the line <see cref="Header"/>, then <c>id</c> and 32 hexadecimal digits, then <c>key</c> and the 32 bytes in base 64.</remarks>
internal sealed class RootKey : IDisposable
{
    /// <summary>The file's first line; its number changes when the form does.</summary>
    public const string Header = "spot root key 1";

    private const string FileName = "root";

    private RootKey(Key32 key) => Key = key;

    /// <summary>The key.</summary>
    public Key32 Key { get; }

    /// <summary>Names the key without giving it away: 32 hexadecimal digits.</summary>
    public string Id => Convert.ToHexStringLower(Key.Id);

    /// <summary>Where the key lies in a folder.</summary>
    public static string PathIn(string folder) => Path.Combine(folder, FileName);

    /// <summary>Makes a key and its file, which must not exist; durable before it returns.</summary>
    public static RootKey Create(string folder)
    {
        Shut(folder);
        var key = Key32.Random();
        var bytes = key.CopyBytes();
        try
        {
            var text = Encoding.ASCII.GetBytes($"{Header}\nid {Convert.ToHexStringLower(key.Id)}\nkey {Convert.ToBase64String(bytes)}\n");
            PrivateFolder.Write(folder, FileName, text, overwrite: false);
            CryptographicOperations.ZeroMemory(text);
            return new RootKey(key);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    /// <summary>Makes the folder of keys, or shuts it, when it stands open to others.</summary>
    /// <exception cref="DataRefusedException">It cannot be shut.</exception>
    public static void Shut(string folder) => PrivateFolder.Ensure(folder, FileName, Trust.RecordAuthorityFiles.KeyName);

    /// <summary>Reads the key; null when there is no file.</summary>
    /// <exception cref="DataRefusedException">The file cannot be read, or is not a root key of a form that this program knows.</exception>
    public static RootKey? Read(string folder)
    {
        var path = PathIn(folder);
        string[] lines;
        try
        {
            lines = File.ReadAllLines(path);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new DataRefusedException(DataRefusal.RootKeyDamaged, $"The root key {path} cannot be read: {unreadable.Message} Give this user the right to read it.", unreadable);
        }
        return Parse(lines) ?? throw new DataRefusedException(DataRefusal.RootKeyDamaged,
            $"{path} is not a root key that this Spot can read (it should begin with \"{Header}\"). Put back the copy of it that you keep; without it the data cannot be opened.");
    }

    /// <inheritdoc/>
    public void Dispose() => Key.Dispose();

    /// <inheritdoc/>
    public override string ToString() => "[redacted]";

    private static RootKey? Parse(string[] lines)
    {
        if (lines is not [Header, var id, var secret] || !id.StartsWith("id ", StringComparison.Ordinal) || !secret.StartsWith("key ", StringComparison.Ordinal)) return null;
        Span<byte> bytes = stackalloc byte[Key32.Size + 3];
        try
        {
            if (!Convert.TryFromBase64String(secret[4..], bytes, out var length) || length != Key32.Size) return null;
            var root = new RootKey(Key32.FromBytes(bytes[..length]));
            if (root.Id == id[3..]) return root;
            root.Dispose();
            return null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }
}
