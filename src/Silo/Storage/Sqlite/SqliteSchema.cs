using System.Globalization;
using System.Reflection;
using DbUp;

namespace Spot.Silo.Storage.Sqlite;

/// <summary>Brings a database file to the schema of this program: the numbered scripts that it lacks, each in a transaction.</summary>
/// <remarks>Each script writes its own number into the row <c>schema</c> of the table <c>installation</c>. Only one process is at it: DataLock.</remarks>
internal static class SqliteSchema
{
    private const string Root = "Migrations/";

    /// <summary>The scripts of a database (<c>data</c> or <c>vault</c>), by number.</summary>
    public static IReadOnlyList<(int Number, string Name, string Sql)> Scripts(string database) =>
        [.. from name in typeof(SqliteSchema).Assembly.GetManifestResourceNames()
            where name.StartsWith(Root + database + "/", StringComparison.Ordinal)
            let file = name[(Root.Length + database.Length + 1)..]
            orderby file
            select (int.Parse(file.AsSpan(0, 4), CultureInfo.InvariantCulture), file, Text(name))];

    /// <summary>Brings the file to this program's schema, or leaves it untouched when it is there already.</summary>
    /// <exception cref="DataRefusedException">The file was written by a newer program.</exception>
    public static void Upgrade(SqliteFile file, string database)
    {
        var scripts = Scripts(database);
        var known = scripts[^1].Number;
        int found;
        using (var writer = file.OpenWriter()) found = Installed(writer);
        if (found == known) return;
        if (found > known)
            throw new DataRefusedException(DataRefusal.NewerSchema,
                $"{file.Path} was written by a newer Spot (schema {found}; this program knows {known}). Start the newer program, or restore a backup made by this one.");
        var upgrade = DeployChanges.To.SqliteDatabase(file.PooledConnectionString).JournalToSqliteTable("schema_script")
            .WithScripts([.. scripts.Select(script => new DbUp.Engine.SqlScript(script.Name, script.Sql))])
            .WithVariablesDisabled().WithTransactionPerScript().LogToNowhere().Build().PerformUpgrade();
        if (!upgrade.Successful) throw new InvalidOperationException($"{file.Path} could not be brought to schema {known}: {upgrade.ErrorScript?.Name}.", upgrade.Error);
    }

    /// <summary>The schema a file has; 0 for a new one.</summary>
    private static int Installed(SqliteStatements database) =>
        database.Value("SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'installation'") is not 0L
        && database.Value("SELECT value FROM installation WHERE name = 'schema'") is string number
            ? int.Parse(number, CultureInfo.InvariantCulture)
            : 0;

    private static string Text(string resource)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
