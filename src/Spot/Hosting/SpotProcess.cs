using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;
using Spot.Api.Hosting;
using Spot.Api.Hosting.Tls;
using Spot.Silo.Hosting;
using Spot.Silo.Storage.Sqlite;

namespace Spot.Hosting;

/// <summary>The embedded default: silo and front door in one process, over one data folder.</summary>
public sealed class SpotProcess : IAsyncDisposable
{
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(15);

    private readonly SqliteStore store;
    private readonly WebApplication app;

    private SpotProcess(SpotSettings settings, SqliteStore store, WebApplication app)
    {
        Settings = settings;
        this.store = store;
        this.app = app;
    }

    /// <summary>What it was started with.</summary>
    public SpotSettings Settings { get; }

    /// <summary>The process's services.</summary>
    public IServiceProvider Services => app.Services;

    /// <summary>Starts everything; when it returns, browsers are answered.</summary>
    /// <param name="settings">Checked settings.</param>
    /// <param name="also">More services, or others: a test's clock.</param>
    /// <param name="cancellation">Gives up starting.</param>
    /// <exception cref="RefusalException">It cannot start here; the sentence says why and what to do.</exception>
    /// <exception cref="Silo.Storage.DataRefusedException">It cannot start on this data; the sentence says why and what to do.</exception>
    public static async Task<SpotProcess> Start(SpotSettings settings, Action<IServiceCollection>? also = null, CancellationToken cancellation = default)
    {
        var store = await Open(settings);
        try
        {
            RefuseTakenPort(settings.Port);
            var app = Compose(settings, store, also);
            try
            {
                await StartOrRefuse(app, settings, cancellation);
                return new SpotProcess(settings, store, app);
            }
            catch
            {
                await app.DisposeAsync();
                throw;
            }
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    /// <summary>Starts the silo alone, does one thing, and stops: for a verb that finds nothing running.</summary>
    public static async Task<T> WithSilo<T>(SpotSettings settings, Func<IServiceProvider, Task<T>> work, CancellationToken cancellation)
    {
        using var store = await Open(settings);
        var builder = Host.CreateEmptyApplicationBuilder(null);
        Quiet(builder.Logging);
        builder.AddSpotSilo(store, settings.Apply);
        builder.Services.AddOptions<ApiOptions>().Configure(settings.Apply);
        using var host = builder.Build();
        await StartOrRefuse(host, settings, cancellation);
        try
        {
            return await work(host.Services);
        }
        finally
        {
            await host.StopAsync(CancellationToken.None);
        }
    }

    /// <summary>Waits until the process is told to stop, and stops it in order: the door, the silo, the writers, the lock.</summary>
    public Task WaitForEnd() => app.WaitForShutdownAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        store.Dispose();
    }

    private static WebApplication Compose(SpotSettings settings, SqliteStore store, Action<IServiceCollection>? also)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "spot", ContentRootPath = AppContext.BaseDirectory });
        // Rooms read their own sections.
        builder.Configuration.AddConfiguration(settings.Configuration);
        Quiet(builder.Logging);
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel((_, kestrel) => Listen(kestrel, settings));
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = StopWithin);
        // In this order they start, and in the other they stop: silo, first company, front door; Kestrel comes last by itself.
        builder.AddSpotSilo(store, settings.Apply);
        builder.Services.AddHostedService<FirstRun>();
        builder.Services.AddSpotApi(settings.Apply);
        builder.Services.AddSingleton(settings).AddSingleton<OwnerLinks>().AddHostedService<ControlSocket>();
        also?.Invoke(builder.Services);
        return builder.Build().MapSpotApi();
    }

    private static void Listen(KestrelServerOptions kestrel, SpotSettings settings)
    {
        var certificates = kestrel.ApplicationServices.GetRequiredService<Certificates>();
        if (!kestrel.ApplicationServices.GetRequiredService<IOptions<ApiOptions>>().Value.IsLocal)
        {
            kestrel.ListenAnyIP(settings.Port, Secure);
            return;
        }
        kestrel.Listen(IPAddress.Loopback, settings.Port, Secure);
        if (Socket.OSSupportsIPv6) kestrel.Listen(IPAddress.IPv6Loopback, settings.Port, Secure);

        void Secure(ListenOptions listen)
        {
            listen.Protocols = HttpProtocols.Http1AndHttp2;
            listen.UseHttps(certificates.ForKestrel());
        }
    }

    // Warnings and errors only, on the console only: no line a request, on any route.
    private static void Quiet(ILoggingBuilder logging) => logging
        .SetMinimumLevel(LogLevel.Warning)
        // Orleans' warnings name grains, and a conversation's name with a time beside it says that somebody was here.
        .AddFilter("Orleans", LogLevel.Error)
        // Anybody can cause these from outside; what fails in our own pages is told by ErrorPages, without anybody's words in it.
        .AddFilter("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Critical)
        .AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.Error)
        .AddSimpleConsole(o => (o.SingleLine, o.ColorBehavior) = (true, LoggerColorBehavior.Default));

    // Before anything else: it refuses a second start, and a root key that is not this data's.
    private static async Task<SqliteStore> Open(SpotSettings settings)
    {
        var store = SqliteStore.Open(new SqliteStorageOptions
        {
            DataFolder = settings.Data,
            KeysFolder = settings.Keys,
            Address = settings.Addresses.AddressOf(FirstRun.DemoSlug).ToString(),
        }, TimeProvider.System);
        await store.Prepare();
        return store;
    }

    private static async Task StartOrRefuse(IHost host, SpotSettings settings, CancellationToken cancellation)
    {
        try
        {
            host.Services.GetService<IStartupValidator>()?.Validate();
            await host.StartAsync(cancellation);
        }
        catch (OptionsValidationException wrong)
        {
            throw new RefusalException(string.Join(' ', wrong.Failures));
        }
        catch (IOException taken) when (taken.InnerException is AddressInUseException)
        {
            throw PortTaken(settings.Port);
        }
        catch
        {
            // What did start is stopped in order, not torn down.
            await host.StopAsync(CancellationToken.None);
            throw;
        }
    }

    // Kestrel listens last; asked first, a taken port costs nothing and leaves nothing behind.
    private static void RefuseTakenPort(int port)
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            probe.Bind(new IPEndPoint(IPAddress.Loopback, port));
        }
        catch (SocketException taken) when (taken.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw PortTaken(port);
        }
        catch (SocketException denied) when (denied.SocketErrorCode == SocketError.AccessDenied)
        {
            throw new RefusalException($"This user may not listen on port {port}. Choose another with --port, above 1023.");
        }
    }

    private static RefusalException PortTaken(int port) => new($"Port {port} is taken by another program on this machine. Choose another with --port.");
}
