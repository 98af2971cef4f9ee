using System.Net;
using Spot.Testing.Application;
using Spot.Tests.Hosting;

namespace Spot.Tests.Conversations;

/// <summary>What a browser sends that it should not, or twice.</summary>
public sealed class BadInputTests(SharedSpot shared)
{
    [Fact]
    public async Task Pressing_send_twice_at_once_sends_one_report()
    {
        var company = await shared.NewCompany();
        using var owner = await company.Owner();
        using var reporter = company.Reporter();
        await reporter.GetReadyToSend("He threw the stapler at me.");
        var form = reporter.Page.FormOf("Send now");
        await SentBoth(reporter.Browser, form, form);
        Assert.Single(await owner.Cases());
    }

    [Fact]
    public async Task Sending_from_two_tabs_at_once_sends_one_report()
    {
        var company = await shared.NewCompany();
        using var owner = await company.Owner();
        using var reporter = company.Reporter();
        var first = (await reporter.GetReadyToSend("He threw the stapler at me.")).FormOf("Send now");
        var second = (await reporter.Open("/send")).FormOf("Send now");
        Assert.NotEqual(first["once"], second["once"]);
        await SentBoth(reporter.Browser, first, second);
        Assert.Single(await owner.Cases());
    }

    [Fact]
    public async Task A_stale_tab_shows_both_texts_and_keeps_both_on_request()
    {
        var company = await shared.NewCompany();
        using var reporter = company.Reporter();
        var tab = await reporter.Begin();
        await reporter.Say("The first tab says marmalade.");
        var stale = await reporter.Browser.Press(tab, "Answer", ("text", "The second tab says chutney."));
        Assert.Equal(HttpStatusCode.Conflict, stale.Status);
        Assert.Contains("The first tab says marmalade.", stale.Text, StringComparison.Ordinal);
        Assert.Equal("The second tab says chutney.", stale.FormOf("Keep both")["text"]);
        await reporter.Browser.Press(stale, "Keep both");
        var whole = (await reporter.Open("/chat?all")).Text;
        Assert.Contains("marmalade", whole, StringComparison.Ordinal);
        Assert.Contains("chutney", whole, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Sec-Fetch-Site", "none")]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    public async Task A_form_from_another_site_neither_starts_nor_opens_a_conversation(string header, string value)
    {
        var company = await shared.NewCompany();
        using var reporter = company.Reporter();
        await reporter.Begin();
        await reporter.Say("I was pushed.");
        await reporter.Keep();
        var rows = await company.Rows();
        using var forged = company.Browser();
        foreach (var (path, fields) in ((string, KeyValuePair<string, string>[])[])[("/start", []), ("/resume", [KeyValuePair.Create("words", string.Join(' ', reporter.Words))])])
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields) };
            request.Headers.Add(header, value);
            using var answer = await forged.SendRaw(request);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
            Assert.False(answer.Headers.Contains("Set-Cookie"));
        }

        // The same words from our own page do open it, so it was the origin that was refused.
        Assert.Equal("/chat", (await reporter.Return()).At.AbsolutePath);
        Assert.Empty(forged.CookiesHere);
        // One head, one stream of turns at most, one code: nothing came to them.
        Assert.Equal(rows, await company.Rows());
    }

    [Fact]
    public async Task A_message_of_200_000_characters_is_given_back_with_how_much_is_too_much()
    {
        var company = await shared.NewCompany();
        using var reporter = company.Reporter();
        await reporter.Begin();
        var text = string.Concat(Enumerable.Repeat("äöü 漢字.x", 25_000));
        Assert.Equal(200_000, text.Length);
        var page = await reporter.Say(text);
        Assert.Contains("180,000 characters longer than one answer can be (20,000)", page.Text, StringComparison.Ordinal);
        Assert.Equal(text, page.FormOf("Answer")["text"]);
        Assert.DoesNotContain("漢字", (await reporter.Open("/chat?all")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \r\n\t ")]
    public async Task A_message_without_words_says_so_and_keeps_nothing(string text)
    {
        var company = await shared.NewCompany();
        using var reporter = company.Reporter();
        await reporter.Begin();
        var page = await reporter.Say(text);
        Assert.Contains("There are no words in it yet.", page.Text, StringComparison.Ordinal);
        Assert.Empty((await reporter.Open("/chat?all")).Html.QuerySelectorAll("li.turn.you"));
    }

    [Fact]
    public async Task A_form_of_another_visit_gives_the_text_back()
    {
        var company = await shared.NewCompany();
        using var reporter = company.Reporter();
        await reporter.Begin();
        var form = reporter.Page.FormOf("Answer").With(("text", "He shouted."), ("form", "not a token"));
        var page = await reporter.Browser.Send(form);
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Equal("He shouted.", page.FormOf("Try again")["text"]);
        await reporter.Browser.Press(page, "Try again");
        Assert.Single((await reporter.Open("/chat?all")).Html.QuerySelectorAll("li.turn.you"));
    }

    private static async Task SentBoth(SpotClient browser, SpotForm first, SpotForm second)
    {
        var answers = await Task.WhenAll(browser.SendRaw(first.ToRequest()), browser.SendRaw(second.ToRequest()));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode));
        Assert.Equal("/status", (await browser.Get("/status")).At.AbsolutePath);
    }
}
