using Spot.Grains.Abstractions.Conversations;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Abstractions.Retention;
using Spot.Grains.Abstractions.Tenants;
using Spot.Grains.Conversations;
using Spot.Grains.Journal;
using Spot.Grains.Tenants;
using Spot.Grains.Tests.Hosting;
using Spot.Grains.Tests.Reports;
using Microsoft.Extensions.DependencyInjection;

namespace Spot.Grains.Tests.Conversations;

/// <summary>Another activation of a conversation, beside the grain's own: a desk over the same files, with its storage interposed.</summary>
internal sealed class Beside : IDisposable
{
    private readonly Reporter reporter;

    private Beside(SpotCluster spot, Reporter reporter, ITenantGrain tenant, TenantProfile profile)
    {
        this.reporter = reporter;
        Journal = new InterposedJournal(spot.Journal());
        Vault = new InterposedVault(spot.Vault());
        var store = new ConversationStore(Journal, Vault, reporter.Tenant, reporter.Id);
        Desk = new ConversationDesk(
            store, Journal, Vault, tenant, profile, new CompanyClock(spot.Clock, profile.TimeZone), spot.Silo.GetRequiredService<InterviewEngines>(), spot.Grains);
    }

    public InterposedJournal Journal { get; }

    public InterposedVault Vault { get; }

    public ConversationDesk Desk { get; }

    public static async Task<Beside> Of(SpotCluster spot, Reporter reporter)
    {
        var tenant = spot.Ask<ITenantGrain>(CallerKind.Service, reporter.Tenant, TenantKey.Of(reporter.Tenant));
        return new Beside(spot, reporter, tenant, await tenant.Profile());
    }

    /// <summary>Opens the visit; what was read stays in memory.</summary>
    public async Task<OpenVisit> Open()
    {
        var opened = await Desk.Open(reporter.Secret);
        Assert.Equal(VisitRefusal.None, opened.Refusal);
        return opened.Value!;
    }

    /// <summary>An answer, on what is in memory.</summary>
    public async Task<CommitOutcome> Answer(OpenVisit visit, string text)
    {
        var turn = new Talk(Desk).Read(visit).Turn;
        var form = new ReplyRequest { Turn = turn, Once = Id16.Random(), Kind = ReplyKind.Answer, Text = text };
        return (await new Talk(Desk).Reply(visit, form)).Outcome;
    }

    public void Dispose() => Desk.Dispose();
}

/// <summary>One round of the retention.</summary>
internal static class Rounds
{
    public static Task Sweep(this SpotCluster spot, TenantId tenant) =>
        spot.Ask<IRetentionGrain>(CallerKind.Service, tenant, RetentionKey.Of(tenant)).Sweep();
}
