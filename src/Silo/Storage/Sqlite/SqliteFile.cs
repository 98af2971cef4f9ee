using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Spot.Silo.Storage.Sqlite;

/// <summary>One database file: how it is opened for writing and for reading.</summary>
internal sealed class SqliteFile(string path, bool secureDelete = false) : IDisposable
{
    /// <summary>How long SQLite waits for another's lock before it says "busy", in milliseconds.</summary>
    public const int BusyTimeout = 5000;

    private const int KeptReaders = 16;
    private readonly ConcurrentBag<SqliteStatements> readers = [];
    private bool closed;

    /// <summary>Where the file is.</summary>
    public string Path { get; } = path;

    /// <summary>The connection string for connections that come and go, pooled by the provider.</summary>
    public string PooledConnectionString { get; } = new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWriteCreate, Pooling = true }.ToString();

    /// <summary>Opens a connection that writes: WAL, every commit on the disk before it is answered.</summary>
    public SqliteStatements OpenWriter() => Open(SqliteOpenMode.ReadWriteCreate,
        $"PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout={BusyTimeout}; PRAGMA secure_delete={(secureDelete ? "ON" : "OFF")}; PRAGMA journal_size_limit=67108864");

    /// <summary>Lends a connection that reads; give it back with <see cref="Return"/>.</summary>
    public SqliteStatements Rent() => readers.TryTake(out var reader) ? reader : Open(SqliteOpenMode.ReadOnly, $"PRAGMA busy_timeout={BusyTimeout}");

    /// <summary>Takes a lent connection back.</summary>
    public void Return(SqliteStatements reader)
    {
        if (Volatile.Read(ref closed) || readers.Count >= KeptReaders) reader.Dispose();
        else readers.Add(reader);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Volatile.Write(ref closed, true);
        while (readers.TryTake(out var reader)) reader.Dispose();
        using var pooled = new SqliteConnection(PooledConnectionString);
        SqliteConnection.ClearPool(pooled);
    }

    private SqliteStatements Open(SqliteOpenMode mode, string pragmas)
    {
        // A command's own time limit only says when the provider stops repeating after SQLite's busy_timeout has passed.
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path, Mode = mode, Pooling = false, DefaultTimeout = 1 }.ToString());
        try
        {
            connection.Open();
            var statements = new SqliteStatements(connection);
            statements.Script(pragmas);
            return statements;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
