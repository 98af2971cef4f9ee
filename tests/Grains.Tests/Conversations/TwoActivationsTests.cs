using Microsoft.Extensions.DependencyInjection;
using Spot.Grains.Abstractions.Conversations;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Abstractions.Tenants;
using Spot.Grains.Conversations;
using Spot.Grains.Journal;
using Spot.Grains.Tenants;
using Spot.Grains.Tests.Hosting;
using Spot.Grains.Vault;

namespace Spot.Grains.Tests.Conversations;

/// <summary>Orleans can, for a moment, activate one grain twice. Then the journal decides: two desks over one database stand for two activations.</summary>
public sealed class TwoActivationsTests(SpotCluster spot) : IClassFixture<SpotCluster>
{
    [Fact]
    public async Task One_of_two_answers_to_the_same_question_is_kept_and_the_other_reads_again()
    {
        var reporter = await Reporter.Start(spot, await spot.Company());
        using var first = await Desk(reporter);
        using var second = await Desk(reporter);
        using var opened = await first.Open(reporter.Secret);
        using var openedToo = await second.Open(reporter.Secret);
        var turn = (await reporter.View()).Turn;

        var kept = await new Talk(first).Reply(opened.Value!, Form(turn, "One."));
        var late = await new Talk(second).Reply(openedToo.Value!, Form(turn, "Two."));

        Assert.Equal(CommitOutcome.Committed, kept.Outcome);
        Assert.Equal(CommitOutcome.Conflict, late.Outcome);
        using var again = await second.Open(reporter.Secret);
        var stale = await new Talk(second).Reply(again.Value!, Form(turn, "Two."));
        Assert.Equal(ReplyOutcome.Stale, stale.Value!.Outcome);
        Assert.Equal("One.", Assert.Single(stale.Value.Turns).Answer);
    }

    [Fact]
    public async Task Interleaved_answers_of_two_activations_are_one_sequence_without_gaps_and_every_form_is_kept_once()
    {
        var reporter = await Reporter.Start(spot, await spot.Company());
        await reporter.Answer(Reporter.Account);
        var kept = await Task.WhenAll(Play(reporter, "left"), Play(reporter, "right"));

        var stored = await Journal.Read(reporter.Tenant, await TurnsOf(reporter), 1, TestContext.Current.CancellationToken);
        Assert.Equal(Enumerable.Range(1, stored.Entries.Count), stored.Entries.Select(entry => entry.Sequence));
        using var fresh = await Desk(reporter);
        using var opened = await fresh.Open(reporter.Secret);
        var answers = new Talk(fresh).Read(opened.Value!).Turns.Select(turn => turn.Answer).OfType<string>().ToList();
        Assert.Equal(kept.SelectMany(texts => texts).Order(), answers.Where(answer => answer != Reporter.Account).Order());
    }

    private async Task<List<string>> Play(Reporter reporter, string name)
    {
        using var desk = await Desk(reporter);
        var kept = new List<string>();
        for (var i = 0; i < 8; i++)
        {
            var text = $"{name} {i}";
            var once = Id16.Random();
            for (var tries = 0; tries < 50; tries++)
            {
                using var opened = await desk.Open(reporter.Secret);
                var view = new Talk(desk).Read(opened.Value!);
                if (view.IsOver) return kept;
                var step = await new Talk(desk).Reply(opened.Value!, Form(view.Turn, text) with { Once = once });
                if (step.Outcome == CommitOutcome.Committed && step.Value?.Outcome == ReplyOutcome.Kept)
                {
                    kept.Add(text);
                    break;
                }

                if (step.Value?.Outcome == ReplyOutcome.NotNow) return kept;
            }
        }

        return kept;
    }

    private static ReplyRequest Form(int turn, string text) => new() { Turn = turn, Once = Id16.Random(), Kind = ReplyKind.Answer, Text = text };

    private IJournal Journal => spot.Silo.GetRequiredService<IJournal>();

    private async Task<Id16> TurnsOf(Reporter reporter)
    {
        using var desk = await Desk(reporter);
        await desk.Store.Load(default);
        return desk.Store.Head!.Turns;
    }

    private async Task<ConversationDesk> Desk(Reporter reporter)
    {
        var tenant = spot.Ask<ITenantGrain>(CallerKind.Service, reporter.Tenant, TenantKey.Of(reporter.Tenant));
        var profile = await tenant.Profile();
        var vault = spot.Silo.GetRequiredService<IVault>();
        var store = new ConversationStore(Journal, vault, reporter.Tenant, reporter.Id);
        return new ConversationDesk(
            store, Journal, vault, tenant, profile, new CompanyClock(spot.Clock, profile.TimeZone), spot.Silo.GetRequiredService<InterviewEngines>(), spot.Grains);
    }
}
