using Microsoft.Extensions.DependencyInjection;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Abstractions.Reports;
using Spot.Grains.Abstractions.Tenants;
using Spot.Grains.Journal;
using Spot.Grains.Reports;
using Spot.Grains.Tenants;
using Spot.Grains.Tests.Hosting;
using Spot.Grains.Vault;

namespace Spot.Grains.Tests.Reports;

/// <summary>A report in the real journal, sent as a conversation sends it, and the reporter's key to it.</summary>
internal sealed class SentCase
{
    private readonly SpotCluster spot;

    private SentCase(SpotCluster spot, TenantId tenant, Id16 report, byte[] reportKey, byte[] notesKey) =>
        (this.spot, Tenant, Report, Key, NotesKey) = (spot, tenant, report, reportKey, notesKey);

    public TenantId Tenant { get; }

    public Id16 Report { get; }

    /// <summary>The reporter's key.</summary>
    public byte[] Key { get; }

    /// <summary>The key of notes, which no reporter has.</summary>
    public byte[] NotesKey { get; }

    private IReportGrain Grain => spot.Ask<IReportGrain>(CallerKind.Service, Tenant, ReportKey.Of(Tenant, Report));

    public static async Task<SentCase> Send(SpotCluster spot, TenantId tenant, bool atOnce = true, params Id16[] excluded)
    {
        var company = spot.Ask<ITenantGrain>(CallerKind.Service, tenant, TenantKey.Of(tenant));
        var clock = new CompanyClock(spot.Clock, (await company.Profile()).TimeZone);
        var directory = await company.Keys();
        var vault = spot.Silo.GetRequiredService<IVault>();
        var report = Id16.Random();
        var keys = await vault.Create(tenant, [new ObjectName(ObjectKinds.Report, report), ObjectName.General], default);
        using var reportKey = Key32.Random();
        using var notesKey = Key32.Random();
        var rows = NewReport.Create(new NewReportInput
        {
            Tenant = tenant,
            Report = report,
            ObjectKey = keys[0],
            GeneralKey = keys[1],
            ReportKey = reportKey,
            NotesKey = notesKey,
            Readers = [.. directory.Readers.Where(r => !excluded.Contains(r.Administrator))],
            Contents = SampleReport.Contents,
            Proposed = new CaseLabels { Kind = "Safety" },
            SentDay = clock.Today,
            ReceivedDay = atOnce ? clock.Today : clock.Morning,
            AtOnce = atOnce,
            TimeZone = (await company.Profile()).TimeZone,
        });
        var outcome = await spot.Silo.GetRequiredService<IJournal>().Commit(
            new JournalGroup(tenant) { Entries = [rows.Entry], Heads = [rows.Head], Deliveries = [rows.Delivery] });
        Assert.Equal(CommitOutcome.Committed, outcome);
        foreach (var key in keys) key.Dispose();
        return new SentCase(spot, tenant, report, reportKey.CopyBytes(), notesKey.CopyBytes());
    }

    /// <summary>Has the delivery brought to the list, as the conversation does after its commit, and waits until the list has it.</summary>
    public async Task Delivered()
    {
        await spot.Ask<IOutboxGrain>(CallerKind.Service, Tenant, OutboxKey.Of(Tenant)).Wake();
        await spot.OutboxEmpty(Tenant);
    }

    public async Task<ReporterStatus> Status() => (await Grain.Status([.. Key]))!;

    public Task<ReceiveOutcome> Write(string text, int answers = 0, bool now = true, Id16? once = null, bool declined = false) =>
        Grain.Receive([.. Key], new ReporterMessage { Once = once ?? Id16.Random(), Text = text, Answers = answers, Now = now, Declined = declined });

    public Task<ReporterStatus?> StatusWith(byte[] key) => Grain.Status(key);

    public Task<int> Version(MessageFrom side) =>
        spot.Ask<IReportGrain>(CallerKind.Reporter, Tenant, ReportKey.Of(Tenant, Report)).Version(side);
}
