using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Spot.Silo.Storage.Sqlite;

/// <summary>Connections for Orleans' own providers on the journal's file: every commit on the disk, and in turn with the
/// journal's writer.</summary>
internal sealed class SideDataSource(SqliteFile file, SideGate side) : DbDataSource
{
    /// <inheritdoc/>
    public override string ConnectionString => file.PooledConnectionString;

    /// <inheritdoc/>
    protected override DbConnection CreateDbConnection() => new Connection(file.PooledConnectionString, side);

    private sealed class Connection(string connectionString, SideGate side) : SqliteConnection(connectionString)
    {
        private bool entered;

        public override void Open()
        {
            side.Enter();
            OpenInside();
        }

        public override async Task OpenAsync(CancellationToken cancellationToken)
        {
            await side.Enter(cancellationToken).ConfigureAwait(false);
            OpenInside();
        }

        public override void Close()
        {
            try
            {
                base.Close();
            }
            finally
            {
                if (entered) side.Leave();
                entered = false;
            }
        }

        private void OpenInside()
        {
            entered = true;
            try
            {
                base.Open();
                // What holds for one connection is said each time: the pool tells nobody whether this one is new.
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

        protected override void Dispose(bool disposing)
        {
            if (disposing) Close();
            base.Dispose(disposing);
        }
    }
}
