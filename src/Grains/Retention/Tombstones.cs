using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Journal;
using Spot.Grains.Vault;

namespace Spot.Grains.Retention;

/// <summary>Takes away rows whose key was erased: what an erasure cut short, or a restored backup of the data, has left. Nobody can open them.</summary>
internal sealed class Tombstones(TenantId tenant, IJournal journal, IVault vault, TimeProvider time)
{
    private static readonly TimeSpan Between = TimeSpan.FromHours(24);
    private const int AtOnce = 100;

    private DateTimeOffset? last;

    /// <summary>Looks through all rows, once a day and at the first round after a start.</summary>
    public async Task Sweep()
    {
        var now = time.GetUtcNow();
        if (last is { } before && now - before < Between) return;
        foreach (var (kind, type) in KeyedStreams.All) await Look(kind, type);
        last = now;
    }

    // A key is made before its row and erased before it: a row without one will never have one again. Rows are listed first, so that each that
    // has a key has it in the list of keys, too.
    private async Task Look(string kind, StreamType type)
    {
        var dead = new HashSet<Id16>();
        await foreach (var row in journal.Heads(tenant, type, default))
            if (!Fences.IsFence(row)) dead.Add(row.Stream);
        if (dead.Count == 0) return;
        foreach (var name in await vault.Names(tenant, kind, default)) dead.Remove(name.Id);
        foreach (var portion in dead.Chunk(AtOnce)) await journal.Commit(new JournalGroup(tenant) { Removed = portion });
    }
}
