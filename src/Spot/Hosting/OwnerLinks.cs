using Spot.Grains.Abstractions.Administrators;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Abstractions.Tenants;

namespace Spot.Hosting;

/// <summary>The one-time link with which a company's first owner sets up: an hour, void once an owner exists.</summary>
public sealed class OwnerLinks(IGrainFactory grains, SpotSettings settings)
{
    /// <summary>Makes a new link.</summary>
    /// <returns>The link; null: the company has an owner.</returns>
    /// <exception cref="RefusalException">No company has this subdomain.</exception>
    public async Task<Uri?> Make(string slug)
    {
        Caller.Stamp(CallerKind.Service, TenantId.Installation);
        var listing = await grains.GetGrain<IDirectoryGrain>(DirectoryKey.All).List();
        var company = listing.Tenants.FirstOrDefault(t => t.Slug == slug) ?? throw new RefusalException($"No company has the subdomain {slug}.");
        Caller.Stamp(CallerKind.Service, company.Tenant);
        return await grains.GetGrain<ITenantGrain>(TenantKey.Of(company.Tenant)).NewOwnerLink() is { } token
            ? new Uri(settings.Addresses.AddressOf(slug), SetUpLink.PathOf(token))
            : null;
    }

    /// <summary>The same in a sentence, for a terminal.</summary>
    public async Task<string> Say(string slug)
    {
        try
        {
            return await Make(slug) is { } link
                ? $"Open within an hour, once: {link}"
                : $"{slug} has an owner already, who invites others on the administrators' page.";
        }
        catch (RefusalException refused)
        {
            return refused.Message;
        }
    }
}
