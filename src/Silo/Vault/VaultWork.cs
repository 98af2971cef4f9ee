using System.Globalization;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Journal;
using Spot.Grains.Vault;
using Spot.Silo.Storage.Sqlite;

namespace Spot.Silo.Vault;

/// <summary>Keeps the first version of a company's key, unless there is one.</summary>
internal sealed class CreateTenantWork(TenantId tenant, byte[] wrapped) : SqliteWork(wrapped.Length)
{
    /// <inheritdoc/>
    public override CommitOutcome Apply(SqliteStatements database)
    {
        database.Run("INSERT INTO tenant_key (tenant, version, wrapped) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING", SqliteStatements.Of(tenant), SqliteVault.FirstVersion, wrapped);
        return CommitOutcome.Committed;
    }
}

/// <summary>Keeps keys under names that have none, and tells what is kept under each.</summary>
internal sealed class CreateWork(TenantId tenant, IReadOnlyList<ObjectName> names, int version, IReadOnlyList<byte[]> wrapped) : SqliteWork(256L * names.Count)
{
    /// <summary>What is kept, in the order of the names; after the commit.</summary>
    public WrappedKey[] Kept { get; } = new WrappedKey[names.Count];

    /// <inheritdoc/>
    public override CommitOutcome Apply(SqliteStatements database)
    {
        var owner = SqliteStatements.Of(tenant);
        for (var i = 0; i < names.Count; i++)
        {
            var id = SqliteStatements.Of(names[i].Id);
            database.Run("INSERT INTO object_key (tenant, kind, id, version, wrapped) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING", owner, names[i].Kind, id, version, wrapped[i]);
            Kept[i] = WrappedKey.Read(database, owner, names[i]) ?? throw new InvalidOperationException("A key that was just kept is not there.");
        }
        return CommitOutcome.Committed;
    }
}

/// <summary>Deletes keys, all or none.</summary>
internal sealed class EraseWork(TenantId tenant, IReadOnlyList<ObjectName> names) : SqliteWork(64L * names.Count)
{
    /// <summary>Whether a hold was in the way; after the commit.</summary>
    public bool Held { get; private set; }

    /// <summary>The vault's generation after an erasure; null when nothing had to be deleted.</summary>
    public long? Generation { get; private set; }

    /// <inheritdoc/>
    public override bool Folds => Generation is not null;

    /// <inheritdoc/>
    public override CommitOutcome Apply(SqliteStatements database)
    {
        var owner = SqliteStatements.Of(tenant);
        (Held, Generation) = (false, null);
        foreach (var name in names)
            Held |= database.Value("SELECT held FROM object_key WHERE tenant = $1 AND kind = $2 AND id = $3", owner, name.Kind, SqliteStatements.Of(name.Id)) is not (null or 0L);
        if (Held) return CommitOutcome.Committed;
        var deleted = 0;
        foreach (var name in names)
            deleted += database.Run("DELETE FROM object_key WHERE tenant = $1 AND kind = $2 AND id = $3", owner, name.Kind, SqliteStatements.Of(name.Id));
        if (deleted > 0)
            Generation = Convert.ToInt64(database.Value("UPDATE installation SET value = value + 1 WHERE name = 'generation' RETURNING CAST(value AS INTEGER)"), CultureInfo.InvariantCulture);
        return CommitOutcome.Committed;
    }
}

/// <summary>Puts things under a hold or takes it off.</summary>
internal sealed class HoldWork(TenantId tenant, IReadOnlyList<ObjectName> names, bool held) : SqliteWork(64L * names.Count)
{
    /// <inheritdoc/>
    public override CommitOutcome Apply(SqliteStatements database)
    {
        foreach (var name in names)
            database.Run("UPDATE object_key SET held = $4 WHERE tenant = $1 AND kind = $2 AND id = $3", SqliteStatements.Of(tenant), name.Kind, SqliteStatements.Of(name.Id), held ? 1 : 0);
        return CommitOutcome.Committed;
    }
}

/// <summary>Notes in the data how far the vault has come, so that an older vault beside it is seen.</summary>
internal sealed class NoteGenerationWork(long generation) : SqliteWork(64)
{
    /// <inheritdoc/>
    public override CommitOutcome Apply(SqliteStatements database)
    {
        database.Run("UPDATE installation SET value = $1 WHERE name = 'vault_generation' AND CAST(value AS INTEGER) < $2", generation.ToString(CultureInfo.InvariantCulture), generation);
        return CommitOutcome.Committed;
    }
}

/// <summary>A thing's key as it is kept, and the version of the company's key it is wrapped under.</summary>
internal readonly record struct WrappedKey(int Version, byte[] Wrapped)
{
    /// <summary>Reads one; null for a name without a key.</summary>
    public static WrappedKey? Read(SqliteStatements database, byte[] tenant, ObjectName name)
    {
        using var row = database.Query("SELECT version, wrapped FROM object_key WHERE tenant = $1 AND kind = $2 AND id = $3", tenant, name.Kind, SqliteStatements.Of(name.Id));
        return row.Read() ? new WrappedKey(row.GetInt32(0), row.GetFieldValue<byte[]>(1)) : null;
    }
}
