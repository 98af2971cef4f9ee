using System.Text.Json.Serialization;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using Orleans.TestingHost;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Vault;
using Spot.Silo.Storage.Orleans;
using Spot.Silo.Storage.Sqlite;
using Spot.Testing;

namespace Spot.Silo.Tests.Storage;

/// <summary>One silo over a data folder, which can be stopped and started again.</summary>
public sealed class EmbeddedSilo : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private InProcessTestCluster? cluster;
    private SqliteStore? store;

    public TenantId Tenant { get; } = TenantId.Random();

    public TemporaryFolder Folder => folder;

    public string DataFile => Path.Combine(folder["data"], SqliteStore.DataName);

    public IServiceProvider Services => cluster!.GetSiloServiceProvider();

    public IGrainFactory Grains => cluster!.Client;

    public IVault Vault => Services.GetRequiredService<IVault>();

    public IGrainStorage Storage => Services.GetRequiredKeyedService<IGrainStorage>(SpotSqliteStorage.Name);

    public static async Task<EmbeddedSilo> Start()
    {
        var silo = new EmbeddedSilo();
        await silo.Run();
        await silo.Vault.CreateTenant(silo.Tenant, CancellationToken.None);
        return silo;
    }

    public async Task Restart()
    {
        await Stop();
        await Run();
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        folder.Dispose();
    }

    private async Task Run()
    {
        var opened = store = SqliteStore.Open(new SqliteStorageOptions { DataFolder = folder["data"], KeysFolder = folder["keys"] }, TimeProvider.System);
        await opened.Prepare();
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureSilo((_, silo) => silo.AddSpotStorage(opened).Services.AddGrainStateJson(TestStates.Default));
        cluster = builder.Build();
        await cluster.DeployAsync();
    }

    private async Task Stop()
    {
        if (cluster is null) return;
        await cluster.StopAllSilosAsync();
        await cluster.DisposeAsync();
        cluster = null;
        store?.Dispose();
    }
}

/// <summary>What these tests store.</summary>
[JsonSerializable(typeof(EncryptedGrainStorageTests.Profile)), JsonSerializable(typeof(EmbeddedSiloTests.Count))]
internal sealed partial class TestStates : JsonSerializerContext;
