using Microsoft.Extensions.Logging;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Abstractions.Reports;
using Spot.Grains.Journal;
using Spot.Grains.Vault;

namespace Spot.Grains.Reports;

/// <summary>Delivers what commits left to be delivered. A row goes in the commit that says so, after its delivery: a kill in between delivers
/// it once more, which every receiver must bear. A row that fails is noted again with one try more and does not hold up the others.</summary>
[GrainType("outbox")]
internal sealed partial class OutboxGrain : Grain, IOutboxGrain
{
    private const int AtOnce = 100;

    private readonly IJournal journal;
    private readonly IVault vault;
    private readonly ILogger<OutboxGrain> logger;
    private readonly TenantId tenant;
    private IGrainTimer? again;

    public OutboxGrain(IJournal journal, IVault vault, ILogger<OutboxGrain> logger, IGrainContext context)
    {
        (this.journal, this.vault, this.logger) = (journal, vault, logger);
        tenant = GrainKey.Parse(context.GrainId.Key.ToString()!).Tenant;
    }

    /// <summary>The pause before the next try: a second, doubled with each failure, five minutes at most.</summary>
    internal static TimeSpan Pause(int tries) => TimeSpan.FromSeconds(Math.Min(300, Math.Pow(2, Math.Clamp(tries - 1, 0, 20))));

    /// <inheritdoc/>
    public async Task Wake()
    {
        again?.Dispose();
        again = null;
        using var key = await vault.Find(tenant, ObjectName.General, default);
        if (key is null) return;
        int? failed = null;
        while (true)
        {
            // Rows are ordered by their tries: once the first of a portion has failed in this round, all behind it have.
            var rows = await journal.Outbox(tenant, AtOnce, default);
            var done = new List<Id16>();
            var later = new List<OutboxRow>();
            foreach (var row in rows)
            {
                if (await Deliver(key, row)) done.Add(row.Id);
                else later.Add(row with { Try = row.Try + 1 });
            }
            if (later.Count > 0) failed = Math.Min(failed ?? int.MaxValue, later.Min(r => r.Try));
            if (rows.Count == 0) break;
            var outcome = await journal.Commit(new JournalGroup(tenant) { Delivered = done, Deliveries = later });
            if (outcome != CommitOutcome.Committed) failed ??= 1;
            if (outcome != CommitOutcome.Committed || later.Count > 0 || rows.Count < AtOnce) break;
        }
        if (failed is { } tries) again = this.RegisterGrainTimer(static (self, _) => self.Wake(), this, Pause(tries), Timeout.InfiniteTimeSpan);
    }

    private async Task<bool> Deliver(Key32 key, OutboxRow row)
    {
        try
        {
            switch (OutboxItem.Open(key, tenant, row))
            {
                case CaseChanged changed:
                    await GrainFactory.GetGrain<ICaseBookGrain>(CaseBookKey.Of(tenant)).Changed(changed.Report, changed.Version);
                    return true;
                default:
                    return false;
            }
        }
#pragma warning disable CA1031 // Whatever went wrong, the row stays, is tried again, and the log says so.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Log.NotDelivered(logger, row.Id, row.Try + 1, e.GetType().Name);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Delivery {Id} failed at try {Try}: {Error}")]
        public static partial void NotDelivered(ILogger logger, Id16 id, int @try, string error);
    }
}
