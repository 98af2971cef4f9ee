using System.Net;
using Spot.Testing.Application;
using Spot.Tests.Hosting;

namespace Spot.Tests.Vault;

/// <summary>Whoever has the disk moves, swaps or brings back sealed rows while Spot is stopped.</summary>
/* By name for now (./eng/test-long): never yet run to its end. */
public sealed class MovedRowsTests : IAsyncLifetime
{
    private SpotApplication? started;
    private readonly List<Reporter> reporters = [];

    private SpotApplication Spot => started!;

    public async ValueTask InitializeAsync() => started = await SpotApplication.Start();

    public async ValueTask DisposeAsync()
    {
        foreach (var reporter in reporters) reporter.Dispose();
        await Spot.DisposeAsync();
    }

    [Fact(Explicit = true)]
    public async Task Turns_of_two_conversations_swapped_open_in_neither_and_everywhere_else_all_goes_on()
    {
        var (first, firstTurns) = await Talk("He hid the cinnamon.");
        var (second, secondTurns) = await Talk("She took the nutmeg.");
        var (third, _) = await Talk("They sold the saffron.");
        await Spot.Stop();
        Swap(firstTurns, secondTurns);
        await Spot.StartAgain();
        foreach (var reporter in (Reporter[])[first, second])
        {
            var page = await reporter.Open("/chat?all");
            Assert.Equal(HttpStatusCode.InternalServerError, page.Status);
            Assert.DoesNotContain("cinnamon", page.Source, StringComparison.Ordinal);
            Assert.DoesNotContain("nutmeg", page.Source, StringComparison.Ordinal);
        }

        Assert.Contains("saffron", (await third.Open("/chat?all")).Text, StringComparison.Ordinal);
        await Spot.Stop();
        Swap(firstTurns, secondTurns);
        await Spot.StartAgain();
        Assert.Contains("cinnamon", (await first.Open("/chat?all")).Text, StringComparison.Ordinal);
    }

    [Fact(Explicit = true)]
    public async Task An_older_head_in_the_newer_one_s_row_does_not_open()
    {
        var (reporter, _) = await Talk("He hid the cinnamon.");
        var conversation = Convert.ToHexStringLower(reporter.Ticket[..16]);
        var older = Head();
        await reporter.Keep(); // The head now leads to a code.
        Assert.NotEqual(older, Head());
        var (other, _) = await Talk("They sold the saffron.");
        await Spot.Stop();
        Assert.Equal(1, DataFile.Change(Spot.Settings, $"UPDATE stream SET head = x'{older}' WHERE stream = x'{conversation}'"));
        await Spot.StartAgain();
        var page = await reporter.Open("/chat?all");
        Assert.Equal(HttpStatusCode.InternalServerError, page.Status);
        Assert.DoesNotContain("cinnamon", page.Source, StringComparison.Ordinal);
        Assert.Contains("saffron", (await other.Open("/chat?all")).Text, StringComparison.Ordinal);

        string Head() => Convert.ToHexStringLower((byte[])DataFile.Rows(Spot.Settings, $"SELECT head FROM stream WHERE stream = x'{conversation}'").Single()[0]);
    }

    [Fact(Explicit = true)]
    public async Task A_turn_taken_out_of_the_middle_shows_and_a_tail_cut_off_a_draft_shows_only_in_an_open_page()
    {
        var (reporter, turns) = await Talk("He hid the cinnamon.");
        var open = await reporter.Say("It was behind the door.");
        var last = DataFile.Count(Spot.Settings, $"SELECT max(seq) FROM entry WHERE stream = x'{turns}'");
        await Spot.Stop();

        // The store holds nothing that says how many turns a draft has: without its last ones it is a draft as it was before them (docs/threat-model.md).
        Assert.Equal(1, DataFile.Change(Spot.Settings, $"DELETE FROM entry WHERE stream = x'{turns}' AND seq = {last}"));
        await Spot.StartAgain();
        var page = await reporter.Open("/chat?all");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.DoesNotContain("behind the door", page.Text, StringComparison.Ordinal);
        // The page that was open before counts further: its form meets no such question, and gives the text back.
        var stale = await reporter.Browser.Press(open, "Answer", ("text", "And under the mat."));
        Assert.Equal(HttpStatusCode.Conflict, stale.Status);
        Assert.Contains("And under the mat.", stale.Source, StringComparison.Ordinal);

        await Spot.Stop();
        Assert.Equal(1, DataFile.Change(Spot.Settings, $"DELETE FROM entry WHERE stream = x'{turns}' AND seq = 1"));
        await Spot.StartAgain();
        Assert.Equal(HttpStatusCode.InternalServerError, (await reporter.Open("/chat?all")).Status);
    }

    private async Task<(Reporter Reporter, string Turns)> Talk(string account)
    {
        var before = Streams();
        var reporter = new Reporter(Spot.Browser());
        reporters.Add(reporter);
        await reporter.Begin();
        await reporter.Say(account);
        return (reporter, Streams().Except(before, StringComparer.Ordinal).Single());
    }

    private string[] Streams() => [.. DataFile.Rows(Spot.Settings, "SELECT DISTINCT stream FROM entry").Select(row => Convert.ToHexStringLower((byte[])row[0]))];

    private void Swap(string first, string second)
    {
        var (ofFirst, ofSecond) = (Sealed(first), Sealed(second));
        Assert.Equal(1, DataFile.Change(Spot.Settings, $"UPDATE entry SET sealed = x'{ofSecond}' WHERE seq = 2 AND stream = x'{first}'"));
        Assert.Equal(1, DataFile.Change(Spot.Settings, $"UPDATE entry SET sealed = x'{ofFirst}' WHERE seq = 2 AND stream = x'{second}'"));
    }

    private string Sealed(string stream) =>
        Convert.ToHexStringLower((byte[])DataFile.Rows(Spot.Settings, $"SELECT sealed FROM entry WHERE seq = 2 AND stream = x'{stream}'").Single()[0]);
}
