using Microsoft.Playwright;
using Spot.Browser.Tests.Hosting;
using static Microsoft.Playwright.Assertions;

namespace Spot.Browser.Tests.Conversations;

/// <summary>Words that were typed and not sent: there for their own visit, and for nobody after it.</summary>
public sealed class UnsentTests(Installation installation) : BrowserTest(installation)
{
    private const string Typed = "Half a thou of marzipan";

    [Fact]
    public async Task Unsent_words_lie_sealed_in_the_tab_and_come_back_to_their_own_visit()
    {
        var (visit, reporter) = await Started();

        Assert.DoesNotContain("marzipan", await Storage(visit.Page), StringComparison.Ordinal);
        Assert.Null(await visit.Page.Locator("main").GetAttributeAsync("data-visit"));
        await visit.Page.GotoAsync("/keep");
        await visit.Page.GotoAsync("/chat");
        await Expect(reporter.Box).ToHaveValueAsync(Typed);
        await reporter.Press("Answer");
        await Expect(reporter.Mine).ToHaveCountAsync(1);
        await WaitUntil(async () => !await Kept(visit.Page));
    }

    [Fact]
    public async Task Whoever_opens_a_page_without_a_visit_finds_nothing_in_the_tab()
    {
        var (visit, _) = await Started();
        await visit.Context.ClearCookiesAsync();

        await visit.Page.GotoAsync("/");

        await WaitUntil(async () => !await Kept(visit.Page));
    }

    [Fact]
    public async Task Another_persons_visit_in_the_same_tab_is_shown_nothing_of_the_first()
    {
        var (visit, _) = await Started();
        var sealedText = await Storage(visit.Page);
        // As after a crash: the cookie is gone, the tab's storage is there, and no page without a visit was opened in between.
        await visit.Context.ClearCookiesAsync();
        var next = await visit.Context.NewPageAsync();
        await next.GotoAsync("/");
        await next.GetByRole(AriaRole.Button, new() { Name = "Start talking" }).ClickAsync();
        await Expect(next.Locator("#a")).ToBeVisibleAsync();
        await visit.Page.GotoAsync("/chat");

        Assert.NotEqual("{}", sealedText);
        await WaitUntil(async () => !await Kept(visit.Page));
        await Expect(visit.Page.Locator("#a")).ToHaveValueAsync("");
    }

    [Fact]
    public async Task Leaving_in_another_tab_takes_the_words_with_it()
    {
        var (visit, _) = await Started();
        visit.Expect("status of 410");
        var other = await visit.Context.NewPageAsync();
        await other.GotoAsync("/chat");
        await other.GetByRole(AriaRole.Link, new() { Name = "Leave now" }).ClickAsync();
        await other.WaitForURLAsync(Elsewhere.Encyclopedia);
        await WaitUntil(async () => (await visit.Cookies()).Count == 0);

        await visit.Page.ReloadAsync();

        await WaitUntil(async () => !await Kept(visit.Page));
        Assert.DoesNotContain("marzipan", await visit.Page.ContentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_visit_that_closes_by_itself_keeps_the_words_on_the_page_only()
    {
        var visit = await Open();
        await visit.Page.Clock.InstallAsync();
        var reporter = new Reporter(visit);
        await Type(reporter);

        await visit.Page.Clock.FastForwardAsync("31:00");
        await visit.Page.Clock.FastForwardAsync("31:00");

        await Expect(visit.Page.Locator("#said")).ToContainTextAsync("This visit has closed");
        Assert.False(await Kept(visit.Page));
        await Expect(reporter.Box).ToHaveValueAsync(Typed);
        await reporter.Box.PressSequentiallyAsync(" and more");
        Assert.False(await Kept(visit.Page));
    }

    private async Task<(Visit Visit, Reporter Reporter)> Started()
    {
        var visit = await Open();
        var reporter = new Reporter(visit);
        await Type(reporter);
        return (visit, reporter);
    }

    private static async Task Type(Reporter reporter)
    {
        await reporter.Start();
        await reporter.Box.FillAsync(Typed);
        await WaitUntil(() => Kept(reporter.Page));
    }

    private static async Task<bool> Kept(IPage page) => await Storage(page) != "{}";

    private static Task<string> Storage(IPage page) => page.EvaluateAsync<string>("JSON.stringify({ ...sessionStorage, ...localStorage })");
}
