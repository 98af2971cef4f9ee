using System.Collections.Concurrent;
using System.Security.Cryptography;
using CsCheck;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Journal;

namespace Spot.Silo.Tests.Storage;

public abstract partial class JournalContract
{
    /// <summary>What one attempt of a writer does: the streams it appends to, how far behind it is with each, and what else is in its group.</summary>
    private sealed record Attempt(int[] Streams, int Behind, int Entries, bool Head, bool Delivery, bool Repeat);

    private static readonly Gen<Attempt> Attempts =
        from streams in Gen.Int[0, 15].Array[1, 4]
        from behind in Gen.Frequency((6, Gen.Const(0)), (1, Gen.Int[1, 3]), (1, Gen.Const(-1)))
        from entries in Gen.Int[1, 3]
        from head in Gen.Bool
        from delivery in Gen.Bool
        from repeat in Gen.Frequency((7, Gen.Const(false)), (1, Gen.Const(true)))
        select new Attempt([.. streams.Distinct()], behind, entries, head, delivery, repeat);

    [Fact]
    public async Task Sixty_four_writers_in_each_others_way_tear_nothing_and_lose_nothing() =>
        await Attempts.Array[20].Array[64].SampleAsync(Contend, iter: 8, threads: 1);

    private async Task<bool> Contend(Attempt[][] writers)
    {
        var tenant = TenantId.Random();
        var names = Enumerable.Range(0, 16).Select(_ => Id16.Random()).ToArray();
        var known = new (int Length, int Version)[16];
        var all = new ConcurrentBag<(JournalGroup Group, CommitOutcome Outcome)>();
        await Task.WhenAll(writers.Select(attempts => Task.Run(async () =>
        {
            foreach (var attempt in attempts)
            {
                // Reading what another is about to change is the point: writers are honest, and late.
                var view = attempt.Streams.Select(i => (Stream: i, known[i].Length, known[i].Version)).ToArray();
                var group = new JournalGroup(tenant)
                {
                    Entries = [.. view.SelectMany(seen => Enumerable.Range(Math.Max(1, seen.Length + 1 - attempt.Behind), attempt.Entries).Select(n => Entry(names[seen.Stream], n)))],
                    Heads = attempt.Head ? [.. view.Select(seen => Head(names[seen.Stream], seen.Version))] : [],
                    Deliveries = attempt.Delivery ? [new OutboxRow(Id16.Random(), Bytes("d"))] : [],
                };
                var outcome = await Journal.Commit(group);
                if (attempt.Repeat) Assert.Equal(outcome, await Again(group, outcome));
                all.Add((group, outcome));
                foreach (var (stream, _, _) in view)
                {
                    var read = await Journal.Read(tenant, names[stream], 1, None);
                    known[stream] = (read.Entries.Count, read.Head?.Version ?? 0);
                }
            }
        })));

        // The model: what is stored is exactly the committed groups, each whole.
        var stored = new Dictionary<Id16, StoredStream>();
        foreach (var name in names) stored[name] = await Journal.Read(tenant, name, 1, None);
        var rows = (await Journal.Outbox(tenant, int.MaxValue, None)).Select(row => row.Id).ToHashSet();
        foreach (var (group, outcome) in all)
        {
            Assert.True(outcome is CommitOutcome.Committed or CommitOutcome.Conflict, outcome.ToString());
            var found = group.Entries.Count(entry => stored[entry.Stream].Entries is var entries && entry.Sequence <= entries.Count && entries[entry.Sequence - 1].Commit == group.Commit);
            Assert.Equal(outcome == CommitOutcome.Committed ? group.Entries.Count : 0, found);
            foreach (var delivery in group.Deliveries) Assert.Equal(outcome == CommitOutcome.Committed, rows.Contains(delivery.Id));
        }
        foreach (var (name, stream) in stored)
        {
            Assert.Equal(Enumerable.Range(1, stream.Entries.Count), stream.Entries.Select(entry => entry.Sequence));
            var moves = all.Count(one => one.Outcome == CommitOutcome.Committed && one.Group.Heads.Any(head => head.Stream == name));
            Assert.Equal(moves, stream.Head?.Version ?? 0);
        }
        Assert.Contains(all, one => one.Outcome == CommitOutcome.Committed);
        return true;
    }

    // A repeat of a conflict may by then be the next in line: that is a new attempt, so only repeats of what is in are asked again.
    private async Task<CommitOutcome> Again(JournalGroup group, CommitOutcome outcome) => outcome == CommitOutcome.Committed ? await Journal.Commit(group) : outcome;

    [Fact]
    public async Task Large_groups_and_small_ones_stand_side_by_side()
    {
        var large = RandomNumberGenerator.GetBytes(64 * 1024);
        var commits = Enumerable.Range(0, 200).Select(i =>
        {
            var stream = Id16.Random();
            var entries = i % 20 == 0 ? Enumerable.Range(1, 50).Select(n => new JournalEntry(stream, n, large)) : [Entry(stream, 1)];
            return (Stream: stream, Group: Group([.. entries]));
        }).ToArray();
        var outcomes = await Task.WhenAll(commits.Select(commit => Journal.Commit(commit.Group)));
        Assert.All(outcomes, outcome => Assert.Equal(CommitOutcome.Committed, outcome));
        foreach (var (stream, group) in commits) Assert.Equal(group.Entries.Count, await Length(stream));
        Assert.Equal(large, (await Journal.Read(Tenant, commits[0].Stream, 50, None)).Entries[0].Sealed.ToArray());
    }

    [Fact]
    public async Task A_group_against_the_rules_is_its_authors_error_and_nobody_elses()
    {
        Id16 stream = Id16.Random(), delivery = Id16.Random();
        JournalGroup[] wrong =
        [
            Group(),
            Group(Entry(stream, 1)) with { Commit = default },
            Group(Entry(stream, 0)),
            Group(Entry(stream, 1), Entry(stream, 3)),
            Group(Entry(stream, 1), Entry(stream, 1)),
            Group(Entry(stream, 1)) with { Removed = [stream] },
            Group() with { Heads = [Head(stream, 0), Head(stream, 1)] },
            Group() with { Heads = [Head(stream, -1)] },
            Group() with { Heads = [Head(stream, 0)], Removed = [stream] },
            Group() with { Deliveries = [new OutboxRow(delivery, Bytes("d")), new OutboxRow(delivery, Bytes("d"))] },
            Group() with { Deliveries = [new OutboxRow(delivery, Bytes("d"))], Delivered = [delivery] },
            Group([.. Enumerable.Range(1, 17).Select(n => new JournalEntry(stream, n, new byte[1024 * 1024]))]),
        ];
        foreach (var group in wrong) await Assert.ThrowsAsync<ArgumentException>(() => Journal.Commit(group));
        Assert.Equal(0, await Length(stream));
        await Committed(Group(Entry(stream, 1)));
    }

    [Fact]
    public async Task A_full_queue_says_busy_at_once_and_what_it_took_is_in()
    {
        Task<CommitOutcome>[] commits;
        var streams = Enumerable.Range(0, 6000).Select(_ => Id16.Random()).ToArray();
        using (Stall())
        {
            commits = [.. streams.Select(stream => Journal.Commit(Group(Entry(stream, 1))))];
            Assert.InRange(commits.Count(commit => commit is { IsCompletedSuccessfully: true, Result: CommitOutcome.Busy }), 1000, 3000);
        }
        var outcomes = await Task.WhenAll(commits);
        Assert.Contains(CommitOutcome.Committed, outcomes);
        for (var i = 0; i < streams.Length; i++) Assert.Equal(outcomes[i] == CommitOutcome.Committed ? 1 : 0, await Length(streams[i]));
        await Committed(Group(Entry(Id16.Random(), 1)));
    }
}
