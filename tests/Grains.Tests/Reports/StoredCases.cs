using Microsoft.Extensions.DependencyInjection;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Journal;
using Spot.Grains.Reports;
using Spot.Grains.Tests.Hosting;
using Spot.Grains.Vault;

namespace Spot.Grains.Tests.Reports;

/// <summary>What lies in the journal, seen past the grains.</summary>
internal static class StoredCases
{
    public static IJournal Journal(this SpotCluster spot) => spot.Silo.GetRequiredService<IJournal>();

    public static IVault Vault(this SpotCluster spot) => spot.Silo.GetRequiredService<IVault>();

    /// <summary>All entries of a report, outer layer opened.</summary>
    public static async Task<IReadOnlyList<ReportEntry>> EntriesOf(this SpotCluster spot, SentCase sent) =>
        (await ReportStream.Load(spot.Journal(), spot.Vault(), sent.Tenant, sent.Report, default))!.Entries;

    /// <summary>Waits until nothing is left to deliver.</summary>
    public static async Task OutboxEmpty(this SpotCluster spot, TenantId tenant)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while ((await spot.Journal().Outbox(tenant, 1, limit.Token)).Count > 0) await Task.Yield();
    }

    /// <summary>Writes an entry with its head beside the grain, as another activation would.</summary>
    public static async Task<CommitOutcome> AppendBeside(this SpotCluster spot, SentCase sent, Func<ReportHead, ReportEntry> make)
    {
        var stream = (await ReportStream.Load(spot.Journal(), spot.Vault(), sent.Tenant, sent.Report, default))!;
        using var key = (await spot.Vault().Find(sent.Tenant, new ObjectName(ObjectKinds.Report, sent.Report), default))!;
        var seal = new ReportSeal(sent.Tenant, sent.Report);
        var entry = make(stream.Head);
        var number = stream.Head.Last + 1;
        return await spot.Journal().Commit(new JournalGroup(sent.Tenant)
        {
            Entries = [seal.Seal(key, number, stream.Hash, entry).Entry],
            Heads = [seal.Seal(key, stream.Version, CaseFold.Apply(stream.Head, number, entry))],
        });
    }
}
