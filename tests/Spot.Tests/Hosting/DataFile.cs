using Microsoft.Data.Sqlite;
using Spot.Hosting;
using Spot.Silo.Storage.Sqlite;

namespace Spot.Tests.Hosting;

/// <summary>The data file from beside: as whoever has the disk sees it.</summary>
internal static class DataFile
{
    /// <summary>Asks one number; the process may have the file open.</summary>
    public static long Count(SpotSettings settings, string sql) => (long)Rows(settings, sql).Single()[0];

    /// <summary>Asks rows; the process may have the file open.</summary>
    public static IReadOnlyList<object[]> Rows(SpotSettings settings, string sql)
    {
        using var file = Open(settings, SqliteOpenMode.ReadOnly);
        using var command = file.CreateCommand();
#pragma warning disable CA2100 // The tests' own text.
        command.CommandText = sql;
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        var rows = new List<object[]>();
        while (reader.Read())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }

        return rows;
    }

    /// <summary>Changes the file of a stopped installation.</summary>
    /// <returns>How many rows.</returns>
    public static int Change(SpotSettings settings, string sql)
    {
        using var file = Open(settings, SqliteOpenMode.ReadWrite);
        using var command = file.CreateCommand();
#pragma warning disable CA2100 // The tests' own text.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteNonQuery();
    }

    private static SqliteConnection Open(SpotSettings settings, SqliteOpenMode mode)
    {
        var file = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(settings.Data, SqliteStore.DataName),
            Mode = mode,
            Pooling = false,
        }.ToString());
        file.Open();
        return file;
    }
}
