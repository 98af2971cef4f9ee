using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Spot.Silo.Storage.Sqlite;

/// <summary>Connections for Orleans' own providers on the journal's file: every commit on the disk, and counted while open so that the journal's
/// writer lets them finish.</summary>
internal sealed class SideDataSource(SqliteFile file, SideConnections side) : DbDataSource
{
    /// <inheritdoc/>
    public override string ConnectionString => file.PooledConnectionString;

    /// <inheritdoc/>
    protected override DbConnection CreateDbConnection() => new Connection(file.PooledConnectionString, side);

    private sealed class Connection(string connectionString, SideConnections side) : SqliteConnection(connectionString)
    {
        private bool counted;

        public override void Open()
        {
            side.Enter();
            counted = true;
            try
            {
                base.Open();
                // The pool gives back connections as they were made; what holds per connection is said each time.
                using var pragmas = CreateCommand();
                pragmas.CommandText = "PRAGMA synchronous=FULL; PRAGMA busy_timeout=5000";
                pragmas.ExecuteNonQuery();
            }
            catch
            {
                Close();
                throw;
            }
        }

        public override void Close()
        {
            try
            {
                base.Close();
            }
            finally
            {
                if (counted) side.Leave();
                counted = false;
            }
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) Close();
            base.Dispose(disposing);
        }
    }
}
