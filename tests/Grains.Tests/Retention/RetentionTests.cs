using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Abstractions.Reports;
using Spot.Grains.Abstractions.Retention;
using Spot.Grains.Conversations;
using Spot.Grains.Journal;
using Spot.Grains.Tenants;
using Spot.Grains.Tests.Conversations;
using Spot.Grains.Tests.Hosting;
using Spot.Grains.Tests.Reports;
using Spot.Grains.Vault;

namespace Spot.Grains.Tests.Retention;

public sealed class RetentionTests(SpotCluster spot) : IClassFixture<SpotCluster>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_conversation_that_is_never_sent_is_gone_after_thirty_seven_days_and_not_before_thirty()
    {
        var tenant = await spot.Company();
        var reporter = await Reporter.Start(spot, tenant);
        await reporter.Answer(Reporter.Account);
        await reporter.KeepCode();

        spot.Clock.Advance(TimeSpan.FromDays(29));
        await Sweep(tenant);
        Assert.NotNull((await spot.Journal().Read(tenant, reporter.Id, 1, Token)).Head);

        spot.Clock.Advance(TimeSpan.FromDays(9));
        await Sweep(tenant);
        Assert.Null((await spot.Journal().Read(tenant, reporter.Id, 1, Token)).Head);
        Assert.Empty(await spot.Vault().Names(tenant, ObjectKinds.Conversation, Token));
        Assert.Empty(await spot.Vault().Names(tenant, ObjectKinds.Turns, Token));
        Assert.Empty(await spot.Vault().Names(tenant, ObjectKinds.Access, Token));
    }

    [Fact]
    public async Task Words_never_typed_back_stop_existing_and_kept_ones_stay()
    {
        var tenant = await spot.Company();
        var kept = await Reporter.Start(spot, tenant);
        await kept.KeepCode();
        var waiting = await Reporter.Start(spot, tenant);
        await waiting.Grain.MakeCode(waiting.Secret);
        Assert.Equal(2, (await spot.Vault().Names(tenant, ObjectKinds.Access, Token)).Count);

        spot.Clock.Advance(TimeSpan.FromDays(3));
        await Sweep(tenant);

        Assert.Single(await spot.Vault().Names(tenant, ObjectKinds.Access, Token));
        Assert.Single(await Slots(tenant));
    }

    [Fact]
    public async Task A_slot_that_changed_since_it_was_due_is_left_alone()
    {
        var tenant = await spot.Company();
        var slot = Id16.Random();
        (await spot.Vault().Create(tenant, [new ObjectName(ObjectKinds.Access, slot)], Token))[0].Dispose();
        var today = CompanyClock.Number(new CompanyClock(spot.Clock, "Etc/UTC").Today);
        await Write(tenant, new JournalHead(slot, StreamType.Access, 0, today, new byte[16]));
        await Write(tenant, new JournalHead(slot, StreamType.Access, 1, null, new byte[16]));

        await Sweep(tenant);
        Assert.NotNull((await spot.Journal().Read(tenant, slot, 1, Token)).Head);
        Assert.Single(await spot.Vault().Names(tenant, ObjectKinds.Access, Token));
    }

    [Fact]
    public async Task A_key_without_a_stream_is_erased_only_when_seen_alone_twice_with_an_hour_between()
    {
        var tenant = await spot.Company();
        var orphan = new ObjectName(ObjectKinds.Report, Id16.Random());
        (await spot.Vault().Create(tenant, [orphan], Token))[0].Dispose();
        var reporter = await Reporter.Start(spot, tenant);
        await reporter.Answer(Reporter.Account);

        await Sweep(tenant);
        await Sweep(tenant);
        Assert.Contains(orphan, await spot.Vault().Names(tenant, ObjectKinds.Report, Token));

        spot.Clock.Advance(TimeSpan.FromMinutes(61));
        await Sweep(tenant);
        Assert.Empty(await spot.Vault().Names(tenant, ObjectKinds.Report, Token));
        Assert.Single(await spot.Vault().Names(tenant, ObjectKinds.Conversation, Token));
        Assert.Single(await spot.Vault().Names(tenant, ObjectKinds.Turns, Token));
    }

    [Fact]
    public async Task A_key_whose_stream_came_meanwhile_stays()
    {
        var tenant = await spot.Company();
        var late = new ObjectName(ObjectKinds.Report, Id16.Random());
        (await spot.Vault().Create(tenant, [late], Token))[0].Dispose();
        await Sweep(tenant);
        await Write(tenant, new JournalHead(late.Id, StreamType.Report, 0, null, new byte[16]));
        spot.Clock.Advance(TimeSpan.FromMinutes(61));
        await Sweep(tenant);
        Assert.Contains(late, await spot.Vault().Names(tenant, ObjectKinds.Report, Token));
    }

    [Fact]
    public async Task A_report_whose_sending_is_overtaken_by_the_sweep_of_its_key_is_refused_then_and_sent_at_the_next_try()
    {
        var tenant = await spot.Company();
        await Staff.Join(spot, tenant, "Maya");
        var reporter = await Reporter.Start(spot, tenant);
        await reporter.Answer(Reporter.Account);
        var words = await reporter.KeepCode();
        using var slow = await Beside.Of(spot, reporter);
        using var visit = await slow.Open();
        Caller.Stamp(CallerKind.Service, tenant);
        var page = (await new Sending(slow.Desk).View(visit)).Value!;
        var form = new SubmitRequest { Once = Id16.Random(), Now = true, Shown = [.. page.Readers.Select(reader => reader.Administrator)] };
        slow.Journal.Before = async _ =>
        {
            // The report's key is made; its first entry is on its way, and stays there for hours.
            slow.Journal.Before = _ => Task.CompletedTask;
            Assert.Single(await spot.Vault().Names(tenant, ObjectKinds.Report, Token));
            await Sweep(tenant);
            spot.Clock.Advance(TimeSpan.FromMinutes(61));
            await Sweep(tenant);
        };

        Assert.Equal(CommitOutcome.Conflict, (await new Sending(slow.Desk).Submit(visit, form)).Outcome);

        var (_, browser) = await reporter.Return(words);
        Assert.Equal(SubmitOutcome.Sent, (await browser!.Send()).Outcome);
        Assert.Equal(2, await Rows(tenant, StreamType.Report));
        Assert.Equal(Reporter.Account, (await browser.Grain.Status(browser.Secret)).Value!.Contents.Parts[0].Text);
        Assert.Single(await spot.Vault().Names(tenant, ObjectKinds.Report, Token));

        // The fence itself goes when it is due, and nothing else does.
        spot.Clock.Advance(TimeSpan.FromDays(3));
        await Sweep(tenant);
        Assert.Equal(1, await Rows(tenant, StreamType.Report));
        Assert.Single(await spot.Vault().Names(tenant, ObjectKinds.Report, Token));
    }

    [Theory, InlineData(StreamType.Report), InlineData(StreamType.Turns), InlineData(StreamType.Conversation)]
    public async Task A_fence_left_by_a_kill_is_taken_away_with_its_key_and_stands_in_nobodys_way(StreamType type)
    {
        var tenant = await spot.Company();
        var maya = await Staff.Join(spot, tenant, "Maya");
        await SentCase.Send(spot, tenant);
        var kind = type switch { StreamType.Report => ObjectKinds.Report, StreamType.Turns => ObjectKinds.Turns, _ => ObjectKinds.Conversation };
        var left = new ObjectName(kind, Id16.Random());
        (await spot.Vault().Create(tenant, [left], Token))[0].Dispose();
        var today = CompanyClock.Number(new CompanyClock(spot.Clock, "Etc/UTC").Today);
        await Write(tenant, new JournalHead(left.Id, type, 0, today + 2, null));

        Assert.Single(await maya.List());
        await Sweep(tenant);
        Assert.NotNull((await spot.Journal().Read(tenant, left.Id, 1, Token)).Head);

        spot.Clock.Advance(TimeSpan.FromDays(2));
        await Sweep(tenant);
        Assert.Null((await spot.Journal().Read(tenant, left.Id, 1, Token)).Head);
        Assert.DoesNotContain(left, await spot.Vault().Names(tenant, kind, Token));
    }

    [Fact]
    public async Task A_round_wakes_what_was_left_undelivered_and_ends_sessions_whose_time_is_over()
    {
        var tenant = await spot.Company();
        await Staff.Join(spot, tenant, "Maya");
        await SentCase.Send(spot, tenant);
        Assert.NotEmpty(await spot.Vault().Names(tenant, ObjectKinds.Session, Token));

        spot.Clock.Advance(TimeSpan.FromDays(1));
        await Sweep(tenant);
        await spot.OutboxEmpty(tenant);
        Assert.Empty(await spot.Vault().Names(tenant, ObjectKinds.Session, Token));
    }

    [Fact]
    public async Task The_reminder_is_registered_once()
    {
        var tenant = await spot.Company();
        var retention = spot.Ask<IRetentionGrain>(CallerKind.Service, tenant, RetentionKey.Of(tenant));
        await retention.Start();
        await retention.Start();
    }

    private async Task<int> Rows(TenantId tenant, StreamType type)
    {
        var count = 0;
        await foreach (var _ in spot.Journal().Heads(tenant, type, Token)) count++;
        return count;
    }

    private Task Sweep(TenantId tenant) => spot.Ask<IRetentionGrain>(CallerKind.Service, tenant, RetentionKey.Of(tenant)).Sweep();

    private async Task Write(TenantId tenant, JournalHead head) =>
        Assert.Equal(CommitOutcome.Committed, await spot.Journal().Commit(new JournalGroup(tenant) { Heads = [head] }));

    private async Task<List<StoredHead>> Slots(TenantId tenant)
    {
        var slots = new List<StoredHead>();
        await foreach (var slot in spot.Journal().Heads(tenant, StreamType.Access, Token)) slots.Add(slot);
        return slots;
    }
}
