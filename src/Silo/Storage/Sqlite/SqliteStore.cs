using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Journal;
using Spot.Grains.Vault;
using Spot.Silo.Vault;

namespace Spot.Silo.Storage.Sqlite;

/// <summary>Everything durable of an embedded installation: the data (journal, grain states, reminders) and the vault, locked for this process.</summary>
public sealed class SqliteStore : IDisposable
{
    private readonly DataLock held;
    private readonly RootKey root;
    private readonly SqliteDatabase vaultFile;
    private readonly SqliteDatabase dataFile;
    private readonly SqliteVault vault;
    private bool disposed;

    private SqliteStore(DataLock held, RootKey root, SqliteDatabase vaultFile, SqliteDatabase dataFile, SideGate side, TimeProvider time)
    {
        (this.held, this.root, this.vaultFile, this.dataFile) = (held, root, vaultFile, dataFile);
        vault = new SqliteVault(vaultFile, dataFile.Writer, root.Key, time);
        Journal = new SqliteJournal(dataFile.File, dataFile.Writer);
        Side = new SideDataSource(dataFile.File, side);
    }

    /// <summary>The journal.</summary>
    public IJournal Journal { get; }

    /// <summary>The vault.</summary>
    public IVault Vault => vault;

    /// <summary>Connections for Orleans' own providers.</summary>
    internal SideDataSource Side { get; }

    /// <summary>Where it lives.</summary>
    public required SqliteStorageOptions Options { get; init; }

    /// <summary>The name of the database's file in the data folder.</summary>
    public const string DataName = "spot.db";

    /// <summary>The name of the vault's file in the data folder.</summary>
    public const string VaultName = "vault.db";

    /// <summary>Opens an installation, or makes one where there is no data yet.</summary>
    /// <exception cref="DataRefusedException">Another process has it, or data, vault, root key and program do not belong together.</exception>
    public static SqliteStore Open(SqliteStorageOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        string dataPath = Path.Combine(options.DataFolder, DataName), vaultPath = Path.Combine(options.DataFolder, VaultName);
        var opened = new Stack<IDisposable>();
        T Opened<T>(T what) where T : IDisposable
        {
            opened.Push(what);
            return what;
        }

        try
        {
            var held = Opened(DataLock.Take(options.DataFolder, options.Address));
            if (Directory.Exists(options.KeysFolder)) RootKey.Shut(options.KeysFolder);
            var root = Opened(Installation.RootKeyFor(dataPath, vaultPath, options.KeysFolder));
            var vaultFile = Opened(SqliteDatabase.Open(vaultPath, "vault", time, new SqliteWriterLimits(), secureDelete: true));
            var side = new SideGate();
            var dataFile = Opened(SqliteDatabase.Open(dataPath, "data", time, new SqliteWriterLimits(), side));
            Installation.Join(dataFile.File, vaultFile.File, root, RootKey.PathIn(options.KeysFolder));
            return new SqliteStore(held, root, vaultFile, dataFile, side, time) { Options = options };
        }
        catch
        {
            while (opened.TryPop(out var what)) what.Dispose();
            throw;
        }
    }

    /// <summary>Notes where this process answers, for whoever starts a second one.</summary>
    public void Announce(string address) => held.Announce(address);

    /// <summary>Makes the installation's own key, for what belongs to no company. A repeat changes nothing.</summary>
    public async Task Prepare() => await vault.CreateTenant(TenantId.Installation, CancellationToken.None).ConfigureAwait(false);

    /// <summary>Writes what waits, closes the files and lets go of the folder.</summary>
    public void Dispose()
    {
        if (disposed) return;
        disposed = true;
        Side.Dispose();
        dataFile.Dispose();
        vaultFile.Dispose();
        vault.Dispose();
        root.Dispose();
        held.Dispose();
    }
}
