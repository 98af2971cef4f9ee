using Microsoft.Playwright;

namespace Spot.Browser.Tests.Hosting;

/// <summary>This machine's own Chromium, in a home of its own, that trusts what it is told to trust and nothing else. Nothing is ever downloaded.</summary>
/// <remarks>The variable <c>CHROMIUM</c> names another one.</remarks>
internal sealed class Chromium : IAsyncDisposable
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

    private readonly TrustStore home;
    private readonly IPlaywright playwright;
    private readonly IBrowser browser;

    private Chromium(TrustStore home, IPlaywright playwright, IBrowser browser) => (this.home, this.playwright, this.browser) = (home, playwright, browser);

    /// <summary>Starts it.</summary>
    /// <param name="authorities">Files of the authorities to trust.</param>
    /// <param name="elsewhere">Stands for the encyclopedia.</param>
    public static async Task<Chromium> Start(IEnumerable<string> authorities, Elsewhere elsewhere)
    {
        Environment.SetEnvironmentVariable("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        var home = await TrustStore.Make(authorities);
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Find(),
            Env = home.Environment(),
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
                "--disable-dev-shm-usage", "--font-render-hinting=none",
                // Names of companies lead here, the encyclopedia to a server of ours, every other name nowhere.
                $"--host-resolver-rules=MAP *.localhost 127.0.0.1, MAP {new Uri(Elsewhere.Encyclopedia).Host} 127.0.0.1:{elsewhere.Port}, MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
            ],
        });
        return new(home, playwright, browser);
    }

    /// <summary>A browser of its own as far as the site can tell: no cookies, no history.</summary>
    public Task<IBrowserContext> NewContext(BrowserNewContextOptions options) => browser.NewContextAsync(options);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
        home.Dispose();
    }

    private static string Find()
    {
        if (Environment.GetEnvironmentVariable("CHROMIUM") is { Length: > 0 } named) return named;
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return Names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name))).FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException("No Chromium on this machine: apt-get install chromium, or name one in the variable CHROMIUM.");
    }
}
