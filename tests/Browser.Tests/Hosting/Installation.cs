using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Spot.Api.Hosting;
using Spot.Browser.Tests.Hosting;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Abstractions.Tenants;
using Spot.Testing.Application;

[assembly: AssemblyFixture(typeof(Installation))]

namespace Spot.Browser.Tests.Hosting;

/// <summary>One Spot and one Chromium for the whole run. Every test has a company of its own, so that none sees another's reports.</summary>
public sealed class Installation : IAsyncLifetime
{
    private readonly SemaphoreSlim making = new(1, 1);
    private SpotApplication? application;
    private Chromium? chromium;
    private Elsewhere? elsewhere;

    internal SpotApplication Application => application!;

    internal Chromium Chromium => chromium!;

    internal Elsewhere Elsewhere => elsewhere!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        Assertions.SetDefaultExpectTimeout(20_000);
        elsewhere = await Elsewhere.Start();
        application = await SpotApplication.Start();
        chromium = await Chromium.Start([application.AuthorityFile, elsewhere.AuthorityFile], elsewhere);
    }

    /// <summary>A new company without anybody who reads. All are called Acme; their addresses differ.</summary>
    internal async Task<Uri> NewCompany()
    {
        var slug = $"acme-{RandomNumberGenerator.GetHexString(6, lowercase: true)}";
        await making.WaitAsync();
        try
        {
            Caller.Stamp(CallerKind.Service, TenantId.Installation);
            _ = await Application.Grains.GetGrain<IDirectoryGrain>(DirectoryKey.All).Create(
                new NewTenant { Slug = slug, Name = "Acme", RunBy = "Rowan Hosting", TimeZone = "Europe/Berlin" })
                ?? throw new InvalidOperationException($"No company at {slug}.");
        }
        finally
        {
            making.Release();
        }
        // The front door asks for a company it does not know once a second at most.
        var directory = Application.Services.GetRequiredService<TenantDirectory>();
        await BrowserTest.WaitUntil(async () => await directory.Find(slug) is not null);
        return Application.Settings.Addresses.AddressOf(slug);
    }

    /// <summary>The one-time link for a company's first owner.</summary>
    internal async Task<Uri> OwnerLink(Uri company) =>
        await Application.OwnerLink(company.Host.Split('.')[0]) ?? throw new InvalidOperationException("There is an owner already.");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (chromium is not null) await chromium.DisposeAsync();
        if (application is not null) await application.DisposeAsync();
        if (elsewhere is not null) await elsewhere.DisposeAsync();
        making.Dispose();
    }
}
