using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using Spot.Testing.Application;
using Spot.Tests.Hosting;

namespace Spot.Tests.Operations;

/// <summary>SIGKILL at random moments while reports are sent.</summary>
public sealed class KilledInASubmitTests
{
    private const int Kills = 10;
    private const int AtOnce = 3;
    private const int LatestKill = 120; // milliseconds after the buttons were pressed
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // The long form, by name: ./eng/test-long. It starts and kills the real process dozens of times.
    [Fact(Explicit = true)]
    public async Task A_report_is_sent_whole_or_not_at_all_and_the_list_hears_of_it_whenever_the_process_is_killed()
    {
        await using var spot = new RealProcess();
        await spot.Start();
        using var owner = new Staff(spot.Browser());
        await owner.SetUp(await spot.OwnerLink(), "Ada Owner", "ada@acme.example");
        var (total, unanswered, whole) = (0, 0, 0);
        for (var kill = 0; kill < Kills; kill++)
        {
            var reporters = Enumerable.Range(0, AtOnce).Select(_ => new Reporter(spot.Browser())).ToArray();
            await Task.WhenAll(reporters.Select(reporter => reporter.GetReadyToSend("On Monday Tom took the money from the till and put it in his bag.")));
            var forms = reporters.Select(reporter => reporter.Page.FormOf("Send now")).ToArray();
            var sending = reporters.Select((reporter, i) => Acknowledged(reporter.Browser, forms[i])).ToArray();
            // Not a wait for anything: the moment of the kill is what is drawn.
            await Task.Delay(TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(1, LatestKill)), TimeProvider.System, TestContext.Current.CancellationToken);
            await spot.Kill();
            var acknowledged = await Task.WhenAll(sending);
            await spot.Start();

            var sent = await Task.WhenAll(reporters.Select(IsSent));
            for (var i = 0; i < AtOnce; i++) Assert.True(sent[i] || !acknowledged[i], "What was acknowledged is gone.");
            unanswered += acknowledged.Count(a => !a);
            whole += sent.Where((s, i) => s && !acknowledged[i]).Count();
            Assert.Equal(total + sent.Count(s => s), (await owner.Cases()).Count);

            // The same form again: it meets itself, or sends now what was not sent.
            for (var i = 0; i < AtOnce; i++)
            {
                using var again = await reporters[i].Browser.SendRaw(forms[i].ToRequest());
                Assert.Equal(HttpStatusCode.SeeOther, again.StatusCode);
                Assert.True(await IsSent(reporters[i]));
                reporters[i].Dispose();
            }

            total += AtOnce;
            var cases = await owner.Cases();
            Assert.Equal(total, cases.Count);
            Assert.Equal(total, cases.Distinct().Count());
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{Kills} kills, {total} reports: {unanswered} sent without an answer, of which {whole} were whole.");
        Assert.True(unanswered > 0, "No kill came before an answer: nothing was tried.");
        await Until(() => spot.Count("SELECT count(*) FROM outbox") == 0);
        Assert.Equal(total, spot.Count("SELECT count(*) FROM stream WHERE type = 4"));
        Assert.Equal(0, spot.Count("SELECT count(*) FROM stream AS s WHERE type = 4 AND (head IS NULL OR NOT EXISTS (SELECT 1 FROM entry AS e WHERE e.tenant = s.tenant AND e.stream = s.stream AND e.seq = 1))"));
        // Reading a case opens it: none is half.
        foreach (var address in await owner.Cases()) Assert.Contains("Tom took the money", (await owner.Browser.Get(address)).Text, StringComparison.Ordinal);
    }

    private static async Task<bool> Acknowledged(SpotClient browser, SpotForm form)
    {
        try
        {
            using var answer = await browser.SendRaw(form.ToRequest());
            return answer.StatusCode == HttpStatusCode.SeeOther;
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException)
        {
            return false;
        }
    }

    private static async Task<bool> IsSent(Reporter reporter) => (await reporter.Open("/status")).At.AbsolutePath == "/status";

    private static async Task Until(Func<bool> condition)
    {
        var began = Stopwatch.GetTimestamp();
        while (!condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(began) < Patience, "It did not come about in time.");
            await Task.Yield();
        }
    }
}
