using Microsoft.Extensions.DependencyInjection;
using Spot.Grains.Abstractions.Conversations;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Abstractions.Retention;
using Spot.Grains.Conversations;
using Spot.Grains.Journal;
using Spot.Grains.Tests.Hosting;
using Spot.Grains.Vault;

namespace Spot.Grains.Tests.Conversations;

/// <summary>How long things are kept, tried through the tenant's own sweep.</summary>
public sealed class KeepingTests(SpotCluster spot) : IClassFixture<SpotCluster>
{
    [Fact]
    public async Task A_draft_with_a_code_is_there_after_29_days_and_gone_after_38()
    {
        var reporter = await Told();
        var words = await reporter.KeepCode();
        spot.Clock.Advance(TimeSpan.FromDays(29));
        await Sweep(reporter);
        Assert.Equal(VisitRefusal.None, (await reporter.Return(words)).Refusal);

        spot.Clock.Advance(TimeSpan.FromDays(VisitTimes.KeepDraftDays + VisitTimes.SpreadDays + 1));
        await Sweep(reporter);

        Assert.Equal(VisitRefusal.NotFound, (await reporter.Return(words)).Refusal);
        await NothingIsLeft(reporter);
    }

    [Fact]
    public async Task A_draft_without_a_code_goes_when_nobody_can_open_it_any_more()
    {
        var reporter = await Told();
        spot.Clock.Advance(TimeSpan.FromDays(3));

        await Sweep(reporter);

        await NothingIsLeft(reporter);
    }

    [Fact]
    public async Task The_turns_of_a_sent_report_go_after_ninety_days_and_the_status_page_stays()
    {
        var reporter = await Told(readers: 1);
        var words = await reporter.KeepCode();
        await reporter.Send();
        spot.Clock.Advance(TimeSpan.FromDays(VisitTimes.KeepSentTurnsDays + 1));

        await Sweep(reporter);

        var (refusal, browser) = await reporter.Return(words);
        Assert.Equal(VisitRefusal.None, refusal);
        Assert.True((await browser!.View()).Erased);
        Assert.Equal(Reporter.Account, (await browser.Grain.Status(browser.Secret)).Value!.Contents.Parts[0].Text);
    }

    private async Task Sweep(Reporter reporter) =>
        await spot.Ask<IRetentionGrain>(CallerKind.Service, reporter.Tenant, RetentionKey.Of(reporter.Tenant)).Sweep();

    private async Task NothingIsLeft(Reporter reporter)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var journal = spot.Silo.GetRequiredService<IJournal>();
        var vault = spot.Silo.GetRequiredService<IVault>();
        foreach (var type in new[] { StreamType.Access, StreamType.Conversation, StreamType.Turns })
        {
            await foreach (var head in journal.Heads(reporter.Tenant, type, cancellation)) Assert.Fail($"A {head.Type} is left.");
        }

        foreach (var kind in new[] { ObjectKinds.Access, ObjectKinds.Conversation, ObjectKinds.Turns })
        {
            Assert.Empty(await vault.Names(reporter.Tenant, kind, cancellation));
        }
    }

    private async Task<Reporter> Told(int readers = 0)
    {
        var tenant = await spot.Company();
        for (var i = 0; i < readers; i++) await Company.AddReader(spot, tenant, $"Reader {i}");
        var reporter = await Reporter.Start(spot, tenant);
        await reporter.Answer(Reporter.Account);
        return reporter;
    }
}
