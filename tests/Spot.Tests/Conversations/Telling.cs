using Spot.Grains.Abstractions.Vault;
using Spot.Testing.Application;

namespace Spot.Tests.Conversations;

/// <summary>One Spot for the tests of the reporter's pages. Each test is a browser of its own, so none meets another's conversation.</summary>
public sealed class RunningSpot : IAsyncLifetime
{
    private SpotApplication? application;

    internal SpotApplication Application => application!;

    public async ValueTask InitializeAsync() => application = await SpotApplication.Start();

    public async ValueTask DisposeAsync()
    {
        if (application is not null) await application.DisposeAsync();
    }
}

/// <summary>What a reporter does, in a browser without scripts.</summary>
internal static class Telling
{
    public const string Account = "It was Tuesday. Martin asked me to sign the forklift check. I said I would rather do it first. Priya stood next to us.";

    /// <summary>Presses "Start talking".</summary>
    public static async Task<SpotPage> Start(this SpotClient browser) => await browser.Press(await browser.Get("/"), "Start talking");

    /// <summary>Starts and gives the account.</summary>
    public static async Task<SpotPage> Tell(this SpotClient browser, string account = Account) => await browser.Answer(await browser.Start(), account);

    /// <summary>Answers the question that waits.</summary>
    public static Task<SpotPage> Answer(this SpotClient browser, SpotPage page, string text) => browser.Press(page, "Answer", ("text", text));

    /// <summary>Makes nine words and keeps them by typing two back.</summary>
    public static async Task<string[]> KeepWords(this SpotClient browser)
    {
        var page = await browser.Press(await browser.Get("/keep"), "Show me my nine words");
        var words = Words(page);
        Assert.Equal(AccessCode.WordCount, words.Length);
        var (first, second) = Asked(page);
        var kept = await browser.Press(page, "I have kept them", ("w1", words[first - 1]), ("w2", words[second - 1]));
        Assert.Contains("You have kept your nine words", kept.Text, StringComparison.Ordinal);
        return words;
    }

    /// <summary>Tells, keeps nine words and opens the page that sends.</summary>
    public static async Task<SpotPage> ReadyToSend(this SpotClient browser, string account = Account)
    {
        await browser.Tell(account);
        await browser.KeepWords();
        return await browser.Get("/send");
    }

    /// <summary>The words that a page shows.</summary>
    public static string[] Words(SpotPage page) => [.. page.Html.QuerySelectorAll("ol.words li").Select(word => word.TextContent)];

    /// <summary>Which two words the page asks for.</summary>
    public static (int First, int Second) Asked(SpotPage page) => (Number(page, "w1"), Number(page, "w2"));

    private static int Number(SpotPage page, string field) => page.TextOf($"label[for={field}]")[^1] - '0';
}
