using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Providers;
using Orleans.Serialization.Serializers;
using Orleans.Storage;
using Spot.Grains.Vault;
using Spot.Silo.Storage.Sqlite;

namespace Spot.Silo.Storage.Orleans;

/// <summary>Puts everything durable of an embedded installation into a silo.</summary>
public static class SpotSqliteStorage
{
    /// <summary>The name grains ask for in <c>[PersistentState("state", "spot")]</c>; also the default.</summary>
    public const string Name = "spot";

    private const string RowsName = "spot-rows";

    /// <summary>Orleans' name for this engine; it loads Microsoft.Data.Sqlite.</summary>
    private const string Invariant = "System.Data.SQLite";

    /// <summary>Registers journal, vault, sealed grain storage and reminders over the files of an installation, opened when the silo starts and
    /// closed after its grains.</summary>
    /// <remarks>Opening may refuse with a <see cref="DataRefusedException"/>, which the host's start then throws.</remarks>
    public static ISiloBuilder AddSpotSqliteStorage(this ISiloBuilder silo, SqliteStorageOptions options)
    {
        silo.Services.AddSingleton(services => SqliteStore.Open(options, services.GetRequiredService<TimeProvider>()));
        silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(services => new StoreLifecycle(services, closes: true));
        return Add(silo);
    }

    /// <summary>As above, over a store that its caller has opened and closes after the silo.</summary>
    public static ISiloBuilder AddSpotSqliteStorage(this ISiloBuilder silo, SqliteStore store)
    {
        silo.Services.AddSingleton(store);
        silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(services => new StoreLifecycle(services, closes: false));
        return Add(silo);
    }

    private static ISiloBuilder Add(ISiloBuilder silo)
    {
        silo.Services.AddSingleton(services => services.GetRequiredService<SqliteStore>().Journal);
        silo.Services.AddSingleton(services => services.GetRequiredService<SqliteStore>().Vault);
        silo.Services.AddSingleton<GrainStateJson>();
        silo.Services.AddKeyedSingleton<IGrainStorage>(Name, (services, _) => new EncryptedGrainStorage(
            services.GetRequiredKeyedService<IGrainStorage>(RowsName), services.GetRequiredService<IVault>(), services.GetRequiredService<GrainStateJson>(), services.GetRequiredService<IActivatorProvider>()));
        silo.Services.AddKeyedSingleton(ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME, (services, _) => services.GetRequiredKeyedService<IGrainStorage>(Name));
        silo.AddAdoNetGrainStorage(RowsName, (OptionsBuilder<AdoNetGrainStorageOptions> rows) => rows.Configure<SqliteStore>((options, store) =>
        {
            options.Invariant = Invariant;
            options.DataSource = store.Side;
            options.DeleteStateOnClear = true;
            options.GrainStorageSerializer = new SealedStateSerializer();
        }));
        silo.UseAdoNetReminderService(reminders => reminders.Configure<SqliteStore>((options, store) =>
        {
            options.Invariant = Invariant;
            options.DataSource = store.Side;
        }));
        return silo;
    }

    /// <summary>Opens before any grain, and closes after the last.</summary>
    private sealed class StoreLifecycle(IServiceProvider services, bool closes) : ILifecycleParticipant<ISiloLifecycle>
    {
        private SqliteStore? opened;

        public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(nameof(SqliteStore), ServiceLifecycleStage.RuntimeStorageServices, Open, Close);

        private Task Open(CancellationToken cancellation)
        {
            opened = services.GetRequiredService<SqliteStore>();
            return opened.Prepare();
        }

        // What was taken on is still written, however impatient the stop is.
        private Task Close(CancellationToken cancellation) => closes && opened is { } store ? Task.Run(store.Dispose, CancellationToken.None) : Task.CompletedTask;
    }
}
