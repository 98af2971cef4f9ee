using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Spot.Grains.Abstractions.Administrators;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Abstractions.Reports;
using Spot.Grains.Abstractions.Tenants;
using Spot.Grains.Journal;
using Spot.Grains.Tenants;
using Spot.Grains.Vault;

namespace Spot.Grains.Reports;

/// <summary>The company's list of cases. Fills itself on activation from the heads in the journal and stores nothing.</summary>
[GrainType("cases")]
internal sealed partial class CaseBookGrain : Grain, ICaseBookGrain
{
    private const int AtOnce = 500;

    private readonly IJournal journal;
    private readonly IVault vault;
    private readonly TimeProvider time;
    private readonly ILogger<CaseBookGrain> logger;
    private readonly TenantId tenant;
    private readonly CaseBook book;
    private CompanyClock? clock;

    public CaseBookGrain(
        IJournal journal, IVault vault, [FromKeyedServices(TimeProviderNames.Grains)] TimeProvider time, ILogger<CaseBookGrain> logger, IGrainContext context)
    {
        (this.journal, this.vault, this.time, this.logger) = (journal, vault, time, logger);
        tenant = GrainKey.Parse(context.GrainId.Key.ToString()!).Tenant;
        book = new CaseBook(time);
    }

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var heads = new List<StoredHead>(AtOnce);
        await foreach (var head in journal.Heads(tenant, StreamType.Report, cancellationToken))
        {
            heads.Add(head);
            if (heads.Count == AtOnce) await Take(heads, cancellationToken);
        }
        await Take(heads, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<CasePage> List(SessionTicket session, CaseQuery query)
    {
        if (await Session(session).Check(session.Secret) is not { } holder) return new CasePage { SignedOut = true };
        clock ??= new CompanyClock(time, (await GrainFactory.GetGrain<ITenantGrain>(TenantKey.Of(tenant)).Profile()).TimeZone);
        // Invoices need no cases.
        return holder.Role == AdministratorRole.Billing
            ? new CasePage { Today = clock.Today }
            : book.Page(holder.Administrator, query) with { Today = clock.Today };
    }

    /// <inheritdoc/>
    public async Task Changed(Id16 report, int version)
    {
        if (book.VersionOf(report) >= version) return;
        var stored = await journal.Read(tenant, report, int.MaxValue, default);
        if (stored.Head is not { Type: StreamType.Report } head) book.Remove(report);
        else await Take([head], default);
    }

    /// <inheritdoc/>
    public async Task<int> Version(SessionTicket session) =>
        await Session(session).Peek(session.Secret) is { Role: not AdministratorRole.Billing } holder ? book.Version(holder.Administrator) : 0;

    /// <inheritdoc/>
    public async Task<bool> Shows(SessionTicket session, Id16 report) =>
        await Session(session).Peek(session.Secret) is { Role: not AdministratorRole.Billing } holder && book.Shows(holder.Administrator, report);

    private IAdminSessionGrain Session(SessionTicket session) => GrainFactory.GetGrain<IAdminSessionGrain>(AdminSessionKey.Of(tenant, session.Session));

    // A head without its key is a tombstone: the case was erased.
    private async Task Take(List<StoredHead> heads, CancellationToken cancellation)
    {
        if (heads.Count == 0) return;
        var keys = await vault.FindMany(tenant, [.. heads.Where(h => h.Sealed is not null).Select(h => new ObjectName(ObjectKinds.Report, h.Stream))], cancellation);
        foreach (var head in heads)
        {
            // A fence of the sweep: no case was ever here.
            if (head.Sealed is null) book.Remove(head.Stream);
            else if (!keys.TryGetValue(new ObjectName(ObjectKinds.Report, head.Stream), out var key)) book.Remove(head.Stream);
            else using (key) Put(key, head);
        }
        heads.Clear();
    }

    private void Put(Key32 key, StoredHead head)
    {
        try
        {
            book.Put(head.Stream, head.Version, new ReportSeal(tenant, head.Stream).Open(key, head));
        }
        catch (Exception e) when (e is SealException or StoredFormException)
        {
            // One broken case must not take away the list of all others; opening it says what is wrong.
            Log.Broken(logger, head.Stream, e.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The head of report {Report} is left out of the list: {Why}")]
        public static partial void Broken(ILogger logger, Id16 report, string why);
    }
}
