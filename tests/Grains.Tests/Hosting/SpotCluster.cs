using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Orleans.TestingHost;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Abstractions.Tenants;
using Spot.Silo.Hosting;
using Spot.Silo.Storage.Orleans;
using Spot.Silo.Storage.Sqlite;
using Spot.Testing;

namespace Spot.Grains.Tests.Hosting;

/// <summary>A silo in this process over real files in a folder of its own: real storage, real sealing, the real filter. Its grains' clock is the test's.</summary>
public sealed class SpotCluster : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private InProcessTestCluster? cluster;
    private SqliteStore? store;

    /// <summary>The grains' clock: stands still until a test moves it.</summary>
    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 3, 10, 0, 0, TimeSpan.Zero));

    /// <summary>The way to the grains; stamp a caller first.</summary>
    public IGrainFactory Grains => Cluster.Client;

    /// <summary>What the silo is made of.</summary>
    public IServiceProvider Silo => Cluster.Silos[0].ServiceProvider;

    /// <summary>Where data and keys lie.</summary>
    public TemporaryFolder Folder => folder;

    private InProcessTestCluster Cluster => cluster ?? throw new InvalidOperationException("Not started.");

    /// <summary>A grain, asked as somebody of a company.</summary>
    public T Ask<T>(CallerKind kind, TenantId tenant, string key)
        where T : IGrainWithStringKey
    {
        Caller.Stamp(kind, tenant);
        return Grains.GetGrain<T>(key);
    }

    /// <summary>A new company.</summary>
    public async Task<TenantId> Company(string timeZone = "Etc/UTC")
    {
        var directory = Ask<IDirectoryGrain>(CallerKind.Service, TenantId.Installation, DirectoryKey.All);
        var slug = $"company-{Id16.Random().ToString()[..12]}";
        var entry = await directory.Create(new NewTenant { Slug = slug, Name = "Acme", RunBy = "Fernhill", TimeZone = timeZone });
        return entry!.Tenant;
    }

    /// <summary>Stops everything and starts again on the same files.</summary>
    public async Task Restart()
    {
        await Stop();
        cluster = await Start();
    }

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => cluster = await Start();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Stop();
        folder.Dispose();
    }

    private async Task Stop()
    {
        if (cluster is not null) await cluster.DisposeAsync();
        store?.Dispose();
    }

    private async Task<InProcessTestCluster> Start()
    {
        var opened = store = SqliteStore.Open(new SqliteStorageOptions { DataFolder = folder["data"], KeysFolder = folder["keys"] }, TimeProvider.System);
        await opened.Prepare();
        var builder = new InProcessTestClusterBuilder(initialSilosCount: 1);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.AddSpotStorage(opened).AddSpotCallers().AddSpotRooms();
            silo.Services.AddKeyedSingleton<TimeProvider>(TimeProviderNames.Grains, Clock);
        });
        var started = builder.Build();
        await started.DeployAsync();
        return started;
    }
}
