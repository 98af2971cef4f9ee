using System.Diagnostics;
using System.Net;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Abstractions.Tenants;
using Spot.Testing.Application;
using Spot.Tests.Hosting;

[assembly: AssemblyFixture(typeof(SharedSpot))]

namespace Spot.Tests.Hosting;

/// <summary>One Spot for all proofs that neither stop it nor touch its files; each takes a company of its own.</summary>
public sealed class SharedSpot : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private const int Companies = 48;
    private readonly Lazy<Task<SpotApplication>> starting = new(Start);
    private int companies;

    /// <summary>The application, started by whoever asks first.</summary>
    public Task<SpotApplication> Spot => starting.Value;

    /// <inheritdoc/>
    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (starting.IsValueCreated) await (await starting.Value).DisposeAsync();
    }

    /// <summary>A company that nobody has used, once its pages answer.</summary>
    internal async Task<CompanyUnderTest> NewCompany()
    {
        var spot = await Spot;
        var number = Interlocked.Increment(ref companies);
        Assert.True(number <= Companies, "There are more tests than companies.");
        var company = new CompanyUnderTest(spot, SlugOf(number));
        var began = Stopwatch.GetTimestamp();
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        do Assert.True(Stopwatch.GetElapsedTime(began) < Patience, "The new company's pages do not answer.");
        while (!await Answers(company) && await look.WaitForNextTickAsync());
        return company;
    }

    private static string SlugOf(int number) => $"firm{number}";

    // All at once: a front door asks for the list of companies every few seconds only.
    private static async Task<SpotApplication> Start()
    {
        var spot = await SpotApplication.Start();
        Caller.Stamp(CallerKind.Service, TenantId.Installation);
        var directory = spot.Grains.GetGrain<IDirectoryGrain>(DirectoryKey.All);
        for (var number = 1; number <= Companies; number++)
            Assert.NotNull(await directory.Create(new NewTenant { Slug = SlugOf(number), Name = "Firm", RunBy = "the tests", TimeZone = "Etc/UTC" }));
        return spot;
    }

    private static async Task<bool> Answers(CompanyUnderTest company)
    {
        using var visitor = company.Browser();
        try
        {
            return (await visitor.Get("/")).Status == HttpStatusCode.OK;
        }
        catch (HttpRequestException unknown) when (unknown.InnerException is System.Security.Authentication.AuthenticationException)
        {
            return false; // Not on the front door's list yet, so there is no certificate of its name.
        }
    }
}

/// <summary>A company of one test.</summary>
internal sealed record CompanyUnderTest(SpotApplication Spot, string Slug)
{
    /// <summary>How many rows the company has in the journal.</summary>
    public async Task<long> Rows()
    {
        Caller.Stamp(CallerKind.Service, TenantId.Installation);
        var tenant = (await Spot.Grains.GetGrain<IDirectoryGrain>(DirectoryKey.All).List()).Tenants.Single(t => t.Slug == Slug).Tenant.Value;
        return DataFile.Count(Spot.Settings, $"SELECT (SELECT count(*) FROM stream WHERE tenant = x'{tenant}') + (SELECT count(*) FROM entry WHERE tenant = x'{tenant}')");
    }

    /// <summary>A browser of nobody yet.</summary>
    public SpotClient Browser() => Spot.Browser(Slug);

    /// <summary>A reporter with a browser.</summary>
    public Reporter Reporter() => new(Browser());

    /// <summary>Its owner, set up and signed in.</summary>
    public async Task<Staff> Owner(string name = "Ada Owner", string mail = "ada@firm.example")
    {
        var owner = new Staff(Browser());
        var page = await owner.SetUp((await Spot.OwnerLink(Slug))!, name, mail);
        Assert.Equal("/admin", page.At.AbsolutePath);
        return owner;
    }

    /// <summary>A case handler whom the owner invites, set up and signed in.</summary>
    public async Task<Staff> Handler(Staff owner, string name = "Ben Handler", string mail = "ben@firm.example")
    {
        var handler = new Staff(Browser());
        var page = await handler.SetUp(await owner.Invite(name, mail), name, mail);
        Assert.Equal("/admin", page.At.AbsolutePath);
        return handler;
    }
}
