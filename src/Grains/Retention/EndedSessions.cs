using Spot.Grains.Abstractions.Administrators;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Abstractions.Tenants;

namespace Spot.Grains.Retention;

/// <summary>Has every account end its sessions whose time is over, and takes away accounts whose set-up never came to its end.</summary>
internal sealed class EndedSessions(TenantId tenant, IGrainFactory grains, TimeProvider time)
{
    /// <summary>How long an account may stay without a second factor: until then its person signs in and goes on, after that it takes a new link.</summary>
    private static readonly TimeSpan SetUpWithin = TimeSpan.FromDays(7);

    /// <summary>Asks each account in turn.</summary>
    public async Task Sweep()
    {
        var company = grains.GetGrain<ITenantGrain>(TenantKey.Of(tenant));
        foreach (var entry in await company.Administrators()) await Account(entry.Administrator).SweepSessions();
        foreach (var begun in await company.Unfinished())
        {
            if (time.GetUtcNow() - begun.Since < SetUpWithin)
            {
                await Account(begun.Administrator).SweepSessions();
                continue;
            }

            // Repeatable: forgotten last. One that was finished meanwhile is left as it is.
            await Account(begun.Administrator).EraseUnfinished();
            await company.Forget(begun.Administrator);
        }
    }

    private IAdministratorGrain Account(Id16 administrator) => grains.GetGrain<IAdministratorGrain>(AdministratorKey.Of(tenant, administrator));
}
