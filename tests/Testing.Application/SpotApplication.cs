using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Spot.Hosting;

namespace Spot.Testing.Application;

/// <summary>The whole of Spot in this process, on a free port, over a folder of its own: real files, real keys, real TLS.</summary>
public sealed class SpotApplication : IAsyncDisposable
{
    private readonly TemporaryFolder? folder;
    private readonly bool fakeClock;
    private SpotProcess? process;

    private SpotApplication(TemporaryFolder? folder, SpotSettings settings, bool fakeClock)
    {
        this.folder = folder;
        this.fakeClock = fakeClock;
        Settings = settings;
        // From the real moment on: what signs and protects goes by the real clock, and must not find itself in another year.
        Clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
    }

    /// <summary>What it was started with.</summary>
    public SpotSettings Settings { get; }

    /// <summary>The grains' clock, where it was asked for; it stands still until it is advanced. Orleans' own clocks are never touched.</summary>
    public FakeTimeProvider Clock { get; }

    /// <summary>Whether grains go by <see cref="Clock"/>.</summary>
    public bool HasFakeClock => fakeClock;

    /// <summary>The clock that grains go by.</summary>
    public TimeProvider GrainClock => fakeClock ? Clock : TimeProvider.System;

    /// <summary>The process's services.</summary>
    public IServiceProvider Services => (process ?? throw new InvalidOperationException("Spot is stopped.")).Services;

    /// <summary>The grains, asked as whoever is stamped on the call.</summary>
    public IGrainFactory Grains => Services.GetRequiredService<IGrainFactory>();

    /// <summary>Starts Spot.</summary>
    /// <param name="fakeClock">Whether grains, timers and reminders go by <see cref="Clock"/>.</param>
    /// <param name="settings">Settings other than a test's usual ones.</param>
    public static async Task<SpotApplication> Start(bool fakeClock = false, params (string Name, string? Value)[] settings)
    {
        var folder = new TemporaryFolder();
        try
        {
            var application = new SpotApplication(folder, SettingsIn(folder, settings), fakeClock);
            await application.StartAgain();
            return application;
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Settings for a folder of a test, on a port that is free now.</summary>
    public static SpotSettings SettingsIn(TemporaryFolder folder, params (string Name, string? Value)[] more)
    {
        (string Name, string? Value)[] usual =
        [
            (nameof(SpotSettings.Data), folder["data"]),
            (nameof(SpotSettings.Keys), folder["keys"]),
            (nameof(SpotSettings.Port), FreePort.Next().ToString(System.Globalization.CultureInfo.InvariantCulture)),
            // A machine that runs tests is slower than one that serves people; a late answer is tested where it is meant.
            ("Silo:AnswerWithin", "00:00:30"),
            // What a password costs is tested by itself; here it would only take time.
            ("Administrators:MemoryKiB", "64"),
            ("Administrators:Passes", "1"),
            ("Administrators:Lanes", "1"),
        ];
        return SpotSettings.Read([.. usual.Where(u => !more.Any(m => m.Name == u.Name)), .. more]);
    }

    /// <summary>Stops it in order; everything stays on disk.</summary>
    public async Task Stop()
    {
        if (process is null) return;
        await process.DisposeAsync();
        process = null;
    }

    /// <summary>Starts it again on the same folder and port.</summary>
    public async Task StartAgain() => process = await SpotProcess.Start(Settings, services =>
    {
        if (!fakeClock) return;
        services.AddKeyedSingleton<TimeProvider>(TimeProviderNames.Grains, Clock);
        services.AddKeyedSingleton<TimeProvider>(Orleans.Reminders.ReminderTimeProviderNames.Reminders, Clock);
    });

    /// <summary>A browser of its own: its cookies are nobody else's.</summary>
    public SpotClient Browser(string slug = FirstRun.DemoSlug) => new(Settings.Addresses.AddressOf(slug), Authority);

    /// <summary>A browser on the bare domain.</summary>
    public SpotClient BrowserOnBareDomain() => new(Settings.Addresses.Address, Authority);

    /// <summary>The authority whose certificates it shows.</summary>
    public X509Certificate2 Authority => X509CertificateLoader.LoadCertificateFromFile(AuthorityFile);

    /// <summary>The authority's file, for programs that take one.</summary>
    public string AuthorityFile => AuthorityFileOf(Settings);

    /// <summary>Where an installation keeps its authority's certificate.</summary>
    public static string AuthorityFileOf(SpotSettings settings) => Path.Combine(settings.Certificates, $"{settings.Domain}.ca.crt");

    /// <summary>A new one-time link for the first owner; null: there is one.</summary>
    public Task<Uri?> OwnerLink(string slug = FirstRun.DemoSlug) => Services.GetRequiredService<OwnerLinks>().Make(slug);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Stop();
        folder?.Dispose();
    }
}
