namespace Spot.Silo.Storage.Sqlite;

/// <summary>How much a writer takes on.</summary>
internal sealed record SqliteWriterLimits
{
    /// <summary>The most pieces of work that wait or are being written.</summary>
    public int Works { get; init; } = 4096;

    /// <summary>The most bytes that wait or are being written.</summary>
    public long Bytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>The oldest may be this old when another is taken on.</summary>
    public TimeSpan OldestWait { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>A caller waits this long for an outcome.</summary>
    public TimeSpan Settle { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The most pieces of work in one transaction.</summary>
    public int Batch { get; init; } = 256;

    /// <summary>The bytes after which a transaction takes no further work.</summary>
    public long BatchBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>How long side connections may finish before a batch, in milliseconds.</summary>
    public int Courtesy { get; init; } = 10;
}

/// <summary>The bounded queue before a writer. What it holds counts from being queued until it is settled.</summary>
internal sealed class SqliteWriteQueue(SqliteWriterLimits limits, TimeProvider time)
{
    private readonly object gate = new();
    private readonly Queue<SqliteWork> waiting = new();
    private long bytes;
    private int works;
    private long? batchSince;
    private bool closed;

    /// <summary>Queues work; false when the queue is full, its oldest is too old, or it is closed.</summary>
    public bool TryAdd(SqliteWork work)
    {
        lock (gate)
        {
            if (closed || works >= limits.Works || bytes + work.Bytes > limits.Bytes) return false;
            var now = time.GetTimestamp();
            if ((batchSince ?? (waiting.TryPeek(out var first) ? first.Since : null)) is { } oldest && time.GetElapsedTime(oldest, now) > limits.OldestWait) return false;
            work.Since = now;
            waiting.Enqueue(work);
            works++;
            bytes += work.Bytes;
            if (waiting.Count == 1) Monitor.Pulse(gate);
            return true;
        }
    }

    /// <summary>Waits for work and moves what fits one transaction into <paramref name="batch"/>; false when closed and empty.</summary>
    public bool Take(List<SqliteWork> batch)
    {
        lock (gate)
        {
            while (batch.Count == 0)
            {
                batchSince = null; // what was peeked at may all have been withdrawn
                while (waiting.Count == 0)
                {
                    if (closed) return false;
                    Monitor.Wait(gate);
                }
                batchSince = waiting.Peek().Since;
                var size = 0L;
                while (batch.Count < limits.Batch && size < limits.BatchBytes && waiting.TryDequeue(out var work))
                {
                    if (work.Take())
                    {
                        batch.Add(work);
                        size += work.Bytes;
                    }
                    else
                    {
                        Leave(work);
                    }
                }
            }
            return true;
        }
    }

    /// <summary>The batch is settled: its room is free again.</summary>
    public void Done(List<SqliteWork> batch)
    {
        lock (gate)
        {
            batchSince = null;
            foreach (var work in batch) Leave(work);
        }
    }

    /// <summary>Takes nothing on any more; what waits is still written.</summary>
    public void Close()
    {
        lock (gate)
        {
            closed = true;
            Monitor.PulseAll(gate);
        }
    }

    private void Leave(SqliteWork work)
    {
        works--;
        bytes -= work.Bytes;
    }
}
