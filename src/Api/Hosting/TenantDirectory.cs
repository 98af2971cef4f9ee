using System.Collections.Frozen;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Abstractions.Tenants;

namespace Spot.Api.Hosting;

/// <summary>This process's copy of the directory of companies: asked for every few seconds, and on a miss, but then at most once a second.</summary>
/// <remarks>A wrong subdomain costs a look-up in memory and leaves nothing behind: no grain, no entry, whatever and however often is asked.</remarks>
public sealed partial class TenantDirectory(IGrainFactory grains, IOptions<ApiOptions> options, TimeProvider time, ILogger<TenantDirectory> logger)
    : BackgroundService
{
    private static readonly TimeSpan OnMissAtMostEvery = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim asking = new(1, 1);
    private FrozenDictionary<string, TenantContext> bySlug = FrozenDictionary<string, TenantContext>.Empty;
    private long askedAt;

    /// <summary>The company that a slug points to; null: none, or one whose pages do not answer.</summary>
    public async ValueTask<TenantContext?> Find(string slug)
    {
        if (bySlug.TryGetValue(slug, out var known)) return known;
        await AskAgain().ConfigureAwait(false);
        return bySlug.GetValueOrDefault(slug);
    }

    /// <summary>Loads the list before anything listens, then keeps it fresh.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await AtStart.Ask(Load, cancellationToken).ConfigureAwait(false);
        await base.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.DirectoryEvery, time);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
            await LoadOrKeep().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        asking.Dispose();
        base.Dispose();
    }

    private async Task AskAgain()
    {
        var before = Interlocked.Read(ref askedAt);
        await asking.WaitAsync().ConfigureAwait(false);
        try
        {
            // Whoever waited for another's question takes its answer; a company that was added a moment ago is waited for, not denied.
            if (Interlocked.Read(ref askedAt) != before) return;
            var soon = OnMissAtMostEvery - time.GetElapsedTime(before);
            if (soon > TimeSpan.Zero) await Task.Delay(soon, time).ConfigureAwait(false);
            await LoadOrKeep().ConfigureAwait(false);
        }
        finally
        {
            asking.Release();
        }
    }

    private async Task LoadOrKeep()
    {
        try
        {
            await Load().ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is TimeoutException or OrleansException)
        {
            // The last list stays good: companies come and go rarely, and the silo may only be busy.
            Log.NotLoaded(logger, failure.GetType().Name);
        }
    }

    // Awaited inside, so that the stamp does not outlive this question.
    private async Task Load()
    {
        Interlocked.Exchange(ref askedAt, time.GetTimestamp());
        Caller.Stamp(CallerKind.Service, TenantId.Installation);
        var listing = await grains.GetGrain<IDirectoryGrain>(DirectoryKey.All).List().ConfigureAwait(false);
        bySlug = listing.Tenants.Where(t => t.Active).ToFrozenDictionary(t => t.Slug, t => new TenantContext(t.Tenant, t.Slug, t.Name), StringComparer.Ordinal);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The list of companies could not be asked for ({Failure}); the last one is used.")]
        public static partial void NotLoaded(ILogger logger, string failure);
    }
}
