using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Journal;

namespace Spot.Silo.Storage.Sqlite;

/// <summary>The journal on SQLite: one writer with group commit, reads beside it on connections of their own.</summary>
internal sealed class SqliteJournal(SqliteFile file, SqliteWriter writer) : IJournal
{
    private const int HeadsAtOnce = 1000;

    /// <inheritdoc/>
    public Task<CommitOutcome> Commit(JournalGroup group) => writer.Write(new JournalWork(group, GroupRules.Check(group)));

    /// <inheritdoc/>
    public Task<StoredStream> Read(TenantId tenant, Id16 stream, int from, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return Task.FromResult(file.Read(database =>
        {
            var owner = SqliteStatements.Of(tenant);
            var name = SqliteStatements.Of(stream);
            // One snapshot for the row and its entries: a commit in between would show a head that does not fit.
            database.Run("BEGIN");
            try
            {
                StoredHead? head = null;
                using (var row = database.Query("SELECT stream, type, version, due_day, head FROM stream WHERE tenant = $1 AND stream = $2", owner, name))
                    if (row.Read()) head = Head(row);
                var entries = new List<StoredEntry>();
                using (var row = database.Query("SELECT seq, \"commit\", sealed FROM entry WHERE tenant = $1 AND stream = $2 AND seq >= $3 ORDER BY seq", owner, name, from))
                    while (row.Read()) entries.Add(new StoredEntry(row.GetInt32(0), Id(row, 1), Bytes(row, 2)));
                return new StoredStream(head, entries);
            }
            finally
            {
                database.Run("COMMIT");
            }
        }));
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredHead> Heads(TenantId tenant, StreamType type, [EnumeratorCancellation] CancellationToken cancellation)
    {
        // In portions, each its own read: a long one would keep the write-ahead log from being folded back.
        byte[] after = [];
        while (true)
        {
            var from = after;
            var portion = await Task.Run(() => file.Read(database => List(database,
                "SELECT stream, type, version, due_day, head FROM stream WHERE tenant = $1 AND type = $2 AND stream > $3 ORDER BY stream LIMIT $4",
                Head, SqliteStatements.Of(tenant), (int)type, from, HeadsAtOnce)), cancellation).ConfigureAwait(false);
            foreach (var head in portion) yield return head;
            if (portion.Count < HeadsAtOnce) yield break;
            after = portion[^1].Stream.ToBytes();
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredHead>> Due(TenantId tenant, int day, int limit, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return Task.FromResult<IReadOnlyList<StoredHead>>(file.Read(database => List(database,
            "SELECT stream, type, version, due_day, head FROM stream WHERE tenant = $1 AND due_day <= $2 ORDER BY due_day, stream LIMIT $3",
            Head, SqliteStatements.Of(tenant), day, limit)));
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<OutboxRow>> Outbox(TenantId tenant, int limit, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return Task.FromResult<IReadOnlyList<OutboxRow>>(file.Read(database => List(database,
            "SELECT id, try, sealed FROM outbox WHERE tenant = $1 ORDER BY try, id LIMIT $2",
            row => new OutboxRow(Id(row, 0), Bytes(row, 2), row.GetInt32(1)), SqliteStatements.Of(tenant), limit)));
    }

    private static List<T> List<T>(SqliteStatements database, string sql, Func<SqliteDataReader, T> make, params ReadOnlySpan<object?> values)
    {
        var list = new List<T>();
        using var row = database.Query(sql, values);
        while (row.Read()) list.Add(make(row));
        return list;
    }

    private static StoredHead Head(SqliteDataReader row) =>
        new(Id(row, 0), (StreamType)row.GetInt32(1), row.GetInt32(2), row.IsDBNull(3) ? null : row.GetInt32(3), row.IsDBNull(4) ? null : (ReadOnlyMemory<byte>?)Bytes(row, 4));

    private static Id16 Id(SqliteDataReader row, int column) => new(row.GetFieldValue<byte[]>(column));

    private static ReadOnlyMemory<byte> Bytes(SqliteDataReader row, int column) => row.GetFieldValue<byte[]>(column);
}
