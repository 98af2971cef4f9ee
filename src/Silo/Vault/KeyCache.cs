using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Vault;

namespace Spot.Silo.Vault;

/// <summary>Opened object keys, for two minutes at most and not too many; zeroed when they leave.</summary>
/// <remarks>An erased key must never come back: whoever puts a key in says which <see cref="Epoch"/> it was read in, and every erasure begins a new one.</remarks>
internal sealed class KeyCache : IDisposable
{
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(2);

    private readonly int capacity;
    private readonly TimeProvider time;
    private readonly ITimer sweep;
    private readonly object gate = new();
    private readonly Dictionary<(TenantId, ObjectName), LinkedListNode<Kept>> byName = [];
    private readonly LinkedList<Kept> oldestFirst = [];
    private long epoch;

    /// <summary>An empty cache.</summary>
    public KeyCache(TimeProvider time, int capacity = 20_000)
    {
        this.capacity = capacity;
        this.time = time;
        sweep = time.CreateTimer(_ => Expire(), null, Life, TimeSpan.FromSeconds(30));
    }

    private sealed record Kept((TenantId, ObjectName) Name, Key32 Key, long Since);

    /// <summary>The time between two erasures.</summary>
    public long Epoch => Interlocked.Read(ref epoch);

    /// <summary>A copy of a kept key.</summary>
    public Key32? Find(TenantId tenant, ObjectName name)
    {
        lock (gate)
        {
            return byName.TryGetValue((tenant, name), out var node) && time.GetElapsedTime(node.Value.Since) < Life ? node.Value.Key.Copy() : null;
        }
    }

    /// <summary>Keeps a copy of a key that was read in an epoch; not, when something was erased since.</summary>
    public void Put(TenantId tenant, ObjectName name, Key32 key, long readIn)
    {
        lock (gate)
        {
            if (readIn != epoch) return;
            if (byName.TryGetValue((tenant, name), out var known)) Drop(known);
            else if (byName.Count >= capacity) Drop(oldestFirst.First!);
            byName[(tenant, name)] = oldestFirst.AddLast(new Kept((tenant, name), key.Copy(), time.GetTimestamp()));
        }
    }

    /// <summary>Forgets keys that are erased.</summary>
    public void Erase(TenantId tenant, IEnumerable<ObjectName> names)
    {
        lock (gate)
        {
            Interlocked.Increment(ref epoch);
            foreach (var name in names)
                if (byName.TryGetValue((tenant, name), out var node)) Drop(node);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        sweep.Dispose();
        lock (gate)
        {
            while (oldestFirst.First is { } node) Drop(node);
        }
    }

    private void Expire()
    {
        lock (gate)
        {
            while (oldestFirst.First is { } node && time.GetElapsedTime(node.Value.Since) >= Life) Drop(node);
        }
    }

    private void Drop(LinkedListNode<Kept> node)
    {
        oldestFirst.Remove(node);
        byName.Remove(node.Value.Name);
        node.Value.Key.Dispose();
    }
}
