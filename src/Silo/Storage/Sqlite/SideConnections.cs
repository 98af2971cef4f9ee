namespace Spot.Silo.Storage.Sqlite;

/// <summary>Counts the connections that others have open on the journal's file, so that its writer can let them finish first.</summary>
/// <remarks>SQLite has one writer and no queue: without this courtesy a sign-in beside a busy journal waits up to seconds, because the
/// journal takes the lock again the moment it gives it back.</remarks>
internal sealed class SideConnections
{
    private readonly object gate = new();
    private int open;

    /// <summary>How many are open now.</summary>
    public int Open => Volatile.Read(ref open);

    /// <summary>One more is open.</summary>
    public void Enter()
    {
        lock (gate) open++;
    }

    /// <summary>One is closed.</summary>
    public void Leave()
    {
        lock (gate)
        {
            if (--open == 0) Monitor.PulseAll(gate);
        }
    }

    /// <summary>Waits until none is open, but no longer than told: a connection that never closes must not stop the journal.</summary>
    public void LetFinish(int milliseconds)
    {
        if (Volatile.Read(ref open) == 0) return;
        var until = Environment.TickCount64 + milliseconds;
        lock (gate)
        {
            while (open > 0)
            {
                var left = until - Environment.TickCount64;
                if (left <= 0 || !Monitor.Wait(gate, (int)left)) return;
            }
        }
    }
}
