using System.Net;
using System.Text;

namespace Spot.Tests.Conversations;

public sealed class ComingBackTests(RunningSpot spot) : IClassFixture<RunningSpot>
{
    [Fact]
    public async Task Nine_words_open_the_conversation_in_another_browser()
    {
        using var first = spot.Application.Browser();
        await first.Tell();
        var words = await first.KeepWords();

        using var second = spot.Application.Browser();
        // Capitals, commas and the first four letters are enough.
        var typed = string.Join(", ", words.Select((w, i) => i % 2 == 0 ? w.ToUpperInvariant() : w[..Math.Min(4, w.Length)]));
        var page = await second.Press(await second.Get("/resume"), "Open my conversation", ("words", typed));

        Assert.Equal("/chat", page.At.AbsolutePath);
        Assert.Contains("Martin asked me to sign", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mistyped_word_is_named_and_a_suggestion_fills_it_in()
    {
        using var browser = spot.Application.Browser();
        await browser.Tell();
        var words = await browser.KeepWords();
        var typed = string.Join(' ', words.Select((w, i) => i == 4 ? w + "q" : w));

        var page = await browser.Press(await browser.Get("/resume"), "Open my conversation", ("words", typed));
        Assert.StartsWith("Look again:", page.Html.Title, StringComparison.Ordinal);
        Assert.Contains($"Word 5, “{words[4]}q”, is not on our list.", page.TextOf("#e"), StringComparison.Ordinal);
        Assert.Equal(typed, page.FormOf("Open my conversation")["words"]);

        var suggestion = page.Html.QuerySelector("button[name=fix]")!.GetAttribute("value")![2..];
        page = await browser.Press(page, $"Use “{suggestion}”");
        Assert.Equal(suggestion, page.FormOf("Open my conversation")["words"].Split(' ')[4]);
    }

    [Fact]
    public async Task A_wrong_check_and_an_unknown_code_are_told_apart()
    {
        using var browser = spot.Application.Browser();
        await browser.Tell();
        var words = await browser.KeepWords();
        (words[0], words[1]) = (words[1], words[0]);
        var swapped = await browser.Press(await browser.Get("/resume"), "Open my conversation", ("words", string.Join(' ', words)));
        Assert.Matches("one is wrong, or two are swapped|nothing opens with them", swapped.TextOf("#e"));

        var unknown = string.Join(' ', Grains.Abstractions.Vault.AccessCode.Create().Words);
        var page = await browser.Press(await browser.Get("/resume"), "Open my conversation", ("words", unknown));
        Assert.Contains("nothing opens with them here", page.TextOf("#e"), StringComparison.Ordinal);
        Assert.Contains("another company’s page", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_word_typed_back_wrong_is_named_and_the_nine_stay()
    {
        using var browser = spot.Application.Browser();
        await browser.Tell();
        var page = await browser.Press(await browser.Get("/keep"), "Show me my nine words");
        var words = Telling.Words(page);
        var (first, second) = Telling.Asked(page);

        page = await browser.Press(page, "I have kept them", ("w1", "zebra"), ("w2", words[second - 1]));

        Assert.Contains($"This is not word {first}.", page.TextOf("#w1-e"), StringComparison.Ordinal);
        Assert.Null(page.Html.QuerySelector("#w2-e"));
        Assert.Equal(words, Telling.Words(page));
    }

    [Fact]
    public async Task Different_words_are_different_and_the_file_holds_them_alone()
    {
        using var browser = spot.Application.Browser();
        await browser.Tell();
        var page = await browser.Press(await browser.Get("/keep"), "Show me my nine words");
        var before = Telling.Words(page);

        page = await browser.Press(page, "Give me different words");
        var words = Telling.Words(page);
        Assert.NotEqual(before, words);

        var file = await browser.Press(page, "Download as notes.txt");
        Assert.Equal("notes.txt", file.Response.Content.Headers.ContentDisposition!.FileName);
        Assert.Equal(string.Join(' ', words), Encoding.UTF8.GetString(file.Body).Trim());
    }

    [Fact]
    public async Task Looking_at_the_page_makes_no_words()
    {
        using var browser = spot.Application.Browser();
        await browser.Tell();

        await browser.Get("/keep");
        var page = await browser.Get("/keep");

        Assert.Empty(Telling.Words(page));
    }

    [Fact]
    public async Task Leaving_ends_the_visit_clears_the_browser_and_goes_elsewhere()
    {
        using var browser = spot.Application.Browser();
        await browser.Tell();
        var cookie = browser.CookiesHere.Single(c => c.Name == "__Host-spot").Value;

        using var left = await browser.SendRaw(new HttpRequestMessage(HttpMethod.Get, "/leave"));
        Assert.Equal(new Uri("https://www.wikipedia.org/"), left.Headers.Location);
        Assert.Contains("\"storage\"", left.Headers.GetValues("Clear-Site-Data").Single(), StringComparison.Ordinal);
        Assert.Empty(browser.CookiesHere);

        // The cookie is worth nothing, even to whoever copied it.
        browser.Cookies.Add(new Cookie("__Host-spot", cookie, "/", browser.Address.Host) { Secure = true });
        var page = await browser.Get("/chat");
        Assert.Equal(HttpStatusCode.Gone, page.Status);
        Assert.DoesNotContain("Martin asked", page.Source, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_written_after_the_visit_ended_comes_back_and_goes_into_the_box_again()
    {
        using var browser = spot.Application.Browser();
        var form = (await browser.Tell()).FormOf("Answer").With(("text", "my long thought"));
        var words = await browser.KeepWords();
        form = (await browser.Get("/chat")).FormOf("Answer").With(("text", "my long thought"));
        // Another tab leaves; this one still holds its cookies.
        var cookies = browser.CookiesHere;
        (await browser.SendRaw(new HttpRequestMessage(HttpMethod.Get, "/leave"))).Dispose();
        foreach (var c in cookies) browser.Cookies.Add(new Cookie(c.Name, c.Value, "/", browser.Address.Host) { Secure = true });

        var page = await browser.Send(form);
        Assert.Contains("Your visit is over", page.Text, StringComparison.Ordinal);
        Assert.Equal("my long thought", page.FormOf("Open my conversation")["unsent"]);

        page = await browser.Press(page, "Open my conversation", ("words", string.Join(' ', words)));
        Assert.Equal("my long thought", page.FormOf("Answer")["text"]);
    }

    [Fact]
    public async Task What_somebody_wrote_never_goes_into_the_conversation_of_the_next_person_at_that_browser()
    {
        using var other = spot.Application.Browser();
        await other.Tell();
        var words = await other.KeepWords();
        using var browser = spot.Application.Browser();
        var form = (await browser.Tell()).FormOf("Answer").With(("text", "my long thought"));
        var cookies = browser.CookiesHere;
        (await browser.SendRaw(new HttpRequestMessage(HttpMethod.Get, "/leave"))).Dispose();
        foreach (var c in cookies) browser.Cookies.Add(new Cookie(c.Name, c.Value, "/", browser.Address.Host) { Secure = true });

        var page = await browser.Send(form);
        page = await browser.Press(page, "Open my conversation", ("words", string.Join(' ', words)));

        Assert.Equal("/chat", page.At.AbsolutePath);
        Assert.DoesNotContain("my long thought", page.Source, StringComparison.Ordinal);
    }
}
