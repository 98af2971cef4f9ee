using System.Collections.Concurrent;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Abstractions.Reports;
using Spot.Grains.Abstractions.Tenants;

namespace Spot.Api.Tenants;

/// <summary>What everybody may know of a company, as pages show it.</summary>
/// <param name="Profile">Its profile.</param>
/// <param name="Readers">Who can read reports sent now.</param>
public sealed record Company(TenantProfile Profile, IReadOnlyList<ReaderView> Readers);

/// <summary>This process's copy of what everybody may know of each company; a few seconds old at most, so that a page costs no grain call.</summary>
/// <remarks>Only for reading: who gets a report is asked of the grain that sends it.</remarks>
public sealed class Companies(IGrainFactory grains, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<TenantId, (Company Company, long At)> known = new();

    /// <summary>A company that the directory knows.</summary>
    public async ValueTask<Company> Get(TenantId tenant)
    {
        if (known.TryGetValue(tenant, out var entry) && time.GetElapsedTime(entry.At) < Fresh) return entry.Company;
        var at = time.GetTimestamp();
        var grain = grains.GetGrain<ITenantGrain>(TenantKey.Of(tenant));
        var profile = grain.Profile();
        var readers = grain.Readers();
        var company = new Company(await profile, await readers);
        known[tenant] = (company, at);
        return company;
    }
}
