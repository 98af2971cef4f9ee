namespace Spot.Silo.Storage.Sqlite;

/// <summary>Takes turns between the journal's writer and the connections of Orleans' own providers on the same file.</summary>
/// <remarks>SQLite has one writer and no queue: whoever finds it busy sleeps and asks again, while the journal takes the lock anew the moment it
/// gives it back; a sign-in beside a busy journal then waits up to seconds. So side connections come one after the other, in order, between two
/// batches; a batch waits for them a short while and not longer. The gate is courtesy: SQLite's own locks keep the data right without it.</remarks>
internal sealed class SideGate
{
    /// <summary>Nobody waits at the gate longer than this: a connection that is never closed must not stop the others.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>How long a batch that has closed the gate waits for the one still inside, in milliseconds.</summary>
    private const int LastOne = 50;

    private readonly object gate = new();
    private readonly Queue<TaskCompletionSource> waiting = new();
    private bool writing;
    private int inside;

    /// <summary>Waits for this side connection's turn.</summary>
    public async ValueTask Enter(CancellationToken cancellation)
    {
        if (Queue() is not { } turn) return;
        try
        {
            await turn.Task.WaitAsync(Patience, TimeProvider.System, cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            Overstay(turn);
        }
        catch (OperationCanceledException)
        {
            if (!turn.TrySetCanceled(CancellationToken.None)) Leave(); // it was just let in
            throw;
        }
    }

    /// <summary>As <see cref="Enter(CancellationToken)"/>, for callers that cannot wait otherwise.</summary>
    public void Enter()
    {
        if (Queue() is { } turn && !turn.Task.Wait(Patience)) Overstay(turn);
    }

    /// <summary>This side connection is done.</summary>
    public void Leave()
    {
        lock (gate)
        {
            inside--;
            Admit();
            Monitor.PulseAll(gate);
        }
    }

    /// <summary>A batch begins: those who wait at the gate go first, for so many milliseconds at most.</summary>
    public void BeginBatch(int milliseconds)
    {
        lock (gate)
        {
            WaitUntilNobody(milliseconds, alsoWaiting: true);
            writing = true;
            WaitUntilNobody(LastOne, alsoWaiting: false);
        }
    }

    /// <summary>The batch is over.</summary>
    public void EndBatch()
    {
        lock (gate)
        {
            writing = false;
            Admit();
        }
    }

    private TaskCompletionSource? Queue()
    {
        lock (gate)
        {
            if (!writing && inside == 0 && waiting.Count == 0)
            {
                inside++;
                return null;
            }
            var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Enqueue(turn);
            return turn;
        }
    }

    private void Overstay(TaskCompletionSource turn)
    {
        lock (gate)
        {
            if (turn.TrySetCanceled()) inside++; // goes in without a turn
        }
    }

    private void Admit()
    {
        while (!writing && inside == 0 && waiting.TryDequeue(out var next))
            if (next.TrySetResult()) inside++;
    }

    private void WaitUntilNobody(int milliseconds, bool alsoWaiting)
    {
        var until = Environment.TickCount64 + milliseconds;
        while (inside > 0 || (alsoWaiting && waiting.Count > 0))
        {
            var left = until - Environment.TickCount64;
            if (left <= 0 || !Monitor.Wait(gate, (int)left)) return;
        }
    }
}
