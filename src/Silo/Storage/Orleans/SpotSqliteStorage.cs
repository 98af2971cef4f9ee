using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Providers;
using Orleans.Serialization.Serializers;
using Orleans.Storage;
using Spot.Grains.Trust;
using Spot.Silo.Storage.Sqlite;
using Spot.Silo.Trust;

namespace Spot.Silo.Storage.Orleans;

/// <summary>Puts everything durable of an embedded installation into a silo.</summary>
public static class SpotSqliteStorage
{
    /// <summary>The name grains ask for in <c>[PersistentState("state", "spot")]</c>; also the default.</summary>
    public const string Name = "spot";

    private const string RowsName = "spot-rows";

    /// <summary>Orleans' name for this engine; it loads Microsoft.Data.Sqlite.</summary>
    private const string Invariant = "System.Data.SQLite";

    /// <summary>Journal, vault, sealed grain states and reminders over the opened files of an installation.</summary>
    /// <remarks>Whoever opened the store closes it, after the silo has stopped: grains write until their last moment.</remarks>
    public static ISiloBuilder AddSpotStorage(this ISiloBuilder silo, SqliteStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        silo.Services.AddSingleton(store.Journal).AddSingleton(store.Vault);
        silo.Services.AddSingleton<IRecordAuthority>(new RecordAuthorityFiles(store.Options.KeysFolder, store.Options.DataFolder));
        silo.Services.AddSingleton<GrainStateJson>();
        silo.Services.AddKeyedSingleton<IGrainStorage>(Name, (services, _) => new EncryptedGrainStorage(
            services.GetRequiredKeyedService<IGrainStorage>(RowsName), store.Vault, services.GetRequiredService<GrainStateJson>(), services.GetRequiredService<IActivatorProvider>()));
        silo.Services.AddKeyedSingleton(ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME, (services, _) => services.GetRequiredKeyedService<IGrainStorage>(Name));
        silo.AddAdoNetGrainStorage(RowsName, (OptionsBuilder<AdoNetGrainStorageOptions> rows) => rows.Configure(options =>
        {
            options.Invariant = Invariant;
            options.DataSource = store.Side;
            options.DeleteStateOnClear = true;
            options.GrainStorageSerializer = new SealedStateSerializer();
        }));
        silo.UseAdoNetReminderService(reminders => reminders.Configure(options =>
        {
            options.Invariant = Invariant;
            options.DataSource = store.Side;
        }));
        return silo;
    }
}
