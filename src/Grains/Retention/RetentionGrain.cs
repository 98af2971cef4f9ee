using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Abstractions.Reports;
using Spot.Grains.Abstractions.Retention;
using Spot.Grains.Abstractions.Tenants;
using Spot.Grains.Journal;
using Spot.Grains.Tenants;
using Spot.Grains.Vault;

namespace Spot.Grains.Retention;

/// <summary>A company's one reminder. Each round is repeatable and may be cut short anywhere: what it did not do, the next one does.</summary>
[GrainType("retention")]
internal sealed partial class RetentionGrain : Grain, IRetentionGrain, IRemindable
{
    private const string Name = "retention";

    /// <summary>How often a round is made. Nothing that people see waits for one.</summary>
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(10);

    /// <summary>Soon after the start, so that what a kill left does not wait long.</summary>
    private static readonly TimeSpan First = TimeSpan.FromMinutes(1);

    private readonly IJournal journal;
    private readonly TimeProvider time;
    private readonly ILogger<RetentionGrain> logger;
    private readonly TenantId tenant;
    private readonly DueStreams due;
    private readonly OrphanKeys orphans;
    private readonly Tombstones tombstones;
    private readonly EndedSessions sessions;
    private CompanyClock? clock;

    public RetentionGrain(
        IJournal journal, IVault vault, [FromKeyedServices(TimeProviderNames.Grains)] TimeProvider time, ILogger<RetentionGrain> logger, IGrainContext context)
    {
        (this.journal, this.time, this.logger) = (journal, time, logger);
        tenant = GrainKey.Parse(context.GrainId.Key.ToString()!).Tenant;
        var fences = new Fences(tenant, journal, vault);
        due = new DueStreams(tenant, journal, fences, GrainFactory);
        orphans = new OrphanKeys(tenant, journal, vault, fences, time);
        tombstones = new Tombstones(tenant, journal, vault, time);
        sessions = new EndedSessions(tenant, GrainFactory, time);
    }

    /// <inheritdoc/>
    public async Task Start()
    {
        if (await this.GetReminder(Name) is null) await this.RegisterOrUpdateReminder(Name, First, Period);
    }

    /// <inheritdoc/>
    public Task ReceiveReminder(string reminderName, TickStatus status) => Sweep();

    /// <inheritdoc/>
    public async Task Sweep()
    {
        await GrainFactory.GetGrain<IOutboxGrain>(OutboxKey.Of(tenant)).Wake();
        clock ??= new CompanyClock(time, (await GrainFactory.GetGrain<ITenantGrain>(TenantKey.Of(tenant)).Profile()).TimeZone);
        await Step("due", () => due.Sweep(clock.Today, Failed));
        await Step("orphans", () => orphans.Sweep(clock.Today));
        await Step("tombstones", tombstones.Sweep);
        await Step("sessions", sessions.Sweep);
    }

    // One part that fails does not hold up the others; all come again with the next round.
    private async Task Step(string part, Func<Task> sweep)
    {
        try
        {
            await sweep();
        }
#pragma warning disable CA1031 // Whatever went wrong, the log says so and the next round tries again.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Log.PartFailed(logger, part, e.GetType().Name);
        }
    }

    private void Failed(StreamType type, Exception e) => Log.StreamFailed(logger, type, e.GetType().Name);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Retention: {Part} ended early: {Error}")]
        public static partial void PartFailed(ILogger logger, string part, string error);

        // Which stream is not said: a log must not tell that, or when, an unsent conversation ended.
        [LoggerMessage(2, LogLevel.Warning, "Retention: a stream of type {Type} was left for the next round: {Error}")]
        public static partial void StreamFailed(ILogger logger, StreamType type, string error);
    }
}
