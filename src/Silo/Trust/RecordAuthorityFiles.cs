using System.Text;
using Spot.Grains.Trust;
using Spot.Silo.Storage;

namespace Spot.Silo.Trust;

/// <summary>The record authority in files: its key in the folder of keys, the published certificates in the data folder.</summary>
/// <param name="keysFolder">The folder of keys.</param>
/// <param name="dataFolder">The data folder.</param>
public sealed class RecordAuthorityFiles(string keysFolder, string dataFolder) : IRecordAuthority
{
    /// <summary>The name of the key's file in the folder of keys.</summary>
    public const string KeyName = "record-ca.key";

    /// <summary>The name of the certificates' file in the data folder.</summary>
    public const string CertificatesName = "record-ca.pem";

    /// <inheritdoc/>
    public string? Read()
    {
        try
        {
            return File.ReadAllText(Path.Combine(keysFolder, KeyName));
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Write(string pem) => Put(keysFolder, KeyName, pem, overwrite: false);

    /// <inheritdoc/>
    public void Publish(string pem) => Put(dataFolder, CertificatesName, pem, overwrite: true);

    private static void Put(string folder, string name, string text, bool overwrite)
    {
        PrivateFolder.Ensure(folder, name);
        PrivateFolder.Write(folder, name, Encoding.ASCII.GetBytes(text), overwrite);
    }
}
