using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Journal;
using Spot.Grains.Vault;

namespace Spot.Grains.Conversations;

/// <summary>What one activation knows of its conversation: the head without its outer layer, and the turns still sealed under the reporter's key.
/// Memory changes only after the commit.</summary>
internal sealed class ConversationStore(IJournal journal, IVault vault, TenantId tenant, Id16 conversation) : IDisposable
{
    // With one more step on top still below the largest group of the journal (16 MiB). A long conversation, all answers changed once, has 1 MiB.
    private const long MostBytes = 12 * 1024 * 1024;

    private readonly List<EntryDocument> turns = [];
    private readonly List<byte[]> hashes = [];
    private readonly Dictionary<Id16, int> onces = [];
    private Key32? headKey;
    private Key32? turnsKey;
    private int version;
    private long size;

    /// <summary>The company.</summary>
    public TenantId Tenant => tenant;

    /// <summary>The conversation.</summary>
    public Id16 Conversation => conversation;

    /// <summary>The head; null: not loaded, or there is none.</summary>
    public HeadDocument? Head { get; private set; }

    /// <summary>How many turns there are; the last has this sequence.</summary>
    public int Count => turns.Count;

    /// <summary>Whether the turns can still be opened: neither erased nor without their key.</summary>
    public bool HasTurns => turnsKey is not null;

    /// <summary>Whether nothing more is added that could be repeated without end (changes of answers and of the copy). Every page reads all
    /// turns, and erasing an older wording writes them anew in one group: both stay possible.</summary>
    public bool IsFull => size >= MostBytes;

    /// <summary>Reads head and turns, once. False: there is no such conversation, or its key was erased.</summary>
    /// <exception cref="StoredFormException">Head and turns do not belong together, also when read again.</exception>
    public async Task<bool> Load(CancellationToken cancellation)
    {
        if (Head is not null) return true;
        // Head and turns are two reads: what another activation erased in between is read again.
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            if (await Read(cancellation) is { } there) return there;
            Forget();
        }

        throw new StoredFormException("conversation.turns", "do not belong to the head");
    }

    /// <summary>Takes away the row of a conversation whose key is gone: all that an erasure cut short, or a restored backup, has left of it.</summary>
    public async Task<CommitOutcome> RemoveTombstone(CancellationToken cancellation)
    {
        if ((await journal.Read(tenant, conversation, int.MaxValue, cancellation)).Head is null) return CommitOutcome.Committed;
        using var key = await vault.Find(tenant, new ObjectName(ObjectKinds.Conversation, conversation), cancellation);
        return key is null ? await journal.Commit(new JournalGroup(tenant) { Removed = [conversation] }) : CommitOutcome.Committed;
    }

    /// <summary>Makes the keys of a new conversation and an empty head to begin with. Nothing is durable but the keys.</summary>
    public async Task Create(Id16 turnsStream, CancellationToken cancellation)
    {
        var keys = await vault.Create(
            tenant, [new ObjectName(ObjectKinds.Conversation, conversation), new ObjectName(ObjectKinds.Turns, turnsStream)], cancellation);
        (headKey, turnsKey) = (keys[0], keys[1]);
    }

    /// <summary>The sequence of the turn that a form made; false: no such form was seen.</summary>
    public bool Knows(Id16 once, out int sequence) => onces.TryGetValue(once, out sequence);

    /// <summary>Opens one turn, 1 to <see cref="Count"/>.</summary>
    public TurnDocument OpenTurn(Key32 conversationKey, int sequence)
    {
        using var key = ConversationSealing.TurnKey(conversationKey);
        return OpenTurn(key, Head!.Turns, sequence);
    }

    /// <summary>Opens all turns, in order.</summary>
    public IReadOnlyList<TurnDocument> OpenTurns(Key32 conversationKey)
    {
        using var key = ConversationSealing.TurnKey(conversationKey);
        return [.. Enumerable.Range(1, Count).Select(sequence => OpenTurn(key, Head!.Turns, sequence))];
    }

    /// <summary>The mark of the form that made a turn.</summary>
    public Id16 OnceOf(int sequence) => turns[sequence - 1].Once;

    /// <summary>The outer-sealed row for a new head.</summary>
    public JournalHead HeadRow(HeadDocument head) => new(
        conversation,
        StreamType.Conversation,
        version,
        DueDay(head),
        ConversationSealing.Seal(
            headKey!, ConversationSealing.Head(tenant, conversation, version + 1), head, ConversationJson.Default.HeadDocument, Padding.Head));

    /// <summary>Seals the next turn.</summary>
    public (JournalEntry Row, EntryDocument Entry) NextTurn(Key32 conversationKey, Id16 stream, Id16 once, TurnDocument turn)
    {
        var place = ConversationSealing.Turn(tenant, stream, Count + 1, LastHash);
        return Sealed(conversationKey, turnsKey!, stream, Count + 1, place, once, turn);
    }

    /// <summary>What ends the turns for every activation, in the commit that erases them. Empty: nobody can add one as it is.</summary>
    public IReadOnlyList<JournalEntry> Fence()
    {
        if (turnsKey is null) return [];
        var place = ConversationSealing.Turn(tenant, Head!.Turns, Count + 1, LastHash);
        return [new JournalEntry(Head.Turns, Count + 1, Sealer.Seal(turnsKey, place, EntryDocument.Fence.ToBytes(), Padding.Entry))];
    }

    /// <summary>Seals a whole conversation again, as the turns of a new stream under a new key.</summary>
    public IReadOnlyList<JournalEntry> Rewritten(Key32 conversationKey, Key32 newTurnsKey, Id16 stream, IReadOnlyList<TurnDocument> documents)
    {
        var rows = new List<JournalEntry>(documents.Count);
        ReadOnlyMemory<byte> previous = default;
        for (var i = 0; i < documents.Count; i++)
        {
            var place = ConversationSealing.Turn(tenant, stream, i + 1, previous);
            var (row, entry) = Sealed(conversationKey, newTurnsKey, stream, i + 1, place, turns[i].Once, documents[i]);
            rows.Add(row);
            previous = ConversationSealing.HashOf(entry.Turn);
        }

        return rows;
    }

    /// <summary>Commits; memory follows only when it is durable, and is forgotten when it is not known to be.</summary>
    public async Task<CommitOutcome> Commit(JournalGroup group, HeadDocument? newHead, EntryDocument? newTurn)
    {
        var outcome = await journal.Commit(group);
        if (outcome == CommitOutcome.Committed)
        {
            if (newHead is not null) (Head, version) = (newHead, version + 1);
            if (newTurn is not null) Add(newTurn);
        }
        else if (outcome != CommitOutcome.Busy)
        {
            Forget();
        }

        return outcome;
    }

    /// <summary>Drops what is in memory: the next call reads again.</summary>
    public void Forget()
    {
        Head = null;
        version = 0;
        size = 0;
        turns.Clear();
        hashes.Clear();
        onces.Clear();
        headKey?.Dispose();
        turnsKey?.Dispose();
        (headKey, turnsKey) = (null, null);
    }

    /// <inheritdoc/>
    public void Dispose() => Forget();

    // Null: the turns are not those of the head.
    private async Task<bool?> Read(CancellationToken cancellation)
    {
        var row = (await journal.Read(tenant, conversation, int.MaxValue, cancellation)).Head;
        if (row?.Sealed is not { } sealedHead) return false;
        headKey = await vault.Find(tenant, new ObjectName(ObjectKinds.Conversation, conversation), cancellation);
        if (headKey is null) return false;

        var head = ConversationSealing.Open(
            headKey, ConversationSealing.Head(tenant, conversation, row.Version), sealedHead.Span, ConversationJson.Default.HeadDocument);
        if (!head.TurnsErased && !head.Erased && !await ReadTurns(head.Turns, row.Version, cancellation)) return null;
        (version, Head) = (row.Version, head);
        return true;
    }

    private async Task<bool> ReadTurns(Id16 stream, int headVersion, CancellationToken cancellation)
    {
        turnsKey = await vault.Find(tenant, new ObjectName(ObjectKinds.Turns, stream), cancellation);
        // Without their key they were erased: since the head was read, or by a restored backup.
        if (turnsKey is null) return (await journal.Read(tenant, conversation, int.MaxValue, cancellation)).Head?.Version == headVersion;
        foreach (var entry in (await journal.Read(tenant, stream, 1, cancellation)).Entries)
        {
            var place = ConversationSealing.Turn(tenant, stream, entry.Sequence, LastHash);
            var turn = EntryDocument.Read(Sealer.Open(turnsKey, place, entry.Sealed.Span));
            if (turn.IsFence) return false;
            Add(turn);
        }

        return Count > 0;
    }

    private static int DueDay(HeadDocument head)
    {
        // What was erased and is not gone yet is due at once.
        if (head.Erased || head.Leaving.Count > 0) return 0;
        var due = head.KeepUntil;
        if (!head.TurnsErased && head.TurnsUntil is { } turns) due = Math.Min(due, turns);
        return head.Tickets.Count == 0 ? due : Math.Min(due, head.Tickets.Min(ticket => ticket.EndsDay) + 1);
    }

    private ReadOnlyMemory<byte> LastHash => hashes.Count == 0 ? default : hashes[^1];

    private static (JournalEntry Row, EntryDocument Entry) Sealed(
        Key32 conversationKey, Key32 outerKey, Id16 stream, int sequence, in SealContext place, Id16 once, TurnDocument turn)
    {
        using var key = ConversationSealing.TurnKey(conversationKey);
        var entry = new EntryDocument(once, ConversationSealing.Seal(key, place, turn, ConversationJson.Default.TurnDocument, Padding.Entry));
        return (new JournalEntry(stream, sequence, Sealer.Seal(outerKey, place, entry.ToBytes(), Padding.None)), entry);
    }

    private TurnDocument OpenTurn(Key32 turnKey, Id16 stream, int sequence)
    {
        ReadOnlyMemory<byte> previous = sequence == 1 ? default : hashes[sequence - 2];
        return ConversationSealing.Open(
            turnKey, ConversationSealing.Turn(tenant, stream, sequence, previous), turns[sequence - 1].Turn, ConversationJson.Default.TurnDocument);
    }

    private void Add(EntryDocument entry)
    {
        size += entry.Turn.Length;
        turns.Add(entry);
        hashes.Add(ConversationSealing.HashOf(entry.Turn));
        if (!entry.Once.IsNone) onces[entry.Once] = turns.Count;
    }
}
