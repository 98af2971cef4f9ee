using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Journal;

namespace Spot.Silo.Tests.Storage;

/// <summary>What every engine behind <see cref="IJournal"/> must do. An engine's tests inherit this class.</summary>
public abstract partial class JournalContract : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;

    protected IJournal Journal { get; private set; } = null!;

    protected TenantId Tenant { get; } = TenantId.Random();

    /// <summary>Opens the engine on what is stored; empty the first time.</summary>
    protected abstract ValueTask<IJournal> Open();

    /// <summary>Stops the engine; what is stored stays.</summary>
    protected abstract ValueTask Close();

    /// <summary>Keeps the engine from committing until disposed.</summary>
    protected abstract IDisposable Stall();

    public async ValueTask InitializeAsync() => Journal = await Open();

    public virtual async ValueTask DisposeAsync()
    {
        await Close();
        GC.SuppressFinalize(this);
    }

    protected async Task Reopen()
    {
        await Close();
        Journal = await Open();
    }

    protected JournalGroup Group(params JournalEntry[] entries) => new(Tenant) { Entries = entries };

    protected static JournalEntry Entry(Id16 stream, int sequence, string text = "sealed") => new(stream, sequence, Bytes(text));

    protected static JournalHead Head(Id16 stream, int version, string? text = "head", int? due = null, StreamType type = StreamType.Report) =>
        new(stream, type, version, due, text is null ? null : Bytes(text));

    protected static ReadOnlyMemory<byte> Bytes(string text) => System.Text.Encoding.UTF8.GetBytes(text);

    protected async Task<int> Length(Id16 stream) => (await Journal.Read(Tenant, stream, 1, None)).Entries.Count;

    protected async Task Committed(JournalGroup group) => Assert.Equal(CommitOutcome.Committed, await Journal.Commit(group));

    protected async Task<List<StoredHead>> Heads(TenantId tenant, StreamType type)
    {
        var heads = new List<StoredHead>();
        await foreach (var head in Journal.Heads(tenant, type, None)) heads.Add(head);
        return heads;
    }

    [Fact]
    public async Task A_group_is_there_as_a_whole_and_after_a_restart()
    {
        Id16 one = Id16.Random(), two = Id16.Random(), delivery = Id16.Random();
        var group = Group(Entry(one, 1, "a"), Entry(one, 2, "b"), Entry(two, 1, "c")) with
        {
            Heads = [Head(two, 0, "h", due: 20000)],
            Deliveries = [new OutboxRow(delivery, Bytes("d"))],
        };
        await Committed(group);
        await Reopen();

        var read = await Journal.Read(Tenant, one, 1, None);
        Assert.Null(read.Head);
        Assert.Equal([1, 2], read.Entries.Select(entry => entry.Sequence));
        Assert.All(read.Entries, entry => Assert.Equal(group.Commit, entry.Commit));
        Assert.Equal("b"u8, read.Entries[1].Sealed.Span);
        var head = (await Journal.Read(Tenant, two, 2, None)).Head!;
        Assert.Equal((two, StreamType.Report, 1, 20000), (head.Stream, head.Type, head.Version, head.DueDay));
        Assert.Equal("h"u8, head.Sealed!.Value.Span);
        var row = Assert.Single(await Journal.Outbox(Tenant, 10, None));
        Assert.Equal((delivery, 0), (row.Id, row.Try));
        Assert.Equal("d"u8, row.Sealed.Span);
    }

    [Fact]
    public async Task A_read_begins_where_it_is_told()
    {
        var stream = Id16.Random();
        await Committed(Group(Entry(stream, 1), Entry(stream, 2), Entry(stream, 3)));
        Assert.Equal([2, 3], (await Journal.Read(Tenant, stream, 2, None)).Entries.Select(entry => entry.Sequence));
        Assert.Empty((await Journal.Read(Tenant, stream, 4, None)).Entries);
        Assert.Empty((await Journal.Read(TenantId.Random(), stream, 1, None)).Entries);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public async Task An_entry_that_is_not_the_next_is_a_conflict_and_takes_its_whole_group_with_it(int sequence)
    {
        Id16 stream = Id16.Random(), other = Id16.Random();
        await Committed(Group(Entry(stream, 1), Entry(stream, 2)) with { Heads = [Head(stream, 0)] });
        var refused = Group(Entry(other, 1), Entry(stream, sequence)) with
        {
            Heads = [Head(stream, 1, "changed"), Head(other, 0)],
            Deliveries = [new OutboxRow(Id16.Random(), Bytes("d"))],
            Removed = [],
        };
        Assert.Equal(CommitOutcome.Conflict, await Journal.Commit(refused));
        Assert.Equal(2, await Length(stream));
        Assert.Equal(0, await Length(other));
        var head = Assert.Single(await Heads(Tenant, StreamType.Report));
        Assert.Equal("head"u8, head.Sealed!.Value.Span);
        Assert.Empty(await Journal.Outbox(Tenant, 10, None));
    }

    [Fact]
    public async Task A_head_whose_version_moved_is_a_conflict_and_takes_its_whole_group_with_it()
    {
        var stream = Id16.Random();
        await Committed(Group() with { Heads = [Head(stream, 0, "one")] });
        await Committed(Group() with { Heads = [Head(stream, 1, "two")] });
        foreach (var stale in new[] { 0, 1, 3 })
            Assert.Equal(CommitOutcome.Conflict, await Journal.Commit(Group(Entry(stream, 1)) with { Heads = [Head(stream, stale, "stale")] }));
        Assert.Equal(CommitOutcome.Conflict, await Journal.Commit(Group(Entry(stream, 1)) with { Heads = [Head(Id16.Random(), 1)] }));
        var read = await Journal.Read(Tenant, stream, 1, None);
        Assert.Equal("two"u8, read.Head!.Sealed!.Value.Span);
        Assert.Equal(2, read.Head.Version);
        Assert.Empty(read.Entries);
    }

    [Fact]
    public async Task A_repeat_meets_itself()
    {
        Id16 stream = Id16.Random(), alone = Id16.Random(), delivery = Id16.Random();
        var group = Group(Entry(stream, 1)) with { Heads = [Head(stream, 0)], Deliveries = [new OutboxRow(delivery, Bytes("d"))] };
        await Committed(group);
        await Committed(group);
        await Committed(Group(Entry(stream, 2)) with { Heads = [Head(stream, 1)], Delivered = [delivery] });
        await Committed(group); // its head has moved on since; its entry still says that it is in
        Assert.Equal(2, (await Journal.Read(Tenant, stream, 1, None)).Head!.Version);
        Assert.Empty(await Journal.Outbox(Tenant, 10, None));

        var headOnly = Group() with { Heads = [Head(alone, 0)] };
        await Committed(headOnly);
        await Committed(headOnly);
        Assert.Equal(1, (await Journal.Read(Tenant, alone, 1, None)).Head!.Version);
        Assert.Equal(CommitOutcome.Conflict, await Journal.Commit(headOnly with { Commit = Id16.Random() }));
    }

    [Fact]
    public async Task A_commit_sent_many_times_at_once_is_in_once()
    {
        var stream = Id16.Random();
        var group = Group(Entry(stream, 1), Entry(stream, 2)) with { Heads = [Head(stream, 0)] };
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => Journal.Commit(group))));
        Assert.All(outcomes, outcome => Assert.Equal(CommitOutcome.Committed, outcome));
        Assert.Equal(2, await Length(stream));
    }

    [Fact]
    public async Task Neighbours_of_a_conflict_are_in()
    {
        var taken = Id16.Random();
        await Committed(Group(Entry(taken, 1)));
        var streams = Enumerable.Range(0, 500).Select(_ => Id16.Random()).ToArray();
        var outcomes = await Task.WhenAll(streams.Select((stream, i) => Journal.Commit(i % 5 == 0 ? Group(Entry(stream, 1), Entry(taken, 1)) : Group(Entry(stream, 1)))));
        for (var i = 0; i < streams.Length; i++)
        {
            Assert.Equal(i % 5 == 0 ? CommitOutcome.Conflict : CommitOutcome.Committed, outcomes[i]);
            Assert.Equal(i % 5 == 0 ? 0 : 1, await Length(streams[i]));
        }
    }

    [Fact]
    public async Task A_delivery_is_noted_again_and_done()
    {
        Id16 first = Id16.Random(), second = Id16.Random();
        await Committed(Group() with { Deliveries = [new OutboxRow(first, Bytes("1")), new OutboxRow(second, Bytes("2"))] });
        await Committed(Group() with { Deliveries = [new OutboxRow(first, Bytes("1 again"), 3)], Delivered = [second] });
        var row = Assert.Single(await Journal.Outbox(Tenant, 10, None));
        Assert.Equal((first, 3), (row.Id, row.Try));
        Assert.Equal("1 again"u8, row.Sealed.Span);
        Assert.Empty(await Journal.Outbox(TenantId.Random(), 10, None));
    }

    [Fact]
    public async Task Due_streams_are_found_by_day_in_portions()
    {
        var streams = Enumerable.Range(0, 10).Select(_ => Id16.Random()).ToArray();
        await Committed(Group() with { Heads = [.. streams.Select((stream, i) => Head(stream, 0, due: i == 9 ? null : 100 + i))] });
        await Committed(new JournalGroup(TenantId.Random()) { Heads = [Head(Id16.Random(), 0, due: 100)] });
        Assert.Equal(streams[..4].Order(ById), (await Journal.Due(Tenant, 103, 100, None)).Select(head => head.Stream).Order(ById));
        Assert.Equal(2, (await Journal.Due(Tenant, 103, 2, None)).Count);
        await Committed(Group() with { Heads = [Head(streams[0], 1, due: null), Head(streams[1], 1, due: 200)] });
        Assert.Equal(streams[2..4].Order(ById), (await Journal.Due(Tenant, 103, 100, None)).Select(head => head.Stream).Order(ById));
    }

    [Fact]
    public async Task A_removed_stream_is_gone_whole_and_a_late_writer_does_not_bring_it_back()
    {
        Id16 stream = Id16.Random(), other = Id16.Random();
        await Committed(Group(Entry(stream, 1), Entry(stream, 2), Entry(other, 1)) with { Heads = [Head(stream, 0), Head(other, 0)] });
        var removal = Group(Entry(other, 2)) with { Removed = [stream] };
        await Committed(removal);
        await Committed(removal);
        var read = await Journal.Read(Tenant, stream, 1, None);
        Assert.Null(read.Head);
        Assert.Empty(read.Entries);
        Assert.Equal(2, await Length(other));
        Assert.Equal(CommitOutcome.Conflict, await Journal.Commit(Group(Entry(stream, 3)) with { Heads = [Head(stream, 1)] }));
        Assert.Equal(CommitOutcome.Conflict, await Journal.Commit(Group(Entry(stream, 3))));
        Assert.Equal(CommitOutcome.Conflict, await Journal.Commit(Group() with { Heads = [Head(stream, 1)] }));
    }

    [Fact]
    public async Task Heads_of_a_kind_are_all_there_and_only_they()
    {
        const int many = 2500;
        var streams = Enumerable.Range(0, many).Select(_ => Id16.Random()).ToHashSet();
        foreach (var portion in streams.Chunk(500)) await Committed(Group() with { Heads = [.. portion.Select(stream => Head(stream, 0))] });
        await Committed(Group() with { Heads = [Head(Id16.Random(), 0, type: StreamType.Access)] });
        await Committed(new JournalGroup(TenantId.Random()) { Heads = [Head(Id16.Random(), 0)] });
        var heads = await Heads(Tenant, StreamType.Report);
        Assert.Equal(many, heads.Count);
        Assert.True(streams.SetEquals(heads.Select(head => head.Stream)));
        Assert.Single(await Heads(Tenant, StreamType.Access));
    }

    private static readonly Comparer<Id16> ById = Comparer<Id16>.Create((a, b) => string.CompareOrdinal(a.ToString(), b.ToString()));
}
