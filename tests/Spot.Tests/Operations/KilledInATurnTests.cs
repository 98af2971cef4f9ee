using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using AngleSharp.Dom;
using Spot.Testing.Application;
using Spot.Tests.Hosting;

namespace Spot.Tests.Operations;

/// <summary>SIGKILL at random moments while people answer.</summary>
public sealed class KilledInATurnTests
{
    private const int Kills = 25;
    private const int LatestKill = 250; // milliseconds after talking began

    // The long form, by name: ./eng/test-long. It starts and kills the real process dozens of times.
    [Fact(Explicit = true)]
    public async Task Every_acknowledged_turn_is_there_once_whenever_the_process_is_killed()
    {
        await using var spot = new RealProcess();
        await spot.Start();
        Talker[] talkers = [new(spot.Browser(), "a"), new(spot.Browser(), "b")];
        foreach (var talker in talkers) await talker.Begin();
        var interrupted = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            var talking = talkers.Select(talker => talker.TalkUntilKilled()).ToArray();
            // Not a wait for anything: the moment of the kill is what is drawn.
            await Task.Delay(TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(1, LatestKill)), TimeProvider.System, TestContext.Current.CancellationToken);
            await spot.Kill();
            await Task.WhenAll(talking);
            await spot.Start();
            foreach (var talker in talkers)
            {
                if (await talker.SendTheInterruptedOneAgain()) interrupted++;
                await talker.CheckAll();
            }
        }

        var acknowledged = talkers.Sum(talker => talker.Acknowledged.Count);
        TestContext.Current.TestOutputHelper?.WriteLine($"{Kills} kills: {interrupted} turns interrupted, {acknowledged} acknowledged.");
        Assert.True(acknowledged > Kills && interrupted > Kills / 2, $"Too little happened: {interrupted} interrupted, {acknowledged} acknowledged.");
        await spot.Stop();
        Assert.Equal(0, spot.Count("SELECT count(*) FROM (SELECT 1 FROM entry GROUP BY tenant, stream HAVING min(seq) <> 1 OR max(seq) <> count(*))"));
        // Two entries begin the two talks; every other one is a turn that was acknowledged, and nothing else wrote any.
        Assert.Equal(acknowledged + talkers.Length, spot.Count("SELECT count(*) FROM entry"));
        foreach (var talker in talkers) talker.Dispose();
    }

    private sealed class Talker(SpotClient browser, string name) : IDisposable
    {
        private readonly Reporter reporter = new(browser);
        private (SpotForm Form, string Text)? sent;
        private int count;

        public List<string> Acknowledged { get; } = [];

        public Task<SpotPage> Begin() => reporter.Begin();

        public void Dispose() => reporter.Dispose();

        public async Task TalkUntilKilled()
        {
            try
            {
                while (true)
                {
                    sent = null;
                    sent = await Next();
                    await Send();
                    sent = null;
                }
            }
            catch (Exception gone) when (gone is HttpRequestException or IOException)
            {
                return; // Killed. What was sent and not answered is kept in hand.
            }
        }

        /// <summary>The same form twice: whether the first time had been kept or not, it stands there once.</summary>
        public async Task<bool> SendTheInterruptedOneAgain()
        {
            if (sent is null) return false;
            await Send();
            using var again = await browser.SendRaw(sent.Value.Form.ToRequest());
            Assert.Equal(HttpStatusCode.SeeOther, again.StatusCode);
            sent = null;
            return true;
        }

        public async Task CheckAll()
        {
            var page = await browser.Get("/chat?all");
            var own = page.Html.QuerySelectorAll("li.turn.you .own").Select(words => words.TextContent).ToArray();
            foreach (var text in Acknowledged.Where(text => text.Length > 0)) Assert.Single(own, words => words.Contains(text, StringComparison.Ordinal));
            var numbers = page.Html.QuerySelectorAll("li[data-key^=p]").Select(turn => int.Parse(turn.GetAttribute("data-key")![1..], CultureInfo.InvariantCulture)).ToArray();
            Assert.Equal(Enumerable.Range(numbers[0], numbers.Length), numbers);
        }

        private async Task Send()
        {
            using var answer = await browser.SendRaw(sent!.Value.Form.ToRequest());
            Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
            Acknowledged.Add(sent.Value.Text);
        }

        // Answers as long as there are questions, changes of the account between them and afterwards.
        private async Task<(SpotForm Form, string Text)> Next()
        {
            var page = await browser.Get("/chat?all");
            var text = $"turn{name}{++count:D4}x";
            var buttons = page.Html.QuerySelectorAll("#composer button").Select(button => button.TextContent.Trim()).ToArray();
            if (buttons.Contains("Go on")) return (page.FormOf("Go on"), "");
            if (buttons.Contains("Answer") && (count == 1 || count % 3 != 0))
                return (page.FormOf("Answer").With(("text", $"My manager Tom wrote me a message on Monday and it said {text}.")), text);
            page = await browser.Get(page.Html.QuerySelector("a[href^='/chat?change=']")!.GetAttribute("href")!);
            return (page.FormOf("Keep this wording").With(("text", $"Changed to {text}.")), text);
        }
    }
}
