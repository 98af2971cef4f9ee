using Microsoft.Extensions.Logging;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Abstractions.Retention;
using Spot.Grains.Abstractions.Tenants;
using Spot.Grains.Operations;
using Spot.Grains.Vault;

namespace Spot.Grains.Tenants;

/// <summary>The list of companies. A company is listed first, then set up, then answers: a kill in between is taken up again.</summary>
[GrainType("directory")]
internal sealed partial class DirectoryGrain(
    [PersistentState("state", "spot")] IPersistentState<DirectoryState> state, IVault vault, ILogger<DirectoryGrain> logger) : Grain, IDirectoryGrain
{
    private static readonly TimeSpan TryAgain = TimeSpan.FromSeconds(10);

    private DirectoryState Now => state.State;

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (Now.Pending.Count > 0) this.RegisterGrainTimer(TakeUp, TimeSpan.Zero, TryAgain);
        return Task.CompletedTask;
    }

    public Task<DirectoryListing> List() => Task.FromResult(new DirectoryListing { Version = Now.Version, Tenants = Now.Tenants });

    public async Task<TenantEntry?> Create(NewTenant tenant)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        if (!Slug.IsPossible(tenant.Slug)) return null;
        if (Find(tenant.Slug) is null)
        {
            // Throws before anything is written: a company without days could never be set up.
            _ = TimeZoneInfo.FindSystemTimeZoneById(tenant.TimeZone);
            var id = TenantId.Random();
            await this.Save(state, Now with
            {
                Version = Now.Version + 1,
                Tenants = [.. Now.Tenants, new TenantEntry { Tenant = id, Slug = tenant.Slug, Name = tenant.Name, Active = false }],
                Pending = [.. Now.Pending, new PendingTenant { Tenant = id, Profile = tenant }],
            });
        }

        if (Now.Pending.FirstOrDefault(p => p.Profile.Slug == tenant.Slug) is { } pending) await SetUp(pending);
        return Find(tenant.Slug);
    }

    private TenantEntry? Find(string slug) => Now.Tenants.FirstOrDefault(t => t.Slug == slug);

    // Each step may be repeated; the keys come first, since everything a company writes is sealed under them.
    private async Task SetUp(PendingTenant pending)
    {
        await vault.CreateTenant(pending.Tenant, CancellationToken.None);
        await GrainFactory.GetGrain<ITenantGrain>(TenantKey.Of(pending.Tenant)).Create(pending.Profile);
        await GrainFactory.GetGrain<IRetentionGrain>(RetentionKey.Of(pending.Tenant)).Start();
        await this.Save(state, Now with
        {
            Version = Now.Version + 1,
            Tenants = [.. Now.Tenants.Select(t => t.Tenant == pending.Tenant ? t with { Active = true } : t)],
            Pending = [.. Now.Pending.Where(p => p.Tenant != pending.Tenant)],
        });
    }

    private async Task TakeUp(CancellationToken cancellation)
    {
        try
        {
            foreach (var pending in Now.Pending.ToArray()) await SetUp(pending);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // The timer comes by again; a company that is not set up yet does not answer, so nobody meets it half done.
            Log.NotSetUp(logger, failure);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "A company could not be set up; it is tried again.")]
        public static partial void NotSetUp(ILogger logger, Exception failure);
    }
}
