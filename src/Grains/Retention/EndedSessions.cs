using Spot.Grains.Abstractions.Administrators;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Abstractions.Tenants;

namespace Spot.Grains.Retention;

/// <summary>Has every account end its sessions whose time is over.</summary>
internal sealed class EndedSessions(TenantId tenant, IGrainFactory grains)
{
    /// <summary>Asks each account in turn.</summary>
    public async Task Sweep()
    {
        foreach (var entry in await grains.GetGrain<ITenantGrain>(TenantKey.Of(tenant)).Administrators())
            await grains.GetGrain<IAdministratorGrain>(AdministratorKey.Of(tenant, entry.Administrator)).SweepSessions();
    }
}
