using Microsoft.Data.Sqlite;
using Spot.Grains.Journal;

namespace Spot.Silo.Storage.Sqlite;

/// <summary>The one writer of a database file: a thread of its own that puts what has gathered into one transaction, and answers after COMMIT.</summary>
internal sealed class SqliteWriter : IDisposable
{
    private readonly SqliteWriterLimits limits;
    private readonly TimeProvider time;
    private readonly SqliteWriteQueue queue;
    private readonly SideGate? side;
    private readonly SqliteStatements database;
    private readonly Thread thread;
    private bool writing;
    private bool toFold;

    /// <summary>Opens the file and starts the thread.</summary>
    public SqliteWriter(SqliteFile file, TimeProvider time, SqliteWriterLimits limits, SideGate? side = null)
    {
        this.limits = limits;
        this.time = time;
        this.side = side;
        queue = new SqliteWriteQueue(limits, time);
        database = file.OpenWriter();
        thread = new Thread(Work) { IsBackground = true, Name = $"spot-{Path.GetFileNameWithoutExtension(file.Path)}-writer" };
        thread.Start();
    }

    /// <summary>Whether a transaction is under way.</summary>
    public bool Writing => Volatile.Read(ref writing);

    /// <summary>Writes a piece of work. Never cancelled once begun.</summary>
    public async Task<CommitOutcome> Write(SqliteWork work)
    {
        if (!queue.TryAdd(work)) return CommitOutcome.Busy;
        try
        {
            return await work.Settled.WaitAsync(limits.Settle, time).ConfigureAwait(false);
        }
        catch (TimeoutException) when (!work.Settled.IsCompleted)
        {
            return work.Withdraw() ? CommitOutcome.Busy : CommitOutcome.Unknown;
        }
    }

    /// <summary>Writes what waits, then closes the file.</summary>
    public void Dispose()
    {
        queue.Close();
        if (thread.IsAlive) thread.Join();
        database.Dispose();
    }

    private void Work()
    {
        var batch = new List<SqliteWork>(limits.Batch);
        while (queue.Take(batch))
        {
            side?.BeginBatch(limits.Courtesy);
            Volatile.Write(ref writing, true);
            Write(batch);
            Fold(batch);
            Volatile.Write(ref writing, false);
            side?.EndBatch();
            queue.Done(batch); // first, so that whoever hears finds its room free
            foreach (var work in batch) work.Tell();
            batch.Clear();
        }
    }

    private void Write(List<SqliteWork> batch)
    {
        var outcomes = new CommitOutcome[batch.Count];
        var committing = false;
        try
        {
            database.Run("BEGIN IMMEDIATE");
            for (var i = 0; i < outcomes.Length; i++) outcomes[i] = batch[i].Apply(database);
            committing = true;
            database.Run("COMMIT");
        }
        catch (SqliteException error) when (IsTrouble(error))
        {
            RollBack();
            // A COMMIT whose write failed may still be found whole after a crash; only "disk full" is sure to have left nothing.
            var outcome = committing && error.SqliteErrorCode == SQLitePCL.raw.SQLITE_IOERR ? CommitOutcome.Unknown : CommitOutcome.Busy;
            foreach (var work in batch) work.Settle(outcome);
            return;
        }
#pragma warning disable CA1031 // Whatever one piece of work does wrong is its own caller's answer, and never the end of the writer.
        catch (Exception error)
#pragma warning restore CA1031
        {
            RollBack();
            if (batch.Count == 1) batch[0].Fail(error);
            else foreach (var work in batch) Write([work]); // so that only the guilty one fails
            return;
        }
        for (var i = 0; i < outcomes.Length; i++) batch[i].Settle(outcomes[i]);
    }

    private void Fold(List<SqliteWork> batch)
    {
        toFold |= batch.Exists(work => work.Folds);
        if (!toFold) return;
        try
        {
            // The first column says whether a reader was in the way; then the next batch tries again.
            toFold = database.Value("PRAGMA wal_checkpoint(TRUNCATE)") is not 0L;
        }
        catch (SqliteException)
        {
            // What was committed stays so, and is what callers hear; the log is folded with the next batch.
        }
    }

    private void RollBack()
    {
        try
        {
            if (database.InTransaction) database.Run("ROLLBACK");
        }
        catch (SqliteException)
        {
            // SQLite may have rolled back by itself. If not, the next BEGIN fails, says why, and this is tried again.
        }
    }

    /// <summary>Trouble of the machine, not of what is written: a full disk, a failing one, another's lock. It may pass.</summary>
    private static bool IsTrouble(SqliteException error) => error.SqliteErrorCode is
        SQLitePCL.raw.SQLITE_FULL or SQLitePCL.raw.SQLITE_IOERR or SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED or
        SQLitePCL.raw.SQLITE_CANTOPEN or SQLitePCL.raw.SQLITE_NOMEM or SQLitePCL.raw.SQLITE_READONLY;
}
