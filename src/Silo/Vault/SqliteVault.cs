using System.Collections.Concurrent;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Journal;
using Spot.Grains.Vault;
using Spot.Silo.Storage.Sqlite;

namespace Spot.Silo.Vault;

/// <summary>The vault on a SQLite file of its own: keys wrapped under their company's, companies' under the root key.</summary>
/// <param name="database">The vault's file.</param>
/// <param name="data">The writer of the data, which notes how far the vault has come.</param>
/// <param name="root">Borrowed.</param>
internal sealed class SqliteVault(SqliteDatabase database, SqliteWriter data, Key32 root, TimeProvider time) : IVault, IDisposable
{
    /// <summary>The version of a company's key before any rotation.</summary>
    public const int FirstVersion = 1;

    /// <summary>More names than this are read in one pass over their kind, and not kept in memory.</summary>
    private const int Many = 512;

    private readonly ConcurrentDictionary<(TenantId, int), Key32> tenantKeys = new();
    private readonly KeyCache cache = new(time);

    /// <inheritdoc/>
    public async ValueTask CreateTenant(TenantId tenant, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        using var key = Key32.Random();
        await Write(new CreateTenantWork(tenant, KeyWrap.Tenant(root, tenant, FirstVersion, key))).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Key32>> Create(TenantId tenant, IReadOnlyList<ObjectName> names, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(names);
        cancellation.ThrowIfCancellationRequested();
        var epoch = cache.Epoch;
        var (version, above) = Newest(tenant);
        var work = new CreateWork(tenant, names, version, [.. names.Select(name =>
        {
            using var key = Key32.Random();
            return KeyWrap.Object(above, tenant, Checked(name), key);
        })]);
        await Write(work).ConfigureAwait(false);
        var keys = new List<Key32>(names.Count);
        for (var i = 0; i < names.Count; i++)
        {
            keys.Add(Open(tenant, names[i], work.Kept[i]));
            cache.Put(tenant, names[i], keys[i], epoch);
        }
        return keys;
    }

    /// <inheritdoc/>
    public ValueTask<Key32?> Find(TenantId tenant, ObjectName name, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (cache.Find(tenant, name) is { } kept) return ValueTask.FromResult<Key32?>(kept);
        var epoch = cache.Epoch;
        if (database.File.Read(reader => WrappedKey.Read(reader, SqliteStatements.Of(tenant), name)) is not { } wrapped) return ValueTask.FromResult<Key32?>(null);
        var key = Open(tenant, name, wrapped);
        cache.Put(tenant, name, key, epoch);
        return ValueTask.FromResult<Key32?>(key);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyDictionary<ObjectName, Key32>> FindMany(TenantId tenant, IReadOnlyList<ObjectName> names, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(names);
        var found = new Dictionary<ObjectName, Key32>(names.Count);
        if (names.Count > Many)
        {
            await Task.Run(() =>
            {
                foreach (var kind in names.GroupBy(name => name.Kind, name => name.Id))
                {
                    var wanted = kind.ToHashSet();
                    foreach (var (name, wrapped) in OfKind(tenant, kind.Key, wanted.Contains)) found.Add(name, Open(tenant, name, wrapped));
                }
            }, cancellation).ConfigureAwait(false);
            return found;
        }
        foreach (var name in names.Distinct())
            if (await Find(tenant, name, cancellation).ConfigureAwait(false) is { } key) found.Add(name, key);
        return found;
    }

    /// <inheritdoc/>
    public async ValueTask<EraseOutcome> Erase(TenantId tenant, IReadOnlyList<ObjectName> names, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(names);
        cancellation.ThrowIfCancellationRequested();
        var work = new EraseWork(tenant, names);
        try
        {
            await Write(work).ConfigureAwait(false);
        }
        finally
        {
            // Also when the outcome is not known: a key that is still there is read again.
            cache.Erase(tenant, names);
        }
        if (work.Held) return EraseOutcome.Held;
        // The keys are gone whatever becomes of the note; what is not noted now is noted by the next erasure or start.
        if (work.Generation is { } generation) _ = await data.Write(new NoteGenerationWork(generation)).ConfigureAwait(false);
        return EraseOutcome.Erased;
    }

    /// <inheritdoc/>
    public async ValueTask Hold(TenantId tenant, IReadOnlyList<ObjectName> names, bool held, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(names);
        cancellation.ThrowIfCancellationRequested();
        await Write(new HoldWork(tenant, names, held)).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<ObjectName>> Names(TenantId tenant, string kind, CancellationToken cancellation) =>
        await Task.Run(() => OfKind(tenant, kind, _ => true).ConvertAll(one => one.Name), cancellation).ConfigureAwait(false);

    /// <inheritdoc/>
    public void Dispose()
    {
        cache.Dispose();
        foreach (var key in tenantKeys.Values) key.Dispose();
    }

    private async Task Write(SqliteWork work)
    {
        if (await database.Writer.Write(work).ConfigureAwait(false) != CommitOutcome.Committed) throw new VaultBusyException();
    }

    private List<(ObjectName Name, WrappedKey Key)> OfKind(TenantId tenant, string kind, Func<Id16, bool> wanted) => database.File.Read(reader =>
    {
        var list = new List<(ObjectName, WrappedKey)>();
        using var row = reader.Query("SELECT id, version, wrapped FROM object_key WHERE tenant = $1 AND kind = $2", SqliteStatements.Of(tenant), kind);
        while (row.Read())
        {
            var id = new Id16(row.GetFieldValue<byte[]>(0));
            if (wanted(id)) list.Add((new ObjectName(kind, id), new WrappedKey(row.GetInt32(1), row.GetFieldValue<byte[]>(2))));
        }
        return list;
    });

    private Key32 Open(TenantId tenant, ObjectName name, WrappedKey key) => KeyWrap.OpenObject(TenantKey(tenant, key.Version), tenant, name, key.Wrapped);

    private (int Version, Key32 Key) Newest(TenantId tenant)
    {
        var version = database.File.Read(reader => reader.Value("SELECT max(version) FROM tenant_key WHERE tenant = $1", SqliteStatements.Of(tenant))) is long newest
            ? (int)newest
            : throw new InvalidOperationException("A company without a key in the vault.");
        return (version, TenantKey(tenant, version));
    }

    private Key32 TenantKey(TenantId tenant, int version) => tenantKeys.GetOrAdd((tenant, version), static (name, vault) =>
    {
        var wrapped = vault.Database.File.Read(reader => reader.Value("SELECT wrapped FROM tenant_key WHERE tenant = $1 AND version = $2", SqliteStatements.Of(name.Item1), name.Item2));
        return wrapped is byte[] bytes
            ? KeyWrap.OpenTenant(vault.Root, name.Item1, name.Item2, bytes)
            : throw new InvalidOperationException("A company without a key in the vault.");
    }, (Database: database, Root: root));

    private static ObjectName Checked(ObjectName name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name.Kind);
        return name.Id.IsNone == (name.Kind == ObjectKinds.General) ? name : throw new ArgumentException("Only a company's general key has no id.", nameof(name));
    }
}
