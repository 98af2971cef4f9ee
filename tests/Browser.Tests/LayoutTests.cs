using Microsoft.Playwright;
using Spot.Browser.Tests.Conversations;
using Spot.Browser.Tests.Hosting;
using static Microsoft.Playwright.Assertions;

namespace Spot.Browser.Tests;

/// <summary>The look for people whose system asks for something else.</summary>
public sealed class LayoutTests(Installation installation) : BrowserTest(installation)
{
    [Fact]
    public async Task Where_the_system_sets_the_colours_everything_still_has_its_edges()
    {
        var visit = await Open(new Browsing { ForcedColors = true });
        var reporter = new Reporter(visit);
        await reporter.Start();
        await reporter.Say(Story.Account);
        var bare = await visit.Page.EvaluateAsync<string[]>("""
            () => [...document.querySelectorAll('.btn, .say, .quote, textarea, .seen')]
              .filter(e => e.getClientRects().length && (getComputedStyle(e).borderTopStyle === 'none' || parseFloat(getComputedStyle(e).borderTopWidth) < 1))
              .map(e => e.className)
            """);
        Assert.Empty(bare);
        await Look.Picture(visit.Page, "chat-forced-colours");
    }

    [Fact]
    public async Task Nothing_moves_for_people_who_asked_for_less_motion()
    {
        var visit = await Open(new Browsing { LessMotion = true });
        var reporter = new Reporter(visit);
        await reporter.Start();
        await reporter.Say("He shouted at me in the corridor.");
        Assert.Equal(0, await visit.Page.EvaluateAsync<int>("document.getAnimations().length"));
        var moving = await visit.Page.EvaluateAsync<string[]>("""
            () => [...document.querySelectorAll('*')].filter(e => {
              const s = getComputedStyle(e);
              return s.animationName !== 'none' || (s.transitionProperty !== 'none' && s.transitionDuration.split(',').some(d => parseFloat(d) > 0)) || s.scrollBehavior === 'smooth';
            }).map(e => e.tagName + '.' + e.className)
            """);
        Assert.Empty(moving);
    }

    [Fact]
    public async Task Printed_words_carry_nothing_but_themselves()
    {
        var visit = await Open();
        var reporter = new Reporter(visit);
        await reporter.Start();
        await reporter.Say("He shouted at me in the corridor.");
        await visit.Page.GotoAsync("/keep");
        await reporter.Press("Show me my nine words");
        var words = await reporter.ShownWords();
        await visit.Page.EmulateMediaAsync(new() { Media = Media.Print });
        var shown = await visit.Page.EvaluateAsync<string>("document.body.innerText");
        Assert.All(words, word => Assert.Contains(word, shown, StringComparison.Ordinal));
        Assert.DoesNotContain("Acme", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("Spot", shown, StringComparison.Ordinal);
        await Look.Picture(visit.Page, "keep-words-print");
    }

    [Fact]
    public async Task Pages_that_went_wrong_still_look_like_ours()
    {
        var visit = await Open();
        visit.Expect("status of 404");
        await visit.Page.GotoAsync("/no-such-page");
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
        await Look.At(visit.Page, "error-not-found");
        await visit.Page.GotoAsync("/chat");
        await Look.At(visit.Page, "resume-no-visit");
    }

    [Fact]
    public async Task Without_cookies_the_start_says_what_to_do()
    {
        // Where the start leads; the browser has kept nothing of it.
        var visit = await Open(Browsing.Plain);
        await visit.Page.GotoAsync("/chat?begun");
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Your browser keeps nothing");
        await Look.At(visit.Page, "no-cookie");
    }
}
