using Spot.Grains.Abstractions.Administrators;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Abstractions.Tenants;
using Spot.Grains.Tests.Hosting;
using Spot.Grains.Vault;

namespace Spot.Grains.Tests.Conversations;

/// <summary>A company with readers whose private keys the test holds, so that it can try to open what was sealed.</summary>
public static class Company
{
    /// <summary>Adds a reader to the key directory.</summary>
    public static async Task<ReaderWithKey> AddReader(SpotCluster spot, TenantId tenant, string name, AdministratorRole role = AdministratorRole.CaseHandler)
    {
        var pair = HpkeKeyPair.Generate();
        var entry = new AdministratorEntry
        {
            Administrator = Id16.Random(), Name = name, Title = "Legal", Role = role, PublicKey = pair.Public.ToArray(), KeyNumber = 1, Epoch = 1,
            Since = new DateOnly(2026, 11, 2),
        };
        await spot.Ask<ITenantGrain>(CallerKind.Service, tenant, TenantKey.Of(tenant)).Announce(entry);
        return new ReaderWithKey(entry, pair);
    }
}

/// <summary>A reader and the private key.</summary>
public sealed record ReaderWithKey(AdministratorEntry Entry, HpkeKeyPair Pair)
{
    /// <summary>The administrator.</summary>
    public Id16 Id => Entry.Administrator;
}
