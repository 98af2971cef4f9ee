using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using Spot.Grains.Abstractions.Identity;

namespace Spot.Silo.Storage.Sqlite;

/// <summary>One open connection and the statements prepared on it. Not for two threads at once.</summary>
/// <remarks>Statements name their parameters $1, $2, ... in the order of the values given.</remarks>
internal sealed class SqliteStatements(SqliteConnection connection) : IDisposable
{
    private static readonly string[] Names = [.. Enumerable.Range(1, 8).Select(n => string.Create(CultureInfo.InvariantCulture, $"${n}"))];
    private readonly Dictionary<string, SqliteCommand> prepared = [];

    /// <summary>Runs a statement; tells how many rows changed.</summary>
    public int Run(string sql, params ReadOnlySpan<object?> values) => Bind(sql, values).ExecuteNonQuery();

    /// <summary>Runs a query; the caller disposes the reader before the next use of the same statement.</summary>
    public SqliteDataReader Query(string sql, params ReadOnlySpan<object?> values) => Bind(sql, values).ExecuteReader();

    /// <summary>Runs a query for its first value; null for no row and for NULL.</summary>
    public object? Value(string sql, params ReadOnlySpan<object?> values) => Bind(sql, values).ExecuteScalar() is { } value and not DBNull ? value : null;

    /// <summary>Runs statements that are not worth preparing.</summary>
    public void Script(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Whether a transaction is open: SQLite itself ends one on some errors.</summary>
    public bool InTransaction => SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle) == 0;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var command in prepared.Values) command.Dispose();
        connection.Dispose();
    }

    /// <summary>The value for an id column.</summary>
    public static byte[] Of(Id16 id) => id.ToBytes();

    /// <summary>The value for a tenant column.</summary>
    public static byte[] Of(TenantId tenant) => tenant.Value.ToBytes();

    /// <summary>The value for a column of bytes; not copied where the memory is a whole array.</summary>
    public static byte[] Of(ReadOnlyMemory<byte> bytes) =>
        MemoryMarshal.TryGetArray(bytes, out var part) && part.Array is { } array && part.Offset == 0 && part.Count == array.Length ? array : bytes.ToArray();

    private SqliteCommand Bind(string sql, ReadOnlySpan<object?> values)
    {
        if (!prepared.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = sql;
            for (var i = 0; i < values.Length; i++) command.Parameters.Add(new SqliteParameter { ParameterName = Names[i] });
            prepared.Add(sql, command);
        }
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i] ?? DBNull.Value;
        return command;
    }
}
