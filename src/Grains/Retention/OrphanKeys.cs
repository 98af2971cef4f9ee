using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Journal;
using Spot.Grains.Vault;

namespace Spot.Grains.Retention;

/// <summary>Erases keys whose thing was never written, or whose row went before its key: a key named by a stream's id without that stream.</summary>
/// <remarks>A key is made before the first write of what it seals, so a key without a stream may be one whose commit is under way. It is erased only
/// when it has been without one at two looks at least an hour apart; no commit is under way for longer than seconds.</remarks>
internal sealed class OrphanKeys(TenantId tenant, IJournal journal, IVault vault, TimeProvider time)
{
    private static readonly TimeSpan Between = TimeSpan.FromHours(1);
    private static readonly TimeSpan BetweenFullLooks = TimeSpan.FromHours(24);

    // Those whose key is named by the id of the stream it seals.
    private static readonly (string Kind, StreamType Type)[] Kinds =
    [
        (ObjectKinds.Access, StreamType.Access),
        (ObjectKinds.Conversation, StreamType.Conversation),
        (ObjectKinds.Turns, StreamType.Turns),
        (ObjectKinds.Report, StreamType.Report),
    ];

    private readonly Dictionary<ObjectName, DateTimeOffset> suspects = [];
    private DateTimeOffset? lastFullLook;

    /// <summary>Once a day looks through all keys, and an hour or more later erases those that still have no stream.</summary>
    public async Task Sweep()
    {
        var now = time.GetUtcNow();
        await EraseThoseStillAlone(now);
        if (lastFullLook is { } last && now - last < BetweenFullLooks) return;
        foreach (var (kind, type) in Kinds) await Look(kind, type, now);
        lastFullLook = now;
    }

    private async Task Look(string kind, StreamType type, DateTimeOffset now)
    {
        var names = await vault.Names(tenant, kind, default);
        if (names.Count == 0) return;
        var alone = names.ToHashSet();
        await foreach (var head in journal.Heads(tenant, type, default)) alone.Remove(new ObjectName(kind, head.Stream));
        foreach (var name in alone) suspects.TryAdd(name, now);
    }

    private async Task EraseThoseStillAlone(DateTimeOffset now)
    {
        foreach (var (name, since) in suspects.ToArray())
        {
            if (now - since < Between) continue;
            suspects.Remove(name);
            var stream = await journal.Read(tenant, name.Id, 1, default);
            if (stream.Head is null && stream.Entries.Count == 0) await vault.Erase(tenant, [name], default);
        }
    }
}
