using System.Collections.Immutable;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Abstractions.Operations;

namespace Spot.Api.Hosting;

/// <summary>The keys that protect forms, as ASP.NET's data protection reads them: from memory, filled from the grain that all front doors share.</summary>
/// <remarks>The front door makes no key and has no place to keep one; <see cref="StoreElement"/> is never called while that holds.</remarks>
public sealed class KeyRing : IXmlRepository
{
    private ImmutableArray<string> keys = [];

    /// <inheritdoc/>
    public IReadOnlyCollection<XElement> GetAllElements() => [.. keys.Select(XElement.Parse)];

    /// <inheritdoc/>
    public void StoreElement(XElement element, string friendlyName) =>
        throw new InvalidOperationException("Form keys are made by the key ring's grain, not by a front door.");

    internal void Replace(IEnumerable<string> loaded) => keys = [.. loaded];
}

/// <summary>Loads the form keys before anything listens, and again every minute: a key is known everywhere long before it comes into use.</summary>
public sealed partial class KeyRingLoader(IGrainFactory grains, KeyRing ring, TimeProvider time, ILogger<KeyRingLoader> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await AtStart.Ask(Load, cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await Load();
            }
            catch (Exception failure) when (failure is TimeoutException or OrleansException)
            {
                // The keys in memory stay good for weeks; the next minute asks again.
                Log.NotLoaded(logger, failure.GetType().Name);
            }
        }
    }

    private async Task Load()
    {
        Caller.Stamp(CallerKind.Service, TenantId.Installation);
        ring.Replace(await grains.GetGrain<IKeyRingGrain>(KeyRingKey.All).Load());
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The form keys could not be asked for ({Failure}); those in memory are used.")]
        public static partial void NotLoaded(ILogger logger, string failure);
    }
}
