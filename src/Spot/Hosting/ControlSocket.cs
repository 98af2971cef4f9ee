using System.Net.Sockets;
using System.Text;

namespace Spot.Hosting;

/// <summary>How a verb speaks to the Spot that runs on the same data: one line asked, one line answered, over a socket file that only the same user
/// can open. So no verb ever touches the files of a running Spot.</summary>
public sealed partial class ControlSocket(OwnerLinks links, SpotSettings settings, TimeProvider time, ILogger<ControlSocket> logger) : BackgroundService
{
    /// <summary>The longest path a socket file may have on every system.</summary>
    private const int LongestPath = 100;

    /// <summary>The longest request.</summary>
    private const int LongestRequest = 200;

    /// <summary>How many are served at once; whoever comes then is served when one of them is done.</summary>
    private const int AtOnce = 8;

    private const string OwnerLink = "owner-link ";

    /// <summary>How long a program may take to say its line and to hear the answer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>How long a verb waits for the running Spot.</summary>
    private static readonly TimeSpan VerbsPatience = TimeSpan.FromSeconds(30);

    private Socket? listening;

    /// <summary>The socket's file.</summary>
    public static string PathIn(string data) => Path.Combine(data, "control.sock");

    /// <summary>Asks the running Spot for an owner's link.</summary>
    /// <returns>Its answer; null: nothing runs on this data.</returns>
    /// <exception cref="RefusalException">It runs and does not answer.</exception>
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
        using var limit = new CancellationTokenSource(VerbsPatience, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        try
        {
            await using var stream = new NetworkStream(socket);
            using var reader = new StreamReader(stream);
            await stream.WriteAsync(Encoding.UTF8.GetBytes($"{OwnerLink}{slug}\n"), either.Token);
            if (await reader.ReadLineAsync(either.Token) is { } answer) return answer;
        }
        catch (Exception failure) when (failure is IOException || (failure is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            // It hung up, or says nothing: the same words for both.
        }
        throw new RefusalException("The running Spot did not answer. Its log says why; try again, or stop it and ask once more.");
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
        // Each on its own: one that says nothing keeps nobody else waiting, and itself not for long.
        using var places = new SemaphoreSlim(AtOnce);
        while (!stoppingToken.IsCancellationRequested)
        {
            await places.WaitAsync(stoppingToken);
            _ = Serve(await listening!.AcceptAsync(stoppingToken), places, stoppingToken);
        }
    }

    private async Task Serve(Socket asking, SemaphoreSlim places, CancellationToken stopping)
    {
        try
        {
            using var limit = new CancellationTokenSource(Patience, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, limit.Token);
            await using var stream = new NetworkStream(asking, ownsSocket: true);
            await Answer(stream, either.Token);
        }
        catch (Exception failure) when (failure is IOException or TimeoutException or OrleansException or OperationCanceledException)
        {
            if (!stopping.IsCancellationRequested) Log.NotAnswered(logger, failure.GetType().Name);
        }
        finally
        {
            if (!stopping.IsCancellationRequested) places.Release();
        }
    }

    private async Task Answer(NetworkStream stream, CancellationToken cancellation)
    {
        var asked = await Line(stream, cancellation);
        var answer = asked.StartsWith(OwnerLink, StringComparison.Ordinal)
            ? await links.Say(asked[OwnerLink.Length..]).WaitAsync(cancellation)
            : "This Spot does not know that request.";
        await stream.WriteAsync(Encoding.UTF8.GetBytes(answer + "\n"), cancellation);
    }

    private static async Task<string> Line(NetworkStream stream, CancellationToken cancellation)
    {
        var bytes = new byte[LongestRequest];
        var length = 0;
        while (length < bytes.Length && !bytes.AsSpan(0, length).Contains((byte)'\n'))
        {
            var read = await stream.ReadAsync(bytes.AsMemory(length), cancellation);
            if (read == 0) break;
            length += read;
        }

        var text = Encoding.UTF8.GetString(bytes, 0, length);
        return text.Split('\n')[0].TrimEnd('\r');
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The control socket could not be made here (the data folder's path is too long): `spot owner link` works while Spot is stopped.")]
        public static partial void NoSocket(ILogger logger);

        [LoggerMessage(2, LogLevel.Warning, "A request on the control socket was not answered ({Failure}).")]
        public static partial void NotAnswered(ILogger logger, string failure);
    }
}
