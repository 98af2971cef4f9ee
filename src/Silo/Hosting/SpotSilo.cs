using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Spot.Grains.Conversations;

namespace Spot.Silo.Hosting;

/// <summary>Puts the silo into a process.</summary>
public static class SpotSilo
{
    /// <summary>The name of the cluster and of the service. Part of stored rows' keys: it never changes.</summary>
    public const string Name = "spot";

    /// <summary>The embedded silo: a cluster of one, in this process, over the files of <see cref="SpotSiloOptions.Data"/>.</summary>
    public static IHostApplicationBuilder AddSpotSilo(this IHostApplicationBuilder builder, Action<SpotSiloOptions> configure)
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
            .AddSpotStorage(options)
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
        return silo;
    }

    private static ISiloBuilder AddSpotStorage(this ISiloBuilder silo, SpotSiloOptions options)
    {
        _ = options;
        return silo.AddMemoryGrainStorageAsDefault().UseInMemoryReminderService();
    }
}
