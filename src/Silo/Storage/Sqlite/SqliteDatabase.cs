namespace Spot.Silo.Storage.Sqlite;

/// <summary>One database file, brought to this program's schema, with its one writer.</summary>
internal sealed class SqliteDatabase : IDisposable
{
    private SqliteDatabase(SqliteFile file, SqliteWriter writer) => (File, Writer) = (file, writer);

    /// <summary>The file.</summary>
    public SqliteFile File { get; }

    /// <summary>Its one writer.</summary>
    public SqliteWriter Writer { get; }

    /// <summary>Opens the file, made where there is none.</summary>
    /// <param name="scripts">Which schema: <c>data</c> or <c>vault</c>.</param>
    /// <exception cref="DataRefusedException">The file was written by a newer program.</exception>
    public static SqliteDatabase Open(string path, string scripts, TimeProvider time, SqliteWriterLimits limits, SideGate? side = null, bool secureDelete = false)
    {
        var file = new SqliteFile(path, secureDelete);
        try
        {
            file.Ensure();
            SqliteSchema.Upgrade(file, scripts);
            return new SqliteDatabase(file, new SqliteWriter(file, time, limits, side));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Writes what waits, then closes every connection.</summary>
    public void Dispose()
    {
        // The writer goes last: only a connection that writes folds the write-ahead log into the file when it is the last to close.
        File.Dispose();
        Writer.Dispose();
    }
}
