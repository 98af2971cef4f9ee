using Microsoft.Extensions.Options;
using Spot.Api.Hosting;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Abstractions.Tenants;

namespace Spot.Hosting;

/// <summary>Gives an installation that has no company one to try, where it is only for this machine.</summary>
public sealed class FirstRun(IGrainFactory grains, IOptions<ApiOptions> options) : IHostedService
{
    /// <summary>The demo company's subdomain.</summary>
    public const string DemoSlug = "acme";

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!options.Value.IsLocal) return;
        Caller.Stamp(CallerKind.Service, TenantId.Installation);
        var directory = grains.GetGrain<IDirectoryGrain>(DirectoryKey.All);
        if ((await AtStart.Ask(directory.List, cancellationToken)).Tenants.Count > 0) return;
        var demo = new NewTenant
        {
            Slug = DemoSlug,
            Name = "Acme",
            RunBy = "whoever runs this computer",
            TimeZone = TimeZoneInfo.Local.HasIanaId ? TimeZoneInfo.Local.Id : "Etc/UTC",
        };
        _ = await AtStart.Ask(() => directory.Create(demo), cancellationToken)
            ?? throw new InvalidOperationException("The directory refused the demo company's subdomain.");
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
