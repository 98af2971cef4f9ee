using System.Diagnostics;
using System.Net;
using Spot.Grains.Abstractions.Vault;
using Spot.Testing.Application;
using Spot.Tests.Hosting;

namespace Spot.Tests.Conversations;

/// <summary>Many people behind one address.</summary>
public sealed class CrowdTests(SharedSpot shared)
{
    private const int People = 50;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Fifty_reporters_behind_one_address_get_through_in_a_minute_while_wrong_codes_are_tried()
    {
        var company = await shared.NewCompany();
        using var done = new CancellationTokenSource();
        var guessing = Enumerable.Range(0, 4).Select(_ => Guess(company.Browser(), done.Token)).ToArray();
        var began = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, People).Select(number => Visit(company, number)));
        var took = Stopwatch.GetElapsedTime(began);
        await done.CancelAsync();
        var guesses = (await Task.WhenAll(guessing)).Sum();
        TestContext.Current.TestOutputHelper?.WriteLine($"{People} reporters in {took.TotalSeconds:F1} s, {guesses} wrong codes meanwhile.");
        Assert.True(took < Minute, $"It took {took}.");
        Assert.True(guesses > 0, "No wrong code was tried.");
    }

    private static async Task Visit(CompanyUnderTest company, int number)
    {
        using var reporter = company.Reporter();
        await reporter.Begin();
        await reporter.Say($"On Tuesday somebody took parcel number {number} from my desk.");
        await reporter.Keep();
        await reporter.Open("/leave");
        Assert.Empty(reporter.Browser.CookiesHere);
        await reporter.Return();
        Assert.Equal("/chat", reporter.Page.At.AbsolutePath);
        Assert.Contains($"parcel number {number} from", (await reporter.Open("/chat?all")).Text, StringComparison.Ordinal);
    }

    private static async Task<int> Guess(SpotClient browser, CancellationToken done)
    {
        using var open = browser;
        var tried = 0;
        while (!done.IsCancellationRequested)
        {
            var page = await browser.Press(await browser.Get("/resume"), "Open my conversation", ("words", string.Join(' ', AccessCode.Create().Words)));
            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.Contains("nothing opens with them here", page.Text, StringComparison.Ordinal);
            tried++;
        }

        return tried;
    }
}
