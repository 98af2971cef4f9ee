using System.Net;
using System.Net.Sockets;

namespace Spot.Testing.Application;

/// <summary>Ports that nobody listens on now.</summary>
public static class FreePort
{
    /// <summary>The next one.</summary>
    public static int Next()
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        probe.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)probe.LocalEndPoint!).Port;
    }
}
