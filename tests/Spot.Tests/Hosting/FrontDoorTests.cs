using System.Net;
using Spot.Api.Hosting;
using Spot.Testing.Application;

namespace Spot.Spot.Tests.Hosting;

/// <summary>The frame round every page, over real TLS.</summary>
public sealed class FrontDoorTests(FrontDoorTests.Running running) : IClassFixture<FrontDoorTests.Running>
{
    private SpotApplication Spot => running.Spot;

    [Fact]
    public async Task The_demo_company_answers_at_its_own_address_over_HTTP_2()
    {
        using var browser = Spot.Browser();
        var page = await browser.Get("/");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal(HttpVersion.Version20, page.Response.Version);
        Assert.Contains("Acme", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_bare_domain_has_a_page_of_its_own()
    {
        using var browser = Spot.BrowserOnBareDomain();
        var page = await browser.Get("/");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.DoesNotContain("Acme", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/"), InlineData("/admin"), InlineData("/nothing-of-ours")]
    public async Task Every_answer_tells_the_browser_to_load_nothing_from_elsewhere_and_to_keep_nothing(string path)
    {
        using var browser = Spot.Browser();
        var headers = (await browser.Get(path)).Response.Headers;
        Assert.StartsWith("default-src 'none'; ", Assert.Single(headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Equal("no-referrer", Assert.Single(headers.GetValues("Referrer-Policy")));
        Assert.Equal("nosniff", Assert.Single(headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("same-origin", Assert.Single(headers.GetValues("Cross-Origin-Opener-Policy")));
        Assert.Equal("same-origin", Assert.Single(headers.GetValues("Cross-Origin-Resource-Policy")));
        Assert.True(headers.CacheControl?.NoStore);
        Assert.True(headers.Contains("Permissions-Policy"));
        Assert.False(headers.Contains("Server"));
    }

    [Fact]
    public async Task No_page_allows_inline_script_or_style_and_none_has_any()
    {
        using var browser = Spot.Browser();
        var page = await browser.Get("/");
        Assert.DoesNotContain("unsafe", SecurityHeaders.ContentSecurityPolicy, StringComparison.Ordinal);
        Assert.Empty(page.Html.QuerySelectorAll("style, [style], script:not([src]), [onclick], [onload]"));
        Assert.All(page.Html.QuerySelectorAll("link[href], script[src], img[src]"),
            e => Assert.StartsWith("/", e.GetAttribute("href") ?? e.GetAttribute("src"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_HSTS_on_this_machines_own_names()
    {
        using var browser = Spot.Browser();
        Assert.False((await browser.Get("/")).Response.Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task No_cookie_before_the_chat_starts()
    {
        using var browser = Spot.Browser();
        await browser.Get("/");
        await browser.Get("/resume");
        await browser.Get("/nothing-of-ours");
        Assert.Empty(browser.CookiesHere);
    }

    [Fact]
    public async Task Stylesheet_and_script_are_addressed_by_content_and_may_be_kept_for_ever()
    {
        using var browser = Spot.Browser();
        var path = (await browser.Get("/")).Html.QuerySelector("link[rel=stylesheet]")!.GetAttribute("href")!;
        using var packed = await browser.SendRaw(new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Accept-Encoding", "gzip, br" } } });
        Assert.Equal("br", Assert.Single(packed.Content.Headers.ContentEncoding));
        Assert.Equal("text/css", packed.Content.Headers.ContentType?.MediaType);
        Assert.Contains("immutable", packed.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        using var plain = await browser.SendRaw(new HttpRequestMessage(HttpMethod.Get, path));
        Assert.Empty(plain.Content.Headers.ContentEncoding);
        Assert.True(plain.Content.Headers.ContentLength > packed.Content.Headers.ContentLength);
        using var other = await browser.SendRaw(new HttpRequestMessage(HttpMethod.Get, path.Replace(".css", "0.css", StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
        Assert.True(other.Headers.CacheControl?.NoStore);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site"), InlineData("Sec-Fetch-Site", "same-site"), InlineData("Sec-Fetch-Site", "none")]
    [InlineData("Origin", "https://evil.example"), InlineData("Origin", "null"), InlineData("Origin", "")]
    public async Task A_form_from_another_site_is_refused_and_sets_nothing(string header, string value)
    {
        using var browser = Spot.Browser();
        foreach (var path in (string[])["/start", "/resume", "/chat", "/admin/sign-in"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent([]) };
            request.Headers.Add(header, value);
            using var answer = await browser.SendRaw(request);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
            Assert.Contains("Nothing was changed", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
        Assert.Empty(browser.CookiesHere);
    }

    [Fact]
    public async Task A_form_from_an_old_browser_passes_by_its_origin()
    {
        using var browser = Spot.Browser();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/nothing-of-ours") { Content = new FormUrlEncodedContent([]) };
        request.Headers.Add("Origin", browser.Address.GetLeftPart(UriPartial.Authority));
        using var answer = await browser.SendRaw(request);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task A_form_without_its_token_changes_nothing_and_gives_the_text_back_under_a_fresh_one()
    {
        using var browser = Spot.Browser();
        var chat = await browser.Press(await browser.Get("/"), "Start talking");
        var form = chat.FormTo("/chat");
        Assert.NotEmpty(form[FormCheck.Field]);
        var again = await browser.Send(form.Without(FormCheck.Field).With(("text", "the ledger was open")));
        Assert.Equal(HttpStatusCode.BadRequest, again.Status);
        Assert.Equal("the ledger was open", again.FormOf("Try again")["text"]);
        Assert.Equal(form["once"], again.FormOf("Try again")["once"]);
        Assert.DoesNotContain("the ledger was open", (await browser.Get("/chat")).Text, StringComparison.Ordinal);
        var taken = await browser.Press(again, "Try again");
        Assert.Equal(HttpStatusCode.OK, taken.Status);
        Assert.Contains("the ledger was open", taken.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_hundred_thousand_characters_reach_our_own_page()
    {
        using var browser = Spot.Browser();
        var chat = await browser.Press(await browser.Get("/"), "Start talking");
        // Three bytes a character, nine once encoded: the widest a form gets.
        var text = string.Concat(Enumerable.Repeat("語", 200_000));
        var page = await browser.Send(chat.FormTo("/chat").With(("text", text)));
        Assert.Contains("20,000", page.Text, StringComparison.Ordinal);
        Assert.Contains(page.Html.QuerySelectorAll("textarea"), area => area.TextContent.Trim() == text);
    }

    [Fact]
    public async Task What_is_larger_than_that_gets_a_page_too()
    {
        using var browser = Spot.Browser();
        var chat = await browser.Press(await browser.Get("/"), "Start talking");
        var page = await browser.Send(chat.FormTo("/chat").With(("text", new string('x', 5_000_000))));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, page.Status);
        Assert.Contains("larger than this page takes", page.Text, StringComparison.Ordinal);
    }

    public sealed class Running : IAsyncLifetime
    {
        private SpotApplication? spot;

        public SpotApplication Spot => spot!;

        public async ValueTask InitializeAsync() => spot = await SpotApplication.Start();

        public async ValueTask DisposeAsync()
        {
            if (spot is not null) await spot.DisposeAsync();
        }
    }
}
