using Spot.Grains.Abstractions.Identity;

namespace Spot.Api.Administrators;

/// <summary>Whose password is worked on next: the companies that wait take turns, one password each. So whoever floods one company's page makes that company
/// wait, and every other one for one turn at most.</summary>
/// <param name="atOnce">How many are worked on at once.</param>
/// <param name="waiting">How many wait in all.</param>
/// <param name="waitingEach">How many of one company wait.</param>
internal sealed class PasswordQueue(int atOnce, int waiting, int waitingEach)
{
    private readonly Lock gate = new();
    private readonly Dictionary<TenantId, LinkedList<Waiter>> lines = [];

    // The companies with a line, in the order of their turns.
    private readonly LinkedList<TenantId> turns = [];
    private int working;
    private int standing;

    /// <summary>A place to work, to be given back; null: too many wait.</summary>
    /// <param name="tenant">For whom.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    public async Task<IDisposable?> Enter(TenantId tenant, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        Waiter waiter;
        lock (gate)
        {
            if (working < atOnce)
            {
                working++;
                return new Place(this);
            }

            if (Join(tenant) is not { } joined) return null;
            waiter = joined;
        }

        await using var giveUp = cancellation.Register(() =>
        {
            lock (gate) Remove(waiter);
            waiter.Called.TrySetCanceled(cancellation);
        });
        return await waiter.Called.Task ? new Place(this) : null;
    }

    private Waiter? Join(TenantId tenant)
    {
        var mine = lines.GetValueOrDefault(tenant)?.Count ?? 0;
        if (mine >= waitingEach) return null;
        if (standing >= waiting)
        {
            // Full: the last of the longest line gives way to whoever stands in a shorter one.
            var longest = lines.Values.MaxBy(line => line.Count);
            if (longest is null || longest.Count <= mine + 1) return null;
            var last = longest.Last!.Value;
            Remove(last);
            last.Called.TrySetResult(false);
        }

        if (!lines.TryGetValue(tenant, out var line))
        {
            lines[tenant] = line = [];
            turns.AddLast(tenant);
        }

        var waiter = new Waiter(tenant);
        line.AddLast(waiter);
        standing++;
        return waiter;
    }

    private void Remove(Waiter waiter)
    {
        if (!lines.TryGetValue(waiter.Tenant, out var line) || !line.Remove(waiter)) return;
        standing--;
        if (line.Count > 0) return;
        lines.Remove(waiter.Tenant);
        turns.Remove(waiter.Tenant);
    }

    private void Leave()
    {
        lock (gate)
        {
            while (turns.First?.Value is { } tenant)
            {
                var next = lines[tenant].First!.Value;
                turns.RemoveFirst();
                turns.AddLast(tenant);
                Remove(next);
                if (next.Called.TrySetResult(true)) return; // the place is theirs
            }

            working--;
        }
    }

    private sealed record Waiter(TenantId Tenant)
    {
        /// <summary>True: come in; false: pushed out.</summary>
        public TaskCompletionSource<bool> Called { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool Equals(Waiter? other) => ReferenceEquals(this, other);

        public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
    }

    private sealed class Place(PasswordQueue queue) : IDisposable
    {
        private int left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref left, 1) == 0) queue.Leave();
        }
    }
}
