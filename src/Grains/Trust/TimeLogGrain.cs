using System.Globalization;
using System.Security.Cryptography;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Abstractions.Trust;
using Spot.Grains.Journal;
using Spot.Grains.Tenants;
using Spot.Grains.Vault;

namespace Spot.Grains.Trust;

/// <summary>Appends leaves to one stream a day, sealed under the installation's general key.</summary>
/// <remarks>The stream's id is HKDF(general key, "timelog/" + day), its due day the day after: that is when the batch is closed. An entry is the leaf and nothing
/// else; each is bound to the one before. Entries have a common size, and a leaf is a hash over random bytes: even opened, the log tells no record.</remarks>
[GrainType("timelog")]
internal sealed class TimeLogGrain(IJournal journal, IVault vault) : Grain, ITimeLogGrain
{
    private readonly Dictionary<DateOnly, List<byte[]>> days = [];
    private Key32? general;

    /// <inheritdoc/>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        general?.Dispose();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<bool> Keep(DateOnly day, byte[] leaf)
    {
        if (leaf.Length != TimeLogLeaf.Size) throw new ArgumentException($"A leaf has {TimeLogLeaf.Size} bytes.", nameof(leaf));
        // Twice: a second activation may have been first once.
        for (var attempt = 0; attempt < 2; attempt++)
        {
            var leaves = await Load(day);
            if (leaves.Exists(known => known.AsSpan().SequenceEqual(leaf))) return true;
            var stream = await Stream(day);
            var sequence = leaves.Count + 1;
            var outcome = await journal.Commit(new JournalGroup(TenantId.Installation)
            {
                Entries = [new JournalEntry(stream, sequence, Sealer.Seal(general!, Place(stream, sequence, leaves), leaf, Padding.None))],
                Heads = sequence == 1 ? [new JournalHead(stream, StreamType.TimeLog, 0, CompanyClock.Number(day.AddDays(1)), null)] : [],
            });
            if (outcome == CommitOutcome.Committed)
            {
                leaves.Add(leaf);
                return true;
            }

            days.Remove(day);
            if (outcome != CommitOutcome.Conflict) return false;
        }

        return false;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<byte[]>> Leaves(DateOnly day)
    {
        var sorted = (await Load(day)).ToList();
        sorted.Sort(static (a, b) => a.AsSpan().SequenceCompareTo(b));
        return sorted;
    }

    private async Task<List<byte[]>> Load(DateOnly day)
    {
        if (days.TryGetValue(day, out var known)) return known;
        // Records are made for today, which is at most three days on earth at once; older batches are only looked at.
        if (days.Count >= 3) days.Remove(days.Keys.Min());
        var stream = await Stream(day);
        var leaves = new List<byte[]>();
        foreach (var entry in (await journal.Read(TenantId.Installation, stream, 1, default)).Entries)
            leaves.Add(Sealer.Open(general!, Place(stream, entry.Sequence, leaves), entry.Sealed.Span));
        return days[day] = leaves;
    }

    private async Task<Id16> Stream(DateOnly day)
    {
        general ??= (await vault.Create(TenantId.Installation, [ObjectName.General], default))[0];
        return new Id16(general.DeriveBytes("timelog/" + day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Id16.Size));
    }

    private static SealContext Place(Id16 stream, int sequence, List<byte[]> before) =>
        new(TenantId.Installation, "timelog", stream, sequence, sequence == 1 ? default : SHA256.HashData(before[sequence - 2]));
}
