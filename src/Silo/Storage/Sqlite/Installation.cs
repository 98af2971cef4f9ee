using System.Globalization;
using Spot.Grains.Abstractions.Identity;
using Spot.Silo.Vault;

namespace Spot.Silo.Storage.Sqlite;

/// <summary>Sees to it that data, vault and root key are one installation's. What does not fit is refused by name, never papered over.</summary>
/// <remarks>Both files keep the installation's id and the vault's generation. The vault's is raised at every start and every erasure and then
/// noted in the data; so a vault from before either is older than its data.</remarks>
internal static class Installation
{
    private const string IdName = "id", GenerationName = "generation", NotedName = "vault_generation", RootName = "root_key";

    /// <summary>Sees that nothing is missing, before anything is made; reads the root key, or makes one where there is neither data nor vault.</summary>
    public static RootKey RootKeyFor(string dataPath, string vaultPath, string keysFolder)
    {
        var root = RootKey.Read(keysFolder);
        try
        {
            bool data = HasId(dataPath), vault = HasId(vaultPath);
            if (root is null && (data || vault))
                throw new DataRefusedException(DataRefusal.RootKeyMissing,
                    $"There is no root key at {RootKey.PathIn(keysFolder)}, and {(vault ? vaultPath : dataPath)} cannot be opened without it. Put the key back there, or name its folder; a new one would not open anything.");
            if (data && !vault)
                throw new DataRefusedException(DataRefusal.VaultMissing, $"{dataPath} holds data, and its vault {vaultPath} is missing. Put the vault back (its newest backup): without its keys nothing can be opened.");
            if (vault && !data && HasKeys(vaultPath))
                throw new DataRefusedException(DataRefusal.DataMissing, $"{vaultPath} holds keys, and the data they belong to is missing. Put {dataPath} back from a backup, or move the vault away to begin anew.");
            return root ?? RootKey.Create(keysFolder);
        }
        catch
        {
            root?.Dispose();
            throw;
        }
    }

    /// <summary>Compares, gives a new installation its id, and raises the vault's generation.</summary>
    public static void Join(SqliteFile dataFile, SqliteFile vaultFile, RootKey root, string rootPath)
    {
        using var data = dataFile.OpenWriter();
        using var vault = vaultFile.OpenWriter();
        if (Get(vault, IdName) is null)
        {
            vault.Run("BEGIN IMMEDIATE");
            Set(vault, IdName, Id16.Random().ToString());
            Set(vault, RootName, root.Id);
            Set(vault, GenerationName, "1");
            vault.Run("COMMIT");
        }
        var id = Get(vault, IdName)!;
        if (Get(vault, RootName) != root.Id)
            throw new DataRefusedException(DataRefusal.RootKeyForeign, $"The root key {rootPath} is not the one that {vaultFile.Path} was made with. Put that key back; this one does not open the vault.");
        if (Get(data, IdName) is null)
        {
            data.Run("BEGIN IMMEDIATE");
            Set(data, IdName, id);
            Set(data, NotedName, "0");
            data.Run("COMMIT");
        }
        if (Get(data, IdName) != id)
            throw new DataRefusedException(DataRefusal.VaultForeign, $"The vault {vaultFile.Path} belongs to another installation than {dataFile.Path}. Put the right one beside it.");
        long generation = Number(vault, GenerationName), noted = Number(data, NotedName);
        if (generation < noted)
            throw new DataRefusedException(DataRefusal.VaultOlder,
                $"The vault {vaultFile.Path} is older than {dataFile.Path} (generation {generation}, and {noted} was noted): keys erased since would come back, and keys made since are missing. Put its newest backup there.");
        // The vault first: killed in between, it is newer than its data, which is allowed.
        var raised = (generation + 1).ToString(CultureInfo.InvariantCulture);
        Set(vault, GenerationName, raised);
        Set(data, NotedName, raised);
    }

    private static bool HasId(string path)
    {
        if (!File.Exists(path)) return false;
        using var file = new SqliteFile(path);
        return file.Read(database => database.Value("SELECT count(*) FROM sqlite_schema WHERE name = 'installation'") is not 0L && Get(database, IdName) is not null);
    }

    private static bool HasKeys(string path)
    {
        using var file = new SqliteFile(path);
        return file.Read(database => database.Value("SELECT count(*) FROM object_key") is not 0L);
    }

    private static string? Get(SqliteStatements database, string name) => database.Value("SELECT value FROM installation WHERE name = $1", name) as string;

    private static long Number(SqliteStatements database, string name) => long.Parse(Get(database, name)!, CultureInfo.InvariantCulture);

    private static void Set(SqliteStatements database, string name, string value) =>
        database.Run("INSERT INTO installation (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value", name, value);
}
