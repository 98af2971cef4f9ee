using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Abstractions.Reports;
using Spot.Grains.Journal;
using Spot.Grains.Reports;
using Spot.Grains.Tests.Hosting;
using Spot.Grains.Vault;

namespace Spot.Grains.Tests.Reports;

/// <summary>Other writers, exchanged bytes, kills: what the stream does not let through.</summary>
public sealed class FenceTests(SpotCluster spot) : IClassFixture<SpotCluster>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_activations_of_one_report_write_one_sequence_without_gaps()
    {
        var (maya, sent) = await OneReader();
        await maya.Read(sent.Report);
        for (var i = 0; i < 5; i++)
        {
            // The grain has its stream in memory; somebody else is first at the next number.
            Assert.Equal(CommitOutcome.Committed, await spot.AppendBeside(sent, head => new ReportLabelled
            {
                Day = head.Received, By = new CasePerson(maya.Id, "Maya"), Labels = new StoredLabels($"Kind {i}", null, null),
            }));
            var answer = await maya.Case(sent.Report).Note(maya.Ticket, Id16.Random(), $"Note {i}");
            Assert.Equal(CaseRefusal.None, answer.Refusal);
            Assert.Equal($"Kind {i}", answer.Case!.Row.Labels.Kind);
            Assert.Equal(i + 1, answer.Case.Notes.Count);
        }
        var stored = await spot.Journal().Read(sent.Tenant, sent.Report, 1, Token);
        Assert.Equal(Enumerable.Range(1, 12), stored.Entries.Select(e => e.Sequence));
    }

    [Fact]
    public async Task Many_at_once_lose_nothing()
    {
        var (maya, sent) = await OneReader();
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => maya.Case(sent.Report).Note(maya.Ticket, Id16.Random(), $"Note {i}")));
        Assert.All(answers, a => Assert.Equal(CaseRefusal.None, a.Refusal));
        Assert.Equal(20, (await maya.Read(sent.Report)).Notes.Select(n => n.Text).Distinct().Count());
    }

    [Fact]
    public async Task An_entry_of_another_report_put_in_its_place_is_refused()
    {
        var (_, sent) = await OneReader();
        var other = await SentCase.Send(spot, sent.Tenant);
        var theirs = (await spot.Journal().Read(sent.Tenant, other.Report, 1, Token)).Entries[0];
        await Exchange(sent, theirs.Sealed);

        await Assert.ThrowsAsync<SealException>(sent.Status);
        Assert.Equal("New", (await other.Status()).Status.ToString());
    }

    [Fact]
    public async Task An_entry_of_an_unknown_kind_is_refused_and_nothing_after_it_is_written()
    {
        var (maya, sent) = await OneReader();
        var stream = (await ReportStream.Load(spot.Journal(), spot.Vault(), sent.Tenant, sent.Report, Token))!;
        using var key = (await spot.Vault().Find(sent.Tenant, new ObjectName(ObjectKinds.Report, sent.Report), Token))!;
        var place = new SealContext(sent.Tenant, ReportSeal.EntryKind, sent.Report, 2, stream.Hash);
        var envelope = Sealer.Seal(key, place, """{"kind":"granted","day":"2026-11-18"}"""u8, Padding.Entry);
        await spot.Journal().Commit(new JournalGroup(sent.Tenant)
        {
            Entries = [new JournalEntry(sent.Report, 2, envelope)],
            Heads = [new ReportSeal(sent.Tenant, sent.Report).Seal(key, 1, stream.Head with { Last = 2 })],
        });

        await Assert.ThrowsAsync<StoredFormException>(() => maya.Case(sent.Report).Note(maya.Ticket, Id16.Random(), "After."));
        Assert.Equal(2, (await spot.Journal().Read(sent.Tenant, sent.Report, 1, Token)).Entries.Count);
    }

    [Fact]
    public async Task A_cut_tail_shows()
    {
        var (maya, sent) = await OneReader();
        await maya.Read(sent.Report);
        var stored = await spot.Journal().Read(sent.Tenant, sent.Report, 1, Token);
        using var key = (await spot.Vault().Find(sent.Tenant, new ObjectName(ObjectKinds.Report, sent.Report), Token))!;
        var cut = new CutJournal(new StoredStream(stored.Head, [stored.Entries[0]]));

        await Assert.ThrowsAsync<StoredFormException>(() => ReportStream.Load(cut, spot.Vault(), sent.Tenant, sent.Report, Token));
    }

    [Fact]
    public async Task An_erased_key_is_an_erased_case_for_both_sides_and_the_list()
    {
        var (maya, sent) = await OneReader();
        var kept = await SentCase.Send(spot, sent.Tenant);
        await sent.Delivered();
        Assert.Equal(2, (await maya.List()).Count);
        await spot.Vault().Erase(sent.Tenant, [new ObjectName(ObjectKinds.Report, sent.Report)], Token);
        await spot.Restart();

        Assert.Equal(CaseRefusal.NotFound, (await maya.Case(sent.Report).Open(maya.Ticket)).Refusal);
        Assert.Null(await sent.StatusWith([.. sent.Key]));
        Assert.Equal(kept.Report, Assert.Single(await maya.List()).Report);
    }

    [Fact]
    public async Task What_a_kill_left_undelivered_is_delivered_after_the_start()
    {
        var (maya, sent) = await OneReader();
        Assert.Single(await spot.Journal().Outbox(sent.Tenant, 10, Token));
        await spot.Restart();

        Assert.Equal(sent.Report, Assert.Single(await maya.List()).Report);
        await sent.Delivered();
        Assert.Empty(await spot.Journal().Outbox(sent.Tenant, 10, Token));
    }

    [Fact]
    public async Task A_delivery_that_cannot_be_done_stays_and_does_not_hold_up_the_others()
    {
        var (maya, sent) = await OneReader();
        var broken = new OutboxRow(Id16.Random(), new byte[1024]);
        await spot.Journal().Commit(new JournalGroup(sent.Tenant) { Deliveries = [broken] });
        Assert.Empty((await maya.Book.List(maya.Ticket, new CaseQuery { Reference = "no such" })).Rows);

        await spot.Ask<IOutboxGrain>(CallerKind.Service, sent.Tenant, OutboxKey.Of(sent.Tenant)).Wake();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        IReadOnlyList<OutboxRow> left;
        do left = await spot.Journal().Outbox(sent.Tenant, 10, limit.Token);
        while (left.Count > 1 || left[0].Try == 0);
        Assert.Equal(broken.Id, Assert.Single(left).Id);
        Assert.Single(await maya.List());
    }

    [Theory, InlineData(1, 1), InlineData(2, 2), InlineData(5, 16), InlineData(50, 300)]
    public void Pauses_between_tries_grow_up_to_five_minutes(int tries, int seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), OutboxGrain.Pause(tries));

    private async Task<(Staff Maya, SentCase Sent)> OneReader()
    {
        var tenant = await spot.Company();
        return (await Staff.Join(spot, tenant, "Maya"), await SentCase.Send(spot, tenant));
    }

    private async Task Exchange(SentCase sent, ReadOnlyMemory<byte> sealedBytes)
    {
        var stored = await spot.Journal().Read(sent.Tenant, sent.Report, 1, Token);
        await spot.Journal().Commit(new JournalGroup(sent.Tenant) { Removed = [sent.Report] });
        await spot.Journal().Commit(new JournalGroup(sent.Tenant)
        {
            Entries = [new JournalEntry(sent.Report, 1, sealedBytes)],
            Heads = [new JournalHead(sent.Report, StreamType.Report, 0, null, stored.Head!.Sealed)],
        });
    }

    /// <summary>A journal from which somebody cut the end.</summary>
    private sealed class CutJournal(StoredStream stream) : IJournal
    {
        public Task<CommitOutcome> Commit(JournalGroup group) => throw new NotSupportedException();

        public Task<StoredStream> Read(TenantId tenant, Id16 id, int from, CancellationToken cancellation) => Task.FromResult(stream);

        public IAsyncEnumerable<StoredHead> Heads(TenantId tenant, StreamType type, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<IReadOnlyList<StoredHead>> Due(TenantId tenant, int day, int limit, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<IReadOnlyList<OutboxRow>> Outbox(TenantId tenant, int limit, CancellationToken cancellation) => throw new NotSupportedException();
    }
}
