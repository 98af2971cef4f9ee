using System.Globalization;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Journal;

namespace Spot.Silo.Storage.Sqlite;

/// <summary>One group of the journal: settles a repeat, refuses a conflict, then writes every row.</summary>
internal sealed class JournalWork(JournalGroup group, long bytes) : SqliteWork(bytes)
{
    private readonly byte[] tenant = SqliteStatements.Of(group.Tenant);
    private readonly byte[] commit = SqliteStatements.Of(group.Commit);

    /// <inheritdoc/>
    public override CommitOutcome Apply(SqliteStatements database)
    {
        var conflict = false;
        var known = default(Id16?);
        foreach (var entry in group.Entries)
        {
            if (entry.Stream == known) continue; // follows the one before
            known = entry.Stream;
            if (Standing(database, entry) is not { } free) return CommitOutcome.Committed;
            conflict |= !free;
        }
        foreach (var head in group.Heads)
        {
            if (Standing(database, head) is not { } free) return CommitOutcome.Committed;
            conflict |= !free;
        }
        if (conflict) return CommitOutcome.Conflict;
        Write(database);
        return CommitOutcome.Committed;
    }

    /// <summary>True: the entry is the stream's next. False: it is not. Null: this very commit is in already.</summary>
    private bool? Standing(SqliteStatements database, JournalEntry entry)
    {
        var stream = SqliteStatements.Of(entry.Stream);
        var last = database.Value("SELECT max(seq) FROM entry WHERE tenant = $1 AND stream = $2", tenant, stream) is { } max ? Convert.ToInt32(max, CultureInfo.InvariantCulture) : 0;
        if (entry.Sequence > last) return entry.Sequence == last + 1;
        return IsOurs(database.Value("SELECT \"commit\" FROM entry WHERE tenant = $1 AND stream = $2 AND seq = $3", tenant, stream, entry.Sequence)) ? null : false;
    }

    /// <summary>True: the row has the version expected. False: it has not. Null: this very commit was the row's last.</summary>
    private bool? Standing(SqliteStatements database, JournalHead head)
    {
        using var row = database.Query("SELECT version, \"commit\" FROM stream WHERE tenant = $1 AND stream = $2", tenant, SqliteStatements.Of(head.Stream));
        if (!row.Read()) return head.Version == 0;
        if (IsOurs(row.GetValue(1))) return null;
        return head.Version != 0 && row.GetInt32(0) == head.Version;
    }

    private bool IsOurs(object? stored) => stored is byte[] bytes && bytes.AsSpan().SequenceEqual(commit);

    private void Write(SqliteStatements database)
    {
        foreach (var removed in group.Removed)
        {
            var stream = SqliteStatements.Of(removed);
            database.Run("DELETE FROM entry WHERE tenant = $1 AND stream = $2", tenant, stream);
            database.Run("DELETE FROM stream WHERE tenant = $1 AND stream = $2", tenant, stream);
        }
        foreach (var entry in group.Entries)
            database.Run("INSERT INTO entry (tenant, stream, seq, \"commit\", sealed) VALUES ($1, $2, $3, $4, $5)",
                tenant, SqliteStatements.Of(entry.Stream), entry.Sequence, commit, SqliteStatements.Of(entry.Sealed));
        foreach (var head in group.Heads)
            database.Run("""
                INSERT INTO stream (tenant, stream, type, version, due_day, "commit", head) VALUES ($1, $2, $3, $4, $5, $6, $7)
                ON CONFLICT (tenant, stream) DO UPDATE SET type = excluded.type, version = excluded.version, due_day = excluded.due_day, "commit" = excluded."commit", head = excluded.head
                """, tenant, SqliteStatements.Of(head.Stream), (int)head.Type, head.Version + 1, head.DueDay, commit, head.Sealed is { } bytes ? SqliteStatements.Of(bytes) : null);
        foreach (var delivery in group.Deliveries)
            database.Run("INSERT INTO outbox (tenant, id, try, sealed) VALUES ($1, $2, $3, $4) ON CONFLICT (tenant, id) DO UPDATE SET try = excluded.try, sealed = excluded.sealed",
                tenant, SqliteStatements.Of(delivery.Id), delivery.Try, SqliteStatements.Of(delivery.Sealed));
        foreach (var delivered in group.Delivered)
            database.Run("DELETE FROM outbox WHERE tenant = $1 AND id = $2", tenant, SqliteStatements.Of(delivered));
    }
}
