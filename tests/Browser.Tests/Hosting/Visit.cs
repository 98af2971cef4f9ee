using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Spot.Browser.Tests.Hosting;

/// <summary>How somebody browses.</summary>
internal sealed record Browsing
{
    /// <summary>Whether scripts run.</summary>
    public bool Script { get; init; } = true;

    /// <summary>A phone of 360 by 740 points.</summary>
    public bool Phone { get; init; }

    /// <summary>Whether the person asked for less motion.</summary>
    public bool LessMotion { get; init; }

    /// <summary>Whether the system sets the colours.</summary>
    public bool ForcedColors { get; init; }

    /// <summary>Scripts off.</summary>
    public static Browsing Plain => new() { Script = false };
}

/// <summary>One person's browser on one company's pages.</summary>
internal sealed class Visit : IAsyncDisposable
{
    private readonly List<string> complaints = [];
    private readonly List<Regex> allowed = [];
    private readonly string host;

    private Visit(IBrowserContext context, Uri company)
    {
        Context = context;
        Company = company;
        host = company.Authority;
    }

    /// <summary>The company's address.</summary>
    public Uri Company { get; }

    /// <summary>The browser.</summary>
    public IBrowserContext Context { get; }

    /// <summary>Its first tab.</summary>
    public IPage Page { get; private set; } = null!;

    /// <summary>What went wrong without anybody seeing it on the page.</summary>
    public IReadOnlyList<string> Complaints => [.. complaints.Where(c => !allowed.Any(a => a.IsMatch(c)))];

    /// <summary>Opens the browser. Certificates are checked as for anybody.</summary>
    public static async Task<Visit> Open(Installation installation, Uri company, Browsing how)
    {
        var context = await installation.Chromium.NewContext(new()
        {
            BaseURL = company.ToString(),
            JavaScriptEnabled = how.Script,
            ViewportSize = how.Phone ? Look.Phone : Look.Desktop,
            HasTouch = how.Phone,
            ReducedMotion = how.LessMotion ? ReducedMotion.Reduce : ReducedMotion.NoPreference,
            ForcedColors = how.ForcedColors ? ForcedColors.Active : ForcedColors.None,
            Locale = "en-GB",
            TimezoneId = "Europe/Berlin",
        });
        context.SetDefaultTimeout(20_000);
        var visit = new Visit(context, company);
        context.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") visit.complaints.Add($"{message.Type}: {message.Text} ({message.Location})");
        };
        context.WebError += (_, error) => visit.complaints.Add($"script: {error.Error}");
        context.Request += (_, request) => visit.Note(request);
        visit.Page = await context.NewPageAsync();
        return visit;
    }

    /// <summary>Says that a complaint is what this test is about.</summary>
    public void Expect(string pattern) => allowed.Add(new Regex(pattern));

    /// <summary>The cookies this browser would send here.</summary>
    public async Task<IReadOnlyList<string>> Cookies() => [.. (await Context.CookiesAsync([Company.ToString()])).Select(c => c.Name)];

    /// <summary>Keeps what the person saw last, for whoever looks into a failure.</summary>
    public async Task Keep(string name)
    {
        foreach (var page in Context.Pages)
        {
            var file = Path.Combine(Artifacts.Folder("failures"), Regex.Replace($"{name}-{page.Url}", "[^A-Za-z0-9]+", "-"));
            file = file[..Math.Min(file.Length, 200)];
            await page.ScreenshotAsync(new() { Path = file + ".png", FullPage = true, Timeout = 5_000 });
            await File.WriteAllTextAsync(file + ".html", await page.ContentAsync());
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await Context.DisposeAsync();

    private void Note(Microsoft.Playwright.IRequest request)
    {
        var asked = new Uri(request.Url);
        if (asked.Scheme is "data" or "blob" or "about" || asked.Authority == host) return;
        if (request.IsNavigationRequest && request.Url == Elsewhere.Encyclopedia) return;
        complaints.Add($"asked a stranger: {request.Url}");
    }
}
