using System.Net;

namespace Spot.Tests.Conversations;

public sealed class TalkingTests(RunningSpot spot) : IClassFixture<RunningSpot>
{
    [Fact]
    public async Task No_cookie_comes_before_the_start_and_the_visit_is_one_strict_cookie_after_it()
    {
        using var browser = spot.Application.Browser();
        await browser.Get("/");
        await browser.Get("/resume");
        Assert.Empty(browser.CookiesHere);

        await browser.Start();

        var cookie = Assert.Single(browser.CookiesHere, c => c.Name == "__Host-spot");
        Assert.True(cookie is { Secure: true, HttpOnly: true, Expires.Ticks: 0 });
    }

    [Fact]
    public async Task A_probe_quotes_what_was_told()
    {
        using var browser = spot.Application.Browser();

        var page = await browser.Tell();

        var quote = page.TextOf("#now .quote");
        Assert.Contains(quote, Telling.Account, StringComparison.Ordinal);
        Assert.Contains("Question 1 of", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_is_shown_as_text_whatever_is_in_it()
    {
        using var browser = spot.Application.Browser();

        var page = await browser.Tell("He said <script>alert(1)</script> & left.\r\n\r\nThen nothing.");

        Assert.DoesNotContain("<script>alert", page.Source, StringComparison.Ordinal);
        Assert.Contains("He said <script>alert(1)</script> & left.", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_answer_is_told_that_it_can_be_skipped()
    {
        using var browser = spot.Application.Browser();
        var page = await browser.Answer(await browser.Start(), " \r\n ");

        Assert.StartsWith("Look again:", page.Html.Title, StringComparison.Ordinal);
        Assert.Contains("You can skip this question.", page.TextOf(".err"), StringComparison.Ordinal);
        Assert.Equal("a-e", page.Html.QuerySelector("#a")!.GetAttribute("aria-describedby")!.Split(' ')[0]);
    }

    [Fact]
    public async Task A_text_of_200_000_characters_comes_back_whole_with_by_how_much()
    {
        using var browser = spot.Application.Browser();
        var text = string.Concat(Enumerable.Repeat("äb\r\n", 50_000));

        var page = await browser.Answer(await browser.Start(), text);

        // Line ends count once: three characters of four.
        Assert.Contains("This is 130,000 characters longer", page.TextOf(".err"), StringComparison.Ordinal);
        Assert.Equal(text.ReplaceLineEndings("\n"), page.FormOf("Answer")["text"].ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Skipping_with_words_in_the_box_asks_first_and_then_skips()
    {
        using var browser = spot.Application.Browser();
        var page = await browser.Press(await browser.Tell(), "Skip", ("text", "half a thought"));
        Assert.Equal("half a thought", page.FormOf("Answer")["text"]);

        page = await browser.Press(page, "Skip and leave this out");

        Assert.Contains("You skipped this.", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("half a thought", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_form_twice_is_one_answer()
    {
        using var browser = spot.Application.Browser();
        var form = (await browser.Tell()).FormOf("Answer").With(("text", "only once"));

        await browser.Send(form);
        var page = await browser.Send(form);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Single(page.Html.QuerySelectorAll(".you .say"), a => a.TextContent.Contains("only once", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_stale_tab_shows_both_texts_and_both_can_be_kept()
    {
        using var browser = spot.Application.Browser();
        var tab = (await browser.Start()).FormOf("Answer");
        await browser.Send(tab.With(("text", "The account of the first tab.")));

        var page = await browser.Send(tab.With(("text", "The account of the other tab.")));
        Assert.Contains("The account of the first tab.", page.Text, StringComparison.Ordinal);
        Assert.Equal("The account of the other tab.", page.FormOf("Keep both")["text"]);

        page = await browser.Press(page, "Keep both");
        var account = page.TextOf("#a4 .say");
        Assert.Contains("first tab", account, StringComparison.Ordinal);
        Assert.Contains("other tab", account, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_is_changed_in_its_place_and_its_older_wording_can_be_erased()
    {
        using var browser = spot.Application.Browser();
        await browser.Answer(await browser.Tell(), "by the loading door");
        var page = await browser.Get("/chat?change=5");
        Assert.Equal("by the loading door", page.FormOf("Keep this wording")["text"]);

        page = await browser.Press(page, "Keep this wording", ("text", "by the charging wall"));
        Assert.Contains("by the charging wall", page.TextOf("#a5 .say"), StringComparison.Ordinal);
        Assert.Contains("by the loading door", page.TextOf("#a5 details"), StringComparison.Ordinal);

        page = await browser.Press(page, "Erase the older wording of: by the charging wall");
        Assert.DoesNotContain("by the loading door", page.Source, StringComparison.Ordinal);
        Assert.Contains("Changed by you", page.TextOf("#a5"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_older_than_ten_turns_waits_behind_a_link()
    {
        using var browser = spot.Application.Browser();
        var page = await browser.Tell(string.Join(' ', Enumerable.Range(1, 12).Select(i => $"On day {i} the foreman told me to lift crate number {i} without the harness.")));
        for (var i = 0; i < 7; i++) page = await browser.Press(page, "Skip");

        Assert.Contains("Show the first", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("I am a program", page.Text, StringComparison.Ordinal);
        Assert.Contains("I am a program", (await browser.Get("/chat?all")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_script_gets_only_the_new_bubbles_and_the_box()
    {
        using var browser = spot.Application.Browser();
        var form = (await browser.Tell()).FormOf("Answer").With(("text", "a new answer"));
        using var request = form.ToRequest();
        request.Headers.Add("Accept", "text/vnd.spot.fragment");

        using var response = await browser.SendRaw(request);
        var html = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal("fragment", Assert.Single(response.Headers.GetValues("X-Spot")));
        Assert.DoesNotContain("<main", html, StringComparison.Ordinal);
        Assert.Contains("""data-key="a5" """.TrimEnd(), html, StringComparison.Ordinal);
        Assert.Contains("""id="composer" """.TrimEnd(), html, StringComparison.Ordinal);
        Assert.DoesNotContain("I am a program", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_from_another_site_changes_nothing()
    {
        using var browser = spot.Application.Browser();
        var page = await browser.Tell();
        foreach (var path in new[] { "/start", "/resume", "/chat", "/keep", "/erase" })
        {
            using var forged = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent([new("text", "forged"), new("turn", "5")]) };
            forged.Headers.Add("Sec-Fetch-Site", "cross-site");
            using var answer = await browser.SendRaw(forged);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }

        Assert.DoesNotContain("forged", (await browser.Get("/chat?all")).Source, StringComparison.Ordinal);
        Assert.Contains("Question 1 of", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_whose_token_is_gone_gives_the_text_back()
    {
        using var browser = spot.Application.Browser();
        var form = (await browser.Tell()).FormOf("Answer").With(("text", "not to be lost")).Without("form");

        var page = await browser.Send(form);
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);

        page = await browser.Press(page, "Try again");
        Assert.Contains("not to be lost", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_browser_that_keeps_no_cookie_is_told_so()
    {
        using var browser = spot.Application.Browser();

        var page = await browser.Get("/chat?begun");

        Assert.Contains("Your browser keeps nothing", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Starting_again_goes_on_with_the_open_conversation()
    {
        using var browser = spot.Application.Browser();
        await browser.Tell();

        var page = await browser.Start();

        Assert.Contains("Martin asked me to sign", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Erasing_leaves_nothing_to_come_back_to()
    {
        using var browser = spot.Application.Browser();
        await browser.Tell();
        var words = await browser.KeepWords();

        var page = await browser.Press(await browser.Get("/erase"), "Erase my conversation");
        Assert.Contains("Everything is erased", page.Text, StringComparison.Ordinal);

        page = await browser.Press(await browser.Get("/resume"), "Open my conversation", ("words", string.Join(' ', words)));
        Assert.Contains("nothing opens with them here", page.TextOf("#e"), StringComparison.Ordinal);
    }
}
