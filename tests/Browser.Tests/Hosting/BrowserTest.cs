namespace Spot.Browser.Tests.Hosting;

/// <summary>A test in the browser. Every visit it opened must have been calm: no error in the console, nothing refused by the policy, nothing asked of others.</summary>
public abstract class BrowserTest(Installation installation) : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    private readonly List<Visit> visits = [];

    internal Installation Installation => installation;

    /// <inheritdoc/>
    public virtual ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>Somebody opens a browser on a company's address.</summary>
    internal async Task<Visit> Open(Uri company, Browsing? how = null)
    {
        var visit = await Visit.Open(installation, company, how ?? new());
        visits.Add(visit);
        return visit;
    }

    /// <summary>The same, on a new company.</summary>
    internal async Task<Visit> Open(Browsing? how = null) => await Open(await installation.NewCompany(), how);

    /// <summary>Waits for what no page shows.</summary>
    internal static async Task WaitUntil(Func<Task<bool>> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var ticks = new PeriodicTimer(Interval);
        while (!await condition()) await ticks.WaitForNextTickAsync(patience.Token);
    }

    /// <inheritdoc/>
    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        var failed = TestContext.Current.TestState?.Result == TestResult.Failed;
        foreach (var visit in visits)
        {
            if (failed) await visit.Keep(TestContext.Current.Test?.TestDisplayName ?? "test");
            await visit.DisposeAsync();
        }
        Assert.Empty(visits.SelectMany(v => v.Complaints));
    }
}
