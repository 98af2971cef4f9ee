using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Journal;
using Spot.Grains.Tenants;
using Spot.Grains.Vault;

namespace Spot.Grains.Retention;

/// <summary>Keeps a stream from being written while its key goes. A fence is an empty row with a due day: whoever creates the stream, or changes it from
/// what they read, meets a conflict. The key is erased only behind a fence, and the fence is itself taken away when it is due, so a kill anywhere in
/// between is made good by the next round.</summary>
internal sealed class Fences(TenantId tenant, IJournal journal, IVault vault)
{
    /// <summary>Longer, by hours in every time zone, than a commit can be under way.</summary>
    private const int Days = 2;

    /// <summary>Whether a row is a fence: turns have no head of their own, but no due day either.</summary>
    public static bool IsFence(StoredHead row) => row is { Sealed: null, DueDay: not null };

    /// <summary>Erases a key whose stream was never written.</summary>
    public async Task EraseAlone(ObjectName key, StreamType type, DateOnly today)
    {
        var fence = new JournalHead(key.Id, type, 0, CompanyClock.Number(today) + Days, null);
        if (await journal.Commit(new JournalGroup(tenant) { Heads = [fence] }) == CommitOutcome.Committed) await vault.Erase(tenant, [key], default);
    }

    /// <summary>Takes a stream away that is due: an older fence, or what nobody may open any more. One that was changed since it was read is left.</summary>
    public async Task Remove(StoredHead stream)
    {
        var fence = new JournalHead(stream.Stream, stream.Type, stream.Version, stream.DueDay, null);
        if (await journal.Commit(new JournalGroup(tenant) { Heads = [fence] }) != CommitOutcome.Committed) return;
        if (await vault.Erase(tenant, [KeyedStreams.KeyOf(stream)], default) == EraseOutcome.Held) return;
        await journal.Commit(new JournalGroup(tenant) { Removed = [stream.Stream] });
    }
}
