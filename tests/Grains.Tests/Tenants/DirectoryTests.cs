using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Abstractions.Tenants;
using Spot.Grains.Tests.Hosting;

namespace Spot.Grains.Tests.Tenants;

/// <summary>How a company comes to be.</summary>
public sealed class DirectoryTests(SpotCluster spot) : IClassFixture<SpotCluster>
{
    private IDirectoryGrain Directory => spot.Ask<IDirectoryGrain>(CallerKind.Operator, TenantId.Installation, DirectoryKey.All);

    [Theory]
    [InlineData("ab", true)]
    [InlineData("acme", true)]
    [InlineData("a-1", true)]
    [InlineData("4you", true)]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", true)]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false)]
    [InlineData("a", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    [InlineData("Acme", false)]
    [InlineData("-acme", false)]
    [InlineData("acme-", false)]
    [InlineData("ac.me", false)]
    [InlineData("ac_me", false)]
    [InlineData("acmé", false)]
    [InlineData("xn--acm-dma", false)]
    [InlineData("operator", false)]
    [InlineData("www", false)]
    [InlineData("api", false)]
    [InlineData("admin", false)]
    [InlineData("mail", false)]
    public void A_subdomain_is_plain_and_not_reserved(string? slug, bool possible) => Assert.Equal(possible, Slug.IsPossible(slug));

    [Fact]
    public async Task A_company_is_listed_with_a_profile_and_a_salt_of_its_own()
    {
        var tenant = await spot.Company("Europe/Berlin");

        var entry = Assert.Single((await Directory.List()).Tenants, t => t.Tenant == tenant);
        Assert.True(entry.Active);
        var company = spot.Ask<ITenantGrain>(CallerKind.Reporter, tenant, TenantKey.Of(tenant));
        var profile = await company.Profile();
        Assert.Equal((entry.Slug, "Acme", "Fernhill", "Europe/Berlin"), (profile.Slug, profile.Name, profile.RunBy, profile.TimeZone));
        var salt = await company.Salt();
        Assert.Equal(32, salt.Length);
        var other = await spot.Company();
        Assert.NotEqual(salt, await spot.Ask<ITenantGrain>(CallerKind.Reporter, other, TenantKey.Of(other)).Salt());
    }

    [Fact]
    public async Task The_same_subdomain_again_is_the_same_company_through_a_restart()
    {
        var asked = new NewTenant { Slug = "again", Name = "Again", RunBy = "Fernhill" };
        var first = (await Directory.Create(asked))!;
        var salt = await spot.Ask<ITenantGrain>(CallerKind.Reporter, first.Tenant, TenantKey.Of(first.Tenant)).Salt();
        var version = (await Directory.List()).Version;

        await spot.Restart();

        Assert.Equal(first, await Directory.Create(asked with { Name = "Another name" }));
        Assert.Equal(version, (await Directory.List()).Version);
        Assert.Equal(salt, await spot.Ask<ITenantGrain>(CallerKind.Reporter, first.Tenant, TenantKey.Of(first.Tenant)).Salt());
    }

    [Fact]
    public async Task A_reserved_subdomain_makes_nothing()
    {
        var version = (await Directory.List()).Version;

        Assert.Null(await Directory.Create(new NewTenant { Slug = "operator", Name = "Not me", RunBy = "Fernhill" }));

        Assert.Equal(version, (await Directory.List()).Version);
    }

    [Fact]
    public async Task Nobody_of_one_company_asks_another()
    {
        var here = await spot.Company();
        var there = await spot.Company();

        await Assert.ThrowsAsync<CallerRefusedException>(() => spot.Ask<ITenantGrain>(CallerKind.Administrator, here, TenantKey.Of(there)).Administrators());
        // The installation sets companies up; it asks nothing else of them.
        await Assert.ThrowsAsync<CallerRefusedException>(() => spot.Ask<ITenantGrain>(CallerKind.Operator, TenantId.Installation, TenantKey.Of(there)).Administrators());
        await Assert.ThrowsAsync<CallerRefusedException>(() => spot.Ask<ITenantGrain>(CallerKind.Service, TenantId.Installation, TenantKey.Of(there)).Keys());
    }
}
