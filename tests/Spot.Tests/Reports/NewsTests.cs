using System.Diagnostics;
using System.Net;
using Spot.Testing.Application;
using Spot.Tests.Hosting;

namespace Spot.Tests.Reports;

/// <summary>What one side sends now is news on the other side's page.</summary>
public sealed class NewsTests(SharedSpot shared)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task What_is_sent_now_reaches_the_other_side_s_open_page()
    {
        var company = await shared.NewCompany();
        using var owner = await company.Owner();
        using var reporter = company.Reporter();
        using var list = await Watching.Open(owner.Browser, "/admin/cases/events");
        await reporter.GetReadyToSend("The forklift has no brakes.");
        await list.Measure("the new case on the list", async () => await reporter.Press("Send now"));

        var address = Assert.Single(await owner.Cases());
        var page = await owner.Browser.Get(address);
        using var ofCompany = await Watching.Open(owner.Browser, address + "/events");
        using var ofReporter = await Watching.Open(reporter.Browser, "/status/events");
        await ofReporter.Measure("the company's question", async () => page = await owner.Browser.Press(page, "Send to the reporter", ("text", "Since when?"), ("question", "yes")));
        await reporter.Open("/status");
        Assert.Contains("Since when?", reporter.Page.Text, StringComparison.Ordinal);
        await ofCompany.CatchUp();
        await ofCompany.Measure("the reporter's answer", async () => await reporter.Press("Send now", ("text", "Since spring.")));
        Assert.Contains("Since spring.", (await owner.Browser.Get(address)).Text, StringComparison.Ordinal);
    }

    private sealed class Watching(HttpResponseMessage answer, StreamReader reader) : IDisposable
    {
        private Task<string>? next;

        public static async Task<Watching> Open(SpotClient browser, string path)
        {
            var answer = await browser.SendRaw(new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Accept", "text/event-stream" } } }, HttpCompletionOption.ResponseHeadersRead);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            var watching = new Watching(answer, new StreamReader(await answer.Content.ReadAsStreamAsync()));
            await watching.Next().WaitAsync(Patience); // Where it stands now comes first.
            return watching;
        }

        /// <summary>Reads past what came as an answer to this side's own doing, which its own page is told of as well.</summary>
        public async Task CatchUp()
        {
            await Next().WaitAsync(Patience);
        }

        public async Task Measure(string what, Func<Task> send)
        {
            next = Next();
            await send();
            var acknowledged = Stopwatch.GetTimestamp();
            await next.WaitAsync(Patience);
            TestContext.Current.TestOutputHelper?.WriteLine($"{what}: {Stopwatch.GetElapsedTime(acknowledged).TotalMilliseconds:F0} ms after it was acknowledged");
        }

        public void Dispose()
        {
            reader.Dispose();
            answer.Dispose();
        }

        private async Task<string> Next()
        {
            while (true)
            {
                var line = await reader.ReadLineAsync() ?? throw new EndOfStreamException("The stream of news ended.");
                if (line.StartsWith("data:", StringComparison.Ordinal)) return line;
            }
        }
    }
}
