using System.Net;
using System.Net.Sockets;
using Orleans.Configuration;

namespace Spot.Silo.Hosting;

/// <summary>The silo's port in the embedded process. Orleans always listens on one and asks nobody who they are; a process that is a cluster by itself
/// expects nobody, so whoever connects is hung up on before a byte is read.</summary>
public static class ClosedPort
{
    /// <summary>A loopback port that is free now.</summary>
    public static int Free()
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        probe.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)probe.LocalEndPoint!).Port;
    }

    /// <summary>Hangs up on every connection to the silo's port.</summary>
    public static ISiloBuilder RefuseConnections(this ISiloBuilder silo) => silo.Configure<SiloConnectionOptions>(options =>
        options.ConfigureSiloInboundConnection(connection => connection.Use(_ => context =>
        {
            context.Abort();
            return Task.CompletedTask;
        })));
}
