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

    /// <summary>Makes the file for its owner alone, where there is none; SQLite gives the files beside it the same rights.</summary>
    public void Ensure() => new FileStream(Path, PrivateFolder.New(FileMode.OpenOrCreate)).Dispose();

    /// <summary>Opens a connection that writes: WAL, every commit on the disk before it is answered.</summary>
    public SqliteStatements OpenWriter() => Open(SqliteOpenMode.ReadWriteCreate,
        // An entry of 1 KiB stands in a page of 8 KiB beside others; in one of 4 KiB it would take a second page for itself.
        $"PRAGMA page_size=8192; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout={BusyTimeout}; PRAGMA secure_delete={(secureDelete ? "ON" : "OFF")}; PRAGMA journal_size_limit=67108864");

    /// <summary>Reads on a connection of its own, kept open for the next.</summary>
    public T Read<T>(Func<SqliteStatements, T> read)
    {
        var database = readers.TryTake(out var kept) ? kept : Open(SqliteOpenMode.ReadOnly, $"PRAGMA busy_timeout={BusyTimeout}");
        try
        {
            return read(database);
        }
        finally
        {
            if (Volatile.Read(ref closed) || readers.Count >= KeptReaders) database.Dispose();
            else readers.Add(database);
        }
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
