using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Spot.Silo.Storage.Orleans;
using Spot.Silo.Storage.Sqlite;
using Spot.Grains.Conversations;
using Spot.Grains.Operations;

namespace Spot.Silo.Hosting;

/// <summary>Puts the silo into a process.</summary>
public static class SpotSilo
{
    /// <summary>The name of the cluster and of the service. Part of stored rows' keys: it never changes.</summary>
    public const string Name = "spot";

    /// <summary>The embedded silo: a cluster of one, in this process.</summary>
    /// <param name="builder">The process.</param>
    /// <param name="store">The opened files. Whoever opened them closes them, after the process has stopped: grains write until their last moment.</param>
    /// <param name="configure">The silo's settings.</param>
    public static IHostApplicationBuilder AddSpotSilo(this IHostApplicationBuilder builder, SqliteStore store, Action<SpotSiloOptions> configure)
    {
        var options = new SpotSiloOptions();
        configure(options);
        builder.Services.AddOptions<SpotSiloOptions>().Configure(configure)
            .Validate(o => o.AnswerWithin >= SpotSiloOptions.AnswerAtLeast && o.AnswerWithin <= SpotSiloOptions.AnswerAtMost,
                $"Silo:AnswerWithin must be between {SpotSiloOptions.AnswerAtLeast} and {SpotSiloOptions.AnswerAtMost}.")
            .ValidateOnStart();
        builder.UseOrleans(silo => silo
            .UseLocalhostClustering(siloPort: ClosedPort.Free(), gatewayPort: 0, serviceId: Name, clusterId: Name)
            .RefuseConnections()
            .AddSpotStorage(store)
            .AddSpotCallers()
            .AddSpotRooms()
            .Configure<SiloMessagingOptions>(o => o.ResponseTimeout = options.AnswerWithin));
        return builder;
    }

    /// <summary>Who may call whom.</summary>
    public static ISiloBuilder AddSpotCallers(this ISiloBuilder silo) => silo
        .AddIncomingGrainCallFilter<CallerFilter>()
        .AddOutgoingGrainCallFilter<ServiceStamp>();

    /// <summary>What the rooms' grains need.</summary>
    public static ISiloBuilder AddSpotRooms(this ISiloBuilder silo)
    {
        silo.Services.AddConversations();
        foreach (var states in GrainStates.Contexts) silo.Services.AddGrainStateJson(states);
        return silo;
    }
}
