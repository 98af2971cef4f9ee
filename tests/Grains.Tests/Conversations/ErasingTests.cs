using Spot.Grains.Abstractions.Conversations;
using Spot.Grains.Abstractions.Reports;
using Spot.Grains.Conversations;
using Spot.Grains.Journal;
using Spot.Grains.Tests.Hosting;
using Spot.Grains.Tests.Reports;
using Spot.Grains.Vault;

namespace Spot.Grains.Tests.Conversations;

/// <summary>Erasing beside another activation, and erasing that is cut short.</summary>
public sealed class ErasingTests(SpotCluster spot) : IClassFixture<SpotCluster>
{
    public enum What
    {
        /// <summary>A conversation that was not sent.</summary>
        All,

        /// <summary>The conversation behind a sent report.</summary>
        OfSent,

        /// <summary>The older wording of an answer.</summary>
        Wording,
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, InlineData(What.All), InlineData(What.OfSent), InlineData(What.Wording)]
    public async Task An_answer_that_comes_while_keys_go_is_refused_and_never_acknowledged_and_lost(What what)
    {
        var reporter = await Told(what);
        using var erases = await Beside.Of(spot, reporter);
        using var answers = await Beside.Of(spot, reporter);
        using var visit = await erases.Open();
        using var late = await answers.Open();
        CommitOutcome? answered = null;
        erases.Vault.BeforeErase = async () => answered ??= await answers.Answer(late, "And one more thing.");

        Assert.Equal(CommitOutcome.Committed, await Erase(erases, visit, what));

        Assert.Equal(CommitOutcome.Conflict, answered);
        if (what == What.Wording)
        {
            // Read again, and said again, it is kept.
            using var again = await answers.Open();
            Assert.Equal(CommitOutcome.Committed, await answers.Answer(again, "And one more thing."));
            using var fresh = await Beside.Of(spot, reporter);
            using var shown = await fresh.Open();
            Assert.Contains("And one more thing.", new Talk(fresh.Desk).Read(shown).Turns.Select(turn => turn.Answer));
        }
    }

    [Theory, InlineData(What.All), InlineData(What.OfSent), InlineData(What.Wording)]
    public async Task An_answer_that_was_acknowledged_just_before_is_not_erased_unseen(What what)
    {
        var reporter = await Told(what);
        using var erases = await Beside.Of(spot, reporter);
        using var answers = await Beside.Of(spot, reporter);
        using var visit = await erases.Open();
        using var other = await answers.Open();
        CommitOutcome? answered = null;
        erases.Journal.Before = async _ => answered ??= await answers.Answer(other, "And one more thing.");

        Assert.Equal(CommitOutcome.Conflict, await Erase(erases, visit, what));

        Assert.Equal(CommitOutcome.Committed, answered);
        using var fresh = await Beside.Of(spot, reporter);
        using var shown = await fresh.Open();
        Assert.Contains("And one more thing.", new Talk(fresh.Desk).Read(shown).Turns.Select(turn => turn.Answer));
    }

    [Theory]
    [InlineData(What.All, true)]
    [InlineData(What.All, false)]
    [InlineData(What.OfSent, true)]
    [InlineData(What.OfSent, false)]
    [InlineData(What.Wording, true)]
    [InlineData(What.Wording, false)]
    public async Task What_a_kill_cuts_short_the_next_round_finishes(What what, bool beforeTheKeysWent)
    {
        var reporter = await Told(what);
        using var killed = await Beside.Of(spot, reporter);
        using var visit = await killed.Open();
        var erased = killed.Desk.Store.Head!.Turns;
        if (beforeTheKeysWent) killed.Vault.BeforeErase = () => throw new KilledException();
        else killed.Vault.BeforeErase = () =>
        {
            killed.Journal.Before = _ => throw new KilledException();
            return Task.CompletedTask;
        };
        await Assert.ThrowsAsync<KilledException>(() => Erase(killed, visit, what));
        // The grain's own memory is from before.
        await spot.Restart();

        await spot.Sweep(reporter.Tenant);

        Assert.Null(await spot.Vault().Find(reporter.Tenant, new ObjectName(ObjectKinds.Turns, erased), Token));
        var turns = await spot.Journal().Read(reporter.Tenant, erased, 1, Token);
        Assert.Null(turns.Head);
        Assert.Empty(turns.Entries);
        if (what == What.All) await NothingIsLeft(reporter);
        else Assert.Equal(what == What.OfSent, (await reporter.View()).Erased);
        if (what == What.OfSent) Assert.Equal(VisitRefusal.None, (await reporter.Grain.Status(reporter.Secret)).Refusal);
    }

    [Fact]
    public async Task Once_it_is_said_to_be_erased_nobody_comes_in_any_more_and_asking_again_finishes_it()
    {
        var reporter = await Told(What.All);
        var words = await reporter.KeepCode();
        using var killed = await Beside.Of(spot, reporter);
        using var visit = await killed.Open();
        killed.Vault.BeforeErase = () => throw new KilledException();
        await Assert.ThrowsAsync<KilledException>(() => Erase(killed, visit, What.All));
        await spot.Restart();

        Assert.Equal(VisitRefusal.NotFound, await reporter.Refusal());
        Assert.Equal(VisitRefusal.NotFound, (await reporter.Return(words)).Refusal);
        Assert.Equal(VisitRefusal.None, await reporter.Grain.Erase(reporter.Secret));
        await NothingIsLeft(reporter);
    }

    [Fact]
    public async Task Rows_whose_keys_are_gone_are_taken_away()
    {
        var reporter = await Told(What.All);
        await reporter.KeepCode();
        foreach (var kind in new[] { ObjectKinds.Conversation, ObjectKinds.Turns, ObjectKinds.Access })
            await spot.Vault().Erase(reporter.Tenant, [.. await spot.Vault().Names(reporter.Tenant, kind, Token)], Token);
        var other = await Reporter.Start(spot, reporter.Tenant);

        await spot.Sweep(reporter.Tenant);

        Assert.Null((await spot.Journal().Read(reporter.Tenant, reporter.Id, 1, Token)).Head);
        Assert.Equal(1, await Count(reporter, StreamType.Conversation));
        Assert.Equal(1, await Count(reporter, StreamType.Turns));
        Assert.Equal(0, await Count(reporter, StreamType.Access));
        Assert.Equal(VisitRefusal.None, await other.Refusal());
    }

    [Fact]
    public async Task The_ninetieth_day_takes_the_turns_of_a_sent_report_in_one_round()
    {
        var reporter = await Told(What.OfSent);
        spot.Clock.Advance(TimeSpan.FromDays(91));

        await spot.Sweep(reporter.Tenant);

        Assert.Equal(0, await Count(reporter, StreamType.Turns));
        Assert.Equal(1, await Count(reporter, StreamType.Conversation));
        // Nothing is due any more before the mailbox itself is.
        Assert.Empty(await spot.Journal().Due(reporter.Tenant, Spot.Grains.Tenants.CompanyClock.Number(new DateOnly(2029, 1, 1)), 10, Token));
    }

    private static async Task<CommitOutcome> Erase(Beside beside, OpenVisit visit, What what) => what == What.Wording
        ? (await new Erasing(beside.Desk).Wording(visit, Prompt(beside, visit))).Outcome
        : (await new Erasing(beside.Desk).Conversation(visit)).Outcome;

    private static int Prompt(Beside beside, OpenVisit visit) => new Talk(beside.Desk).Read(visit).Turns.First(turn => turn.Older.Count > 0).Prompt.Number;

    private async Task<Reporter> Told(What what)
    {
        var tenant = await spot.Company();
        await Company.AddReader(spot, tenant, "Reader");
        var reporter = await Reporter.Start(spot, tenant);
        await reporter.Answer(Reporter.Account);
        if (what == What.OfSent)
        {
            await reporter.KeepCode();
            Assert.Equal(SubmitOutcome.Sent, (await reporter.Send()).Outcome);
        }

        if (what == What.Wording)
        {
            var first = (await reporter.View()).Turns.First(turn => turn.Answer is not null).Prompt.Number;
            await reporter.Change(first, "It was another day.");
        }

        return reporter;
    }

    private async Task NothingIsLeft(Reporter reporter)
    {
        foreach (var type in new[] { StreamType.Access, StreamType.Conversation, StreamType.Turns }) Assert.Equal(0, await Count(reporter, type));
        foreach (var kind in new[] { ObjectKinds.Access, ObjectKinds.Conversation, ObjectKinds.Turns })
            Assert.Empty(await spot.Vault().Names(reporter.Tenant, kind, Token));
    }

    private async Task<int> Count(Reporter reporter, StreamType type)
    {
        var count = 0;
        await foreach (var _ in spot.Journal().Heads(reporter.Tenant, type, Token)) count++;
        return count;
    }
}
