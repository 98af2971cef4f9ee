using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Spot.Browser.Tests.Hosting;
using static Microsoft.Playwright.Assertions;

namespace Spot.Browser.Tests.Conversations;

/// <summary>A person who tells something, in the words of the pages. Works with and without scripts.</summary>
internal sealed class Reporter(Visit visit)
{
    public IPage Page => visit.Page;

    /// <summary>The box and its buttons.</summary>
    public ILocator Composer => Page.Locator("#composer");

    /// <summary>The box.</summary>
    public ILocator Box => Page.Locator("#a");

    /// <summary>The question that waits.</summary>
    public ILocator Question => Page.Locator("#now");

    /// <summary>All messages on the page.</summary>
    public ILocator Turns => Page.Locator(".talk > .turn");

    /// <summary>The own answers on the page.</summary>
    public ILocator Mine => Page.Locator(".talk > .turn.you");

    /// <summary>Opens the first page and starts.</summary>
    public async Task Start()
    {
        await Page.GotoAsync("/");
        await Press("Start talking");
        await Expect(Box).ToBeVisibleAsync();
    }

    /// <summary>Answers, and waits for what comes next.</summary>
    public Task Say(string text) => Next(async () =>
    {
        await Box.FillAsync(text);
        await Composer.GetByRole(AriaRole.Button, new() { Name = "Answer", Exact = true }).ClickAsync();
    });

    /// <summary>Skips a question, twice if Spot asks whether that is meant.</summary>
    public async Task Skip()
    {
        var turn = await Turn();
        await Composer.GetByRole(AriaRole.Button, new() { Name = "Skip", Exact = true }).ClickAsync();
        var sure = Composer.GetByRole(AriaRole.Button, new() { Name = "Skip and leave this out" });
        await Expect(sure.Or(Page.Locator($"#composer:not([data-turn=\"{turn}\"])"))).ToBeVisibleAsync();
        if (await sure.IsVisibleAsync()) await Next(() => sure.ClickAsync());
    }

    /// <summary>Does something that brings the next question.</summary>
    public async Task Next(Func<Task> doing)
    {
        var turn = await Turn();
        await doing();
        await Expect(Page.Locator($"#composer:not([data-turn=\"{turn}\"])")).ToBeVisibleAsync();
    }

    /// <summary>The number of the question that waits.</summary>
    public async Task<string> Turn() => await Composer.GetAttributeAsync("data-turn") ?? "";

    /// <summary>What Spot quotes in the question that waits; null: nothing.</summary>
    public async Task<string?> Quoted()
    {
        var quote = Question.Locator("blockquote");
        return await quote.CountAsync() == 0 ? null : (await quote.InnerTextAsync()).Trim();
    }

    /// <summary>Presses a button or follows a link by its words.</summary>
    public Task Press(string words) =>
        Page.GetByRole(AriaRole.Button, new() { Name = words }).Or(Page.GetByRole(AriaRole.Link, new() { Name = words })).First.ClickAsync();

    /// <summary>Goes to the end of the interview.</summary>
    public async Task Finish()
    {
        while (await Page.Locator("#composer #done").CountAsync() == 0)
        {
            var finish = Composer.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Finish") });
            if (await finish.CountAsync() > 0) await Next(() => finish.ClickAsync());
            else await Skip();
        }
    }

    /// <summary>Takes nine words and types two of them back.</summary>
    public async Task<string[]> KeepWords()
    {
        await Page.GotoAsync("/keep");
        await Press("Show me my nine words");
        var words = await ShownWords();
        await TypeBack(words);
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "You have kept your nine words" })).ToBeVisibleAsync();
        return words;
    }

    /// <summary>The nine words on the page.</summary>
    public async Task<string[]> ShownWords()
    {
        await Expect(Page.Locator(".words li")).ToHaveCountAsync(9);
        return [.. (await Page.Locator(".words li").AllInnerTextsAsync()).Select(w => w.Trim())];
    }

    /// <summary>Types the two words that are asked for.</summary>
    public async Task TypeBack(string[] words)
    {
        foreach (var id in (string[])["w1", "w2"])
        {
            var asked = Regex.Match(await Page.Locator($"label[for={id}]").InnerTextAsync(), @"\d").Value;
            await Page.Locator($"#{id}").FillAsync(words[int.Parse(asked, System.Globalization.CultureInfo.InvariantCulture) - 1]);
        }
        await Press("I have kept them");
    }

    /// <summary>Comes back with the words.</summary>
    public async Task Resume(string[] words)
    {
        await Page.GotoAsync("/resume");
        await Page.Locator("#words").FillAsync(string.Join(' ', words));
        await Press("Open my conversation");
    }
}
