using Spot.Grains.Abstractions.Identity;

namespace Spot.Grains.Journal;

/// <summary>What kind of stream a row heads. The number is stored: never reuse one.</summary>
public enum StreamType
{
    /// <summary>The slot that an access code opens.</summary>
    Access = 1,

    /// <summary>A reporter's head: tickets, and what leads to the turns and the report.</summary>
    Conversation = 2,

    /// <summary>The turns of an interview; erased apart from their head.</summary>
    Turns = 3,

    /// <summary>A case: report, follow-ups, notes; its head is the list's row.</summary>
    Report = 4,

    /// <summary>A company's audit trail.</summary>
    Audit = 5,

    /// <summary>The installation's time log: leaves of a day.</summary>
    TimeLog = 6,
}

/// <summary>One entry to append. <paramref name="Sequence"/> counts from 1 in its stream, without gaps.</summary>
public sealed record JournalEntry(Id16 Stream, int Sequence, ReadOnlyMemory<byte> Sealed);

/// <summary>A stream's row to write: its head (a snapshot, or null to leave it without one) and its due day.</summary>
/// <param name="Version">The version the row must have now (0: the row must not exist); the commit makes it one more.</param>
/// <param name="DueDay">The day, counted from 1 January 1970, on which the retention sweep looks at the stream; null: never.</param>
public sealed record JournalHead(Id16 Stream, StreamType Type, int Version, int? DueDay, ReadOnlyMemory<byte>? Sealed);

/// <summary>A delivery that belongs to a commit.</summary>
public sealed record OutboxRow(Id16 Id, ReadOnlyMemory<byte> Sealed, int Try = 0);

/// <summary>What is true together or not at all. Any number of streams of one company.</summary>
/// <remarks>A stream may be created by another grain's commit; every later entry is its own grain's.</remarks>
public sealed record JournalGroup(TenantId Tenant)
{
    /// <summary>Random, for this attempt: settles an unknown outcome. A repeat with the same id and content is the same commit.</summary>
    public Id16 Commit { get; init; } = Id16.Random();

    /// <summary>Entries to append.</summary>
    public IReadOnlyList<JournalEntry> Entries { get; init; } = [];

    /// <summary>Heads to write.</summary>
    public IReadOnlyList<JournalHead> Heads { get; init; } = [];

    /// <summary>Deliveries to note, or to note again with another <see cref="OutboxRow.Try"/>.</summary>
    public IReadOnlyList<OutboxRow> Deliveries { get; init; } = [];

    /// <summary>Deliveries that are done.</summary>
    public IReadOnlyList<Id16> Delivered { get; init; } = [];

    /// <summary>Streams to remove whole: rows and entries. Repeatable.</summary>
    public IReadOnlyList<Id16> Removed { get; init; } = [];
}

/// <summary>How a commit ended.</summary>
public enum CommitOutcome
{
    /// <summary>Durable, as a whole.</summary>
    Committed,

    /// <summary>Another writer was first: nothing of the group is there. Forget what is in memory and read again.</summary>
    Conflict,

    /// <summary>The queue is full or older than two seconds, or the disk is full: nothing was written; try later.</summary>
    Busy,

    /// <summary>Not settled within five seconds: forget what is in memory; a repeat with the same words will meet itself.</summary>
    Unknown,
}

/// <summary>An entry as read.</summary>
public readonly record struct StoredEntry(int Sequence, Id16 Commit, ReadOnlyMemory<byte> Sealed);

/// <summary>A stream's row as read.</summary>
public sealed record StoredHead(Id16 Stream, StreamType Type, int Version, int? DueDay, ReadOnlyMemory<byte>? Sealed);

/// <summary>A stream as read: its row, if it has one, and its entries in order.</summary>
public sealed record StoredStream(StoredHead? Head, IReadOnlyList<StoredEntry> Entries);

/// <summary>The append-only store of everything that must never be lost or torn: atomic groups, group commit, heads and deliveries in the same
/// commit. Holds sealed bytes only. Adapters live in the silo; one contract test holds for each.</summary>
public interface IJournal
{
    /// <summary>Commits one group. Never cancelled once begun; answers only when the outcome is settled or five seconds have passed.</summary>
    Task<CommitOutcome> Commit(JournalGroup group);

    /// <summary>A stream's row and its entries from a sequence on. A stream that does not exist has no row and no entries.</summary>
    Task<StoredStream> Read(TenantId tenant, Id16 stream, int from, CancellationToken cancellation);

    /// <summary>All heads of a kind, in no order that means anything.</summary>
    IAsyncEnumerable<StoredHead> Heads(TenantId tenant, StreamType type, CancellationToken cancellation);

    /// <summary>Streams whose due day is <paramref name="day"/> or earlier, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<StoredHead>> Due(TenantId tenant, int day, int limit, CancellationToken cancellation);

    /// <summary>Deliveries still to do, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<OutboxRow>> Outbox(TenantId tenant, int limit, CancellationToken cancellation);
}
