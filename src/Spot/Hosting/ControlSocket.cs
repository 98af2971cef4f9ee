using System.Net.Sockets;

namespace Spot.Hosting;

/// <summary>How a verb speaks to the Spot that runs on the same data: one line asked, one line answered, over a socket file that only the same user
/// can open. So no verb ever touches the files of a running Spot.</summary>
public sealed partial class ControlSocket(OwnerLinks links, SpotSettings settings, ILogger<ControlSocket> logger) : BackgroundService
{
    /// <summary>The longest path a socket file may have on every system.</summary>
    private const int LongestPath = 100;

    private const string OwnerLink = "owner-link ";
    private Socket? listening;

    /// <summary>The socket's file.</summary>
    public static string PathIn(string data) => Path.Combine(data, "control.sock");

    /// <summary>Asks the running Spot for an owner's link.</summary>
    /// <returns>Its answer; null: nothing runs on this data.</returns>
    public static async Task<string?> AskOwnerLink(string data, string slug, CancellationToken cancellation)
    {
        var path = PathIn(data);
        if (!File.Exists(path)) return null;
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation);
        }
        catch (SocketException)
        {
            return null; // Left over from a process that was killed.
        }
        await using var stream = new NetworkStream(socket);
        await using var writer = new StreamWriter(stream) { AutoFlush = true };
        using var reader = new StreamReader(stream);
        await writer.WriteLineAsync($"{OwnerLink}{slug}".AsMemory(), cancellation);
        return await reader.ReadLineAsync(cancellation);
    }

    /// <inheritdoc/>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        var path = PathIn(settings.Data);
        if (OperatingSystem.IsWindows() || path.Length > LongestPath)
        {
            Log.NoSocket(logger);
            return Task.CompletedTask;
        }
        File.Delete(path);
        listening = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listening.Bind(new UnixDomainSocketEndPoint(path));
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        listening.Listen(4);
        return base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (listening is null) return;
        listening.Dispose();
        File.Delete(PathIn(settings.Data));
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            using var asking = await listening!.AcceptAsync(stoppingToken);
            try
            {
                await Answer(asking, stoppingToken);
            }
            catch (Exception failure) when (failure is IOException or TimeoutException or OrleansException)
            {
                Log.NotAnswered(logger, failure.GetType().Name);
            }
        }
    }

    private async Task Answer(Socket asking, CancellationToken cancellation)
    {
        await using var stream = new NetworkStream(asking);
        await using var writer = new StreamWriter(stream) { AutoFlush = true };
        using var reader = new StreamReader(stream);
        var asked = await reader.ReadLineAsync(cancellation);
        var answer = asked is not null && asked.StartsWith(OwnerLink, StringComparison.Ordinal) ? await links.Say(asked[OwnerLink.Length..]) : "This Spot does not know that request.";
        await writer.WriteLineAsync(answer.AsMemory(), cancellation);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The control socket could not be made here (the data folder's path is too long): `spot owner link` works while Spot is stopped.")]
        public static partial void NoSocket(ILogger logger);

        [LoggerMessage(2, LogLevel.Warning, "A request on the control socket was not answered ({Failure}).")]
        public static partial void NotAnswered(ILogger logger, string failure);
    }
}
