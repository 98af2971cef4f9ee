using Spot.Grains.Journal;

namespace Spot.Silo.Storage.Sqlite;

/// <summary>Something to be written as a whole, beside others in one transaction.</summary>
internal abstract class SqliteWork(long bytes)
{
    private const int Waiting = 0, Taken = 1, Withdrawn = 2;

    // Continuations run elsewhere: the writer's thread must not run a grain's code.
    private readonly TaskCompletionSource<CommitOutcome> settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int state;
    private CommitOutcome outcome;
    private Exception? error;

    /// <summary>What it takes of the queue.</summary>
    public long Bytes { get; } = bytes;

    /// <summary>Whether the write-ahead log is to be folded back and emptied before the caller is told, so that it no longer holds what was deleted.</summary>
    public virtual bool Folds => false;

    /// <summary>When it was queued, in the clock's own units.</summary>
    public long Since { get; set; }

    /// <summary>The outcome, when there is one.</summary>
    public Task<CommitOutcome> Settled => settled.Task;

    /// <summary>Writes, inside the writer's transaction, or refuses before the first row.</summary>
    /// <returns><see cref="CommitOutcome.Committed"/> or <see cref="CommitOutcome.Conflict"/>.</returns>
    public abstract CommitOutcome Apply(SqliteStatements database);

    /// <summary>The writer takes it; false when its caller has given up.</summary>
    public bool Take() => Interlocked.CompareExchange(ref state, Taken, Waiting) == Waiting;

    /// <summary>The caller gives up; false when the writer has begun.</summary>
    public bool Withdraw() => Interlocked.CompareExchange(ref state, Withdrawn, Waiting) == Waiting;

    /// <summary>The outcome is known.</summary>
    public void Settle(CommitOutcome reached) => outcome = reached;

    /// <summary>This work, and only this one, cannot be written.</summary>
    public void Fail(Exception cause) => error = cause;

    /// <summary>Tells the caller.</summary>
    public void Tell()
    {
        if (error is { } cause) settled.TrySetException(cause);
        else settled.TrySetResult(outcome);
    }
}
