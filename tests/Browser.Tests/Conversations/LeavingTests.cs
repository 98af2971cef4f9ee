using Microsoft.Playwright;
using Spot.Browser.Tests.Hosting;
using static Microsoft.Playwright.Assertions;

namespace Spot.Browser.Tests.Conversations;

/// <summary>Leaving in a hurry: away at once, nothing left behind the back button.</summary>
public sealed class LeavingTests(Installation installation) : BrowserTest(installation)
{
    private const string Secret = "He put the marzipan in the ledger.";

    [Theory, InlineData(true), InlineData(false)]
    public async Task The_exit_button_leaves_and_the_back_button_shows_nothing(bool script)
    {
        var visit = await Open(new Browsing { Script = script });
        var reporter = new Reporter(visit);
        await reporter.Start();
        await reporter.Say(Secret);
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Leave now" }).ClickAsync();
        await Gone(visit);
    }

    // By name for now: a second press is waited for longer than it is since one press never leaves.
    [Fact(Explicit = true)]
    public async Task Escape_pressed_twice_leaves_and_the_back_button_shows_nothing()
    {
        var visit = await Open();
        var reporter = new Reporter(visit);
        await reporter.Start();
        await reporter.Say(Secret);
        await reporter.Box.FillAsync("Half a thou");
        await visit.Page.Keyboard.PressAsync("Escape");
        await visit.Page.Keyboard.PressAsync("Escape");
        await Gone(visit);
    }

    [Fact]
    public async Task One_Escape_changes_nothing()
    {
        var visit = await Open();
        var reporter = new Reporter(visit);
        await reporter.Start();
        await visit.Page.Keyboard.PressAsync("Escape");
        await reporter.Say(Secret);
        await Expect(reporter.Mine).ToHaveCountAsync(1);
    }

    private async Task Gone(Visit visit)
    {
        await visit.Page.WaitForURLAsync(Elsewhere.Encyclopedia);
        Assert.All(Installation.Elsewhere.Asked.Where(a => a.Path == "/"), asked => Assert.Equal("", asked.Referrer));
        await Expect(visit.Page.GetByRole(AriaRole.Heading)).ToHaveTextAsync("An encyclopedia");
        await WaitUntil(async () => (await visit.Cookies()).Count == 0);

        // Whoever sits down here next and goes back finds no word of it.
        await visit.Page.GoBackAsync();
        Assert.DoesNotContain("marzipan", await visit.Page.ContentAsync(), StringComparison.Ordinal);
        await visit.Page.GotoAsync("/chat");
        await Expect(visit.Page.Locator("main")).ToContainTextAsync("nine words");
        Assert.DoesNotContain("marzipan", await visit.Page.ContentAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("Half a thou", await visit.Page.ContentAsync(), StringComparison.Ordinal);
    }
}
