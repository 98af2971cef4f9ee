using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Orleans.TestingHost;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Trust;
using Spot.Silo.Hosting;
using Spot.Silo.Storage.Sqlite;
using Spot.Silo.Trust;
using Spot.Testing;

namespace Spot.Grains.Tests.Trust;

/// <summary>A silo with real storage for the journal and the vault, files for the authority, and a clock that stands still.</summary>
public sealed class TrustSilo : IAsyncLifetime
{
    private InProcessTestCluster cluster = null!;
    private SqliteStore store = null!;

    internal TemporaryFolder Folder { get; } = new();

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 26, 9, 30, 0, TimeSpan.Zero));

    public IGrainFactory Grains => cluster.Client;

    internal Spot.Grains.Journal.IJournal Journal => store.Journal;

    public string KeyFile => Path.Combine(Folder.Path, "keys", RecordAuthorityFiles.KeyName);

    public string CertificatesFile => Path.Combine(Folder.Path, "data", RecordAuthorityFiles.CertificatesName);

    public async ValueTask InitializeAsync()
    {
        var (data, keys) = (Path.Combine(Folder.Path, "data"), Path.Combine(Folder.Path, "keys"));
        store = SqliteStore.Open(new SqliteStorageOptions { DataFolder = data, KeysFolder = keys }, TimeProvider.System);
        await store.Prepare();
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.AddSpotCallers().AddMemoryGrainStorage("spot");
            silo.Services.AddSingleton(store.Journal).AddSingleton(store.Vault)
                .AddSingleton<IRecordAuthority>(new RecordAuthorityFiles(keys, data))
                .AddKeyedSingleton<TimeProvider>(TimeProviderNames.Grains, Clock);
        });
        cluster = builder.Build();
        await cluster.DeployAsync();
    }

    /// <summary>Ends every activation: the next call reads from storage.</summary>
    public async Task Forget()
    {
        Caller.Stamp(CallerKind.Service, TenantId.Installation);
        await Grains.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero);
    }

    public async ValueTask DisposeAsync()
    {
        await cluster.StopAllSilosAsync();
        await cluster.DisposeAsync();
        store.Dispose();
        Folder.Dispose();
    }
}
