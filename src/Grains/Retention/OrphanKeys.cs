using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Journal;
using Spot.Grains.Vault;

namespace Spot.Grains.Retention;

/// <summary>Erases keys whose thing was never written, or whose row went before its key: a key named by a stream's id without that stream.</summary>
/// <remarks>A key is made before the first write of what it seals, so a key without a stream may be one whose commit is under way. It is erased only
/// when it has been without one at two looks at least an hour apart, and behind a fence: a commit that comes after all is refused, never lost.</remarks>
internal sealed class OrphanKeys(TenantId tenant, IJournal journal, IVault vault, Fences fences, TimeProvider time)
{
    private static readonly TimeSpan Between = TimeSpan.FromHours(1);
    private static readonly TimeSpan BetweenFullLooks = TimeSpan.FromHours(24);

    private readonly Dictionary<ObjectName, (StreamType Type, DateTimeOffset Since)> suspects = [];
    private DateTimeOffset? lastFullLook;

    /// <summary>Once a day looks through all keys, and an hour or more later erases those that still have no stream.</summary>
    /// <param name="today">Today, in the company's time zone.</param>
    public async Task Sweep(DateOnly today)
    {
        var now = time.GetUtcNow();
        await EraseThoseStillAlone(now, today);
        if (lastFullLook is { } last && now - last < BetweenFullLooks) return;
        foreach (var (kind, type) in KeyedStreams.All) await Look(kind, type, now);
        lastFullLook = now;
    }

    private async Task Look(string kind, StreamType type, DateTimeOffset now)
    {
        var names = await vault.Names(tenant, kind, default);
        if (names.Count == 0) return;
        var alone = names.ToHashSet();
        await foreach (var head in journal.Heads(tenant, type, default)) alone.Remove(new ObjectName(kind, head.Stream));
        foreach (var name in alone) suspects.TryAdd(name, (type, now));
    }

    private async Task EraseThoseStillAlone(DateTimeOffset now, DateOnly today)
    {
        foreach (var (name, (type, since)) in suspects.ToArray())
        {
            if (now - since < Between) continue;
            suspects.Remove(name);
            await fences.EraseAlone(name, type, today);
        }
    }
}
