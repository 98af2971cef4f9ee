using Microsoft.Playwright;
using Spot.Browser.Tests.Hosting;
using static Microsoft.Playwright.Assertions;

namespace Spot.Browser.Tests.Conversations;

/// <summary>Nine words: kept, mistyped, swapped, exchanged, and the way back with them.</summary>
public sealed class CodeTests(Installation installation) : BrowserTest(installation)
{
    [Theory, InlineData(true), InlineData(false)]
    public async Task Nine_words_bring_a_person_back_to_the_same_question(bool script)
    {
        var plain = script ? "" : "-plain";
        var visit = await Open(new Browsing { Script = script });
        var reporter = new Reporter(visit);
        await reporter.Start();
        await reporter.Say(Story.Account);
        var asked = await reporter.Quoted();

        await reporter.Press("Pause or finish");
        await Look.At(visit.Page, "keep-before" + plain);
        await reporter.Press("Show me my nine words");
        var words = await reporter.ShownWords();
        await Look.At(visit.Page, "keep-words" + plain);
        await visit.Page.Locator("#w1").FillAsync("wrong");
        await visit.Page.Locator("#w2").FillAsync("also");
        await reporter.Press("I have kept them");
        await Expect(visit.Page.Locator(".sum")).ToBeVisibleAsync();
        Assert.Equal(words, await reporter.ShownWords());
        await Look.At(visit.Page, "keep-wrong" + plain);
        await reporter.TypeBack(words);
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "You have kept your nine words" })).ToBeVisibleAsync();
        await Look.At(visit.Page, "keep-kept" + plain);

        var elsewhere = await Open(visit.Company, new Browsing { Script = script });
        var same = new Reporter(elsewhere);
        await elsewhere.Page.GotoAsync("/resume");
        await Look.At(elsewhere.Page, "resume" + plain);
        await same.Resume(words);
        await Expect(same.Question).ToContainTextAsync(asked!);
        await Expect(elsewhere.Page.Locator(".talk")).ToContainTextAsync("delivery ledger");
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_mistyped_word_is_named_and_a_swap_told_apart_from_words_nobody_has(bool script)
    {
        var visit = await Open(new Browsing { Script = script });
        visit.Expect("status of 4");
        var reporter = new Reporter(visit);
        await reporter.Start();
        await reporter.Say("He shouted at me in the corridor.");
        var words = await reporter.KeepWords();

        var other = await Open(visit.Company, new Browsing { Script = script });
        other.Expect("status of 4");
        var back = new Reporter(other);
        string[] mistyped = [.. words];
        mistyped[4] = "zz" + words[4];
        await back.Resume(mistyped);
        await Expect(other.Page.Locator("#e")).ToContainTextAsync("5");
        await Expect(other.Page.Locator("#words")).ToHaveValueAsync(string.Join(' ', mistyped));
        await Look.At(other.Page, script ? "resume-mistyped" : "resume-mistyped-plain");

        string[] swapped = [.. words];
        var at = Enumerable.Range(0, 8).First(i => words[i] != words[i + 1]);
        (swapped[at], swapped[at + 1]) = (swapped[at + 1], swapped[at]);
        await back.Resume(swapped);
        await Expect(other.Page.Locator("#e")).ToContainTextAsync("swapped");

        await back.Resume(words);
        await Expect(back.Composer).ToBeVisibleAsync();
    }

    [Fact]
    public async Task New_words_replace_the_old_ones_only_when_they_are_typed_back()
    {
        var visit = await Open();
        var reporter = new Reporter(visit);
        await reporter.Start();
        await reporter.Say("He shouted at me in the corridor.");
        var old = await reporter.KeepWords();
        await reporter.Press("Give me new words");
        var words = await reporter.ShownWords();
        Assert.NotEqual(old, words);

        var other = await Open(visit.Company);
        other.Expect("status of 4");
        await new Reporter(other).Resume(old);
        await Expect(other.Page.Locator("#composer")).ToBeVisibleAsync();

        await reporter.TypeBack(words);
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "You have kept your nine words" })).ToBeVisibleAsync();
        var third = await Open(visit.Company);
        third.Expect("status of 4");
        await new Reporter(third).Resume(old);
        await Expect(third.Page.Locator("#e")).ToBeVisibleAsync();
        await Look.At(third.Page, "resume-unknown");
        await new Reporter(third).Resume(words);
        await Expect(third.Page.Locator("#composer")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Words_can_be_copied_and_downloaded_under_a_neutral_name()
    {
        var visit = await Open();
        await visit.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        var reporter = new Reporter(visit);
        await reporter.Start();
        await reporter.Say("He shouted at me in the corridor.");
        await visit.Page.GotoAsync("/keep");
        await reporter.Press("Show me my nine words");
        var words = await reporter.ShownWords();
        await reporter.Press("Copy");
        await Expect(visit.Page.Locator("[data-said]")).ToContainTextAsync("Copied");
        Assert.Equal(string.Join(' ', words), await visit.Page.EvaluateAsync<string>("navigator.clipboard.readText()"));
        var file = await visit.Page.RunAndWaitForDownloadAsync(() => reporter.Press("Download as notes.txt"));
        Assert.Equal("notes.txt", file.SuggestedFilename);
        var text = await File.ReadAllTextAsync(await file.PathAsync(), TestContext.Current.CancellationToken);
        Assert.All(words, word => Assert.Contains(word, text, StringComparison.Ordinal));
        Assert.DoesNotContain("Spot", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Acme", text, StringComparison.OrdinalIgnoreCase);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Everything_can_be_erased_and_the_words_then_open_nothing(bool script)
    {
        var visit = await Open(new Browsing { Script = script });
        visit.Expect("status of 4");
        var reporter = new Reporter(visit);
        await reporter.Start();
        await reporter.Say("He shouted at me in the corridor.");
        var words = await reporter.KeepWords();
        await visit.Page.GotoAsync("/erase");
        await Look.At(visit.Page, script ? "erase" : "erase-plain");
        await visit.Page.Locator("main form button[type=submit]").ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Everything is erased" })).ToBeVisibleAsync();
        await Look.At(visit.Page, script ? "erased" : "erased-plain");
        await reporter.Resume(words);
        await Expect(visit.Page.Locator("#e")).ToBeVisibleAsync();
    }
}
