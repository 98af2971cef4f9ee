using Spot.Grains.Abstractions.Identity;

namespace Spot.Grains.Journal;

/// <summary>What every engine asks of a group before it queues it: a group that breaks a rule is a bug of its author, not a refusal.</summary>
public static class GroupRules
{
    /// <summary>The most bytes of sealed content in one group: an attachment is committed in several.</summary>
    public const long LargestGroup = 16 * 1024 * 1024;

    /// <summary>What a row costs besides its sealed bytes, for the queue's measure.</summary>
    private const int RowCost = 96;

    /// <summary>Checks a group and tells its size in bytes.</summary>
    /// <exception cref="ArgumentException">The group is empty or too large, names a row twice, leaves a gap, or writes a stream that it removes.</exception>
    public static long Check(JournalGroup group)
    {
        ArgumentNullException.ThrowIfNull(group);
        var rows = group.Entries.Count + group.Heads.Count + group.Deliveries.Count + group.Delivered.Count + group.Removed.Count;
        if (rows == 0) throw new ArgumentException("A group without content.", nameof(group));
        if (group.Commit.IsNone) throw new ArgumentException("A group without a commit id.", nameof(group));
        CheckEntries(group);
        CheckRows(group);
        var size = (long)rows * RowCost;
        foreach (var entry in group.Entries) size += entry.Sealed.Length;
        foreach (var head in group.Heads) size += head.Sealed?.Length ?? 0;
        foreach (var delivery in group.Deliveries) size += delivery.Sealed.Length;
        return size <= LargestGroup ? size : throw new ArgumentException($"A group of {size} bytes; at most {LargestGroup} fit.", nameof(group));
    }

    private static void CheckEntries(JournalGroup group)
    {
        if (group.Entries.Count == 0) return;
        var last = new Dictionary<Id16, int>();
        foreach (var entry in group.Entries)
        {
            if (entry.Sequence < 1) throw new ArgumentException("Sequences count from 1.", nameof(group));
            if (last.TryGetValue(entry.Stream, out var before) && entry.Sequence != before + 1)
                throw new ArgumentException("The entries of a stream do not follow each other.", nameof(group));
            last[entry.Stream] = entry.Sequence;
        }
        foreach (var removed in group.Removed)
            if (last.ContainsKey(removed)) throw new ArgumentException("A stream is removed and appended to.", nameof(group));
    }

    private static void CheckRows(JournalGroup group)
    {
        if (group.Heads.Count + group.Deliveries.Count == 0) return;
        var seen = new HashSet<Id16>(group.Removed);
        foreach (var head in group.Heads)
        {
            if (head.Version < 0) throw new ArgumentException("Versions count from 0.", nameof(group));
            if (!seen.Add(head.Stream)) throw new ArgumentException("A head is written twice, or written and removed.", nameof(group));
        }
        var outbox = new HashSet<Id16>(group.Delivered);
        foreach (var delivery in group.Deliveries)
            if (!outbox.Add(delivery.Id)) throw new ArgumentException("A delivery is noted twice, or noted and done.", nameof(group));
    }
}
