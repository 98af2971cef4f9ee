using Microsoft.Playwright;
using Spot.Browser.Tests.Hosting;
using static Microsoft.Playwright.Assertions;

namespace Spot.Browser.Tests.Conversations;

/// <summary>The first page: light, quiet, and readable by everybody.</summary>
public sealed class LandingTests(Installation installation) : BrowserTest(installation)
{
    private const int LargestFirstPage = 60 * 1024;

    [Fact]
    public async Task The_certificate_is_trusted_where_the_installations_authority_is()
    {
        var visit = await Open();
        var answer = await visit.Page.GotoAsync("/");
        Assert.Equal(200, answer!.Status);
        var security = await answer.SecurityDetailsAsync();
        Assert.Equal("TLS 1.3", security!.Protocol);
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Acme sees it only if you send it");
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task The_first_page_weighs_at_most_60_KB_over_the_wire_and_sets_no_cookie(bool script)
    {
        var visit = await Open(new Browsing { Script = script });
        var network = await visit.Context.NewCDPSessionAsync(visit.Page);
        var (bytes, files) = (0d, 0);
        network.Event("Network.loadingFinished").OnEvent += (_, done) => (bytes, files) = (bytes + done!.Value.GetProperty("encodedDataLength").GetDouble(), files + 1);
        await network.SendAsync("Network.enable");
        await visit.Page.GotoAsync("/", new() { WaitUntil = WaitUntilState.NetworkIdle });

        Assert.InRange(files, 2, 5);
        Assert.InRange(bytes, 1024, LargestFirstPage);
        Assert.Empty(await visit.Cookies());
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task The_first_page_reads_well_for_everybody(bool script)
    {
        var visit = await Open(new Browsing { Script = script });
        await visit.Page.GotoAsync("/");
        await Look.At(visit.Page, script ? "landing" : "landing-plain");
    }

    [Fact]
    public async Task The_cookie_comes_with_the_start_and_only_for_the_visit()
    {
        var visit = await Open();
        await new Reporter(visit).Start();
        var cookies = await visit.Context.CookiesAsync([visit.Company.ToString()]);
        Assert.NotEmpty(cookies);
        Assert.All(cookies, cookie =>
        {
            Assert.StartsWith("__Host-", cookie.Name, StringComparison.Ordinal);
            Assert.True(cookie.HttpOnly && cookie.Secure);
            Assert.Equal(SameSiteAttribute.Strict, cookie.SameSite);
            Assert.Equal(-1, cookie.Expires); // Gone when the browser is closed.
        });
    }

    [Fact]
    public async Task An_address_that_nobody_has_says_so()
    {
        var visit = await Open(new Uri(Installation.Application.Settings.Addresses.Address.ToString().Replace("://", "://nobody-here.", StringComparison.Ordinal)));
        visit.Expect("status of 404");
        visit.Expect("ERR_CERT_COMMON_NAME_INVALID");
        // Nobody vouches for a name that is nobody's: past the browser's warning stands our page.
        var refused = await Assert.ThrowsAsync<PlaywrightException>(() => visit.Page.GotoAsync("/"));
        Assert.Contains("ERR_CERT_COMMON_NAME_INVALID", refused.Message, StringComparison.Ordinal);
    }
}
