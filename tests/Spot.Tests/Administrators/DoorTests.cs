using System.Net;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Spot.Api.Administrators;
using Spot.Api.Hosting;
using Spot.Testing.Application;

namespace Spot.Tests.Administrators;

/// <summary>No administrators' page opens without the second factor: every route is walked, not the ones somebody thought of.</summary>
public sealed class DoorTests(StaffApplication app) : IClassFixture<StaffApplication>
{
    private static readonly string[] OpenOnes =
    [
        "GET /admin/code", "GET /admin/link/{token}", "GET /admin/recovery-code", "GET /admin/set-up", "GET /admin/set-up/codes", "GET /admin/set-up/codes/file",
        "GET /admin/set-up/device", "GET /admin/set-up/recovery-key", "GET /admin/sign-in", "POST /admin/code", "POST /admin/link/{token}", "POST /admin/recovery-code",
        "POST /admin/set-up/codes", "POST /admin/set-up/device", "POST /admin/set-up/recovery-key", "POST /admin/sign-in", "POST /admin/sign-out",
    ];

    private IReadOnlyList<(string Method, RouteEndpoint Endpoint)> Routes =>
    [
        .. app.Spot.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => ("/" + e.RoutePattern.RawText!.TrimStart('/')).StartsWith("/admin", StringComparison.Ordinal))
            .SelectMany(e => e.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods, (e, method) => (method, e)),
    ];

    [Fact]
    public void Every_route_says_that_it_is_behind_the_door_or_is_one_of_the_few_that_are_open()
    {
        Assert.NotEmpty(Routes);
        Assert.Equal(OpenOnes, Routes.Where(r => r.Endpoint.Metadata.GetMetadata<BehindSignIn>() is null).Select(Name).Order(StringComparer.Ordinal));
        Assert.All(Routes, r => Assert.True(
            r.Endpoint.Metadata.GetMetadata<BehindSignIn>() is null == (r.Endpoint.Metadata.GetMetadata<OpenToAll>() is not null), Name(r)));
    }

    [Fact]
    public async Task Nobody_gets_in_without_signing_in()
    {
        using var stranger = app.Spot.Browser();
        // A page with a form, so that the form's token is not what stops the stranger.
        var token = (await stranger.Get((await NewLink()).PathAndQuery)).FormOf("Go on to the second factor")[FormCheck.Field];
        await NothingOpens(stranger, token, leadsTo: "/admin/sign-in");
    }

    [Fact]
    public async Task Nobody_gets_in_with_the_password_alone()
    {
        using var maya = app.Spot.Browser();
        app.Maya.Browser = maya;
        var half = await app.Maya.GivePassword();
        Assert.Equal("/admin/code", half.At.AbsolutePath);
        await NothingOpens(maya, half.FormOf("Sign in")[FormCheck.Field], leadsTo: "/admin/sign-in");
    }

    [Fact]
    public async Task Nobody_gets_in_before_the_set_up_is_done()
    {
        using var sam = new StaffMember(app.Spot, "Sam Okafor", "sam-the-door@acme.example");
        var page = await sam.FillIn(await sam.Browser.Get((await NewLink(sam.Mail)).PathAndQuery));
        Assert.Equal("/admin/set-up/device", page.At.AbsolutePath);
        await NothingOpens(sam.Browser, page.FormOf("Confirm")[FormCheck.Field], leadsTo: "/admin/sign-in");

        page = await sam.SetUpDevice(page);

        Assert.Equal("/admin/set-up/codes", page.At.AbsolutePath);
        await NothingOpens(sam.Browser, page.FormOf("Go on")[FormCheck.Field], leadsTo: "/admin/set-up");
    }

    [Fact]
    public async Task A_stream_of_news_says_so_instead_of_leading_to_a_page()
    {
        using var stranger = app.Spot.Browser();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/admin/people");
        request.Headers.Add("Accept", "text/event-stream");

        using var response = await stranger.SendRaw(request);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task A_company_on_another_subdomain_is_not_opened_by_the_cookie_of_this_one()
    {
        using var stranger = app.Spot.Browser();
        stranger.Cookies.Add(stranger.Address, new Cookie("__Host-spot-admin", new string('A', 64), "/") { Secure = true });

        Assert.Equal("/admin/sign-in", (await stranger.Get("/admin/people")).At.AbsolutePath);
    }

    private async Task NothingOpens(SpotClient browser, string token, string leadsTo)
    {
        var behind = Routes.Where(r => r.Endpoint.Metadata.GetMetadata<BehindSignIn>() is not null).ToList();
        Assert.NotEmpty(behind);
        foreach (var route in behind)
        {
            var path = System.Text.RegularExpressions.Regex.Replace("/" + route.Endpoint.RoutePattern.RawText!.TrimStart('/'), @"\{[^}]*\}", "0123456789abcdef0123456789abcdef");
            using var request = new HttpRequestMessage(new HttpMethod(route.Method), path);
            if (route.Method == "POST") request.Content = new FormUrlEncodedContent([KeyValuePair.Create(FormCheck.Field, token)]);
            using var response = await browser.SendRaw(request);
            if (response.StatusCode == HttpStatusCode.SeeOther)
            {
                Assert.StartsWith(leadsTo, response.Headers.Location!.ToString(), StringComparison.Ordinal);
                continue;
            }

            // A form that comes in too late is answered with the page that signs in and keeps its text.
            Assert.Equal("POST", route.Method);
            Assert.True(response.StatusCode == HttpStatusCode.OK, Name(route));
            Assert.Contains("<h1>Sign in</h1>", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
    }

    private async Task<Uri> NewLink(string mail = "a-link-for-the-door@acme.example")
    {
        using var owner = app.Spot.Browser();
        app.Maya.Browser = owner;
        await app.Maya.SignIn();
        var made = await owner.Press(await owner.Get("/admin/people"), "Make the link", ("name", "Sam Okafor"), ("mail", mail));
        return new Uri(made.TextOf("main code"));
    }

    private static string Name((string Method, RouteEndpoint Endpoint) route) => $"{route.Method} /{route.Endpoint.RoutePattern.RawText!.TrimStart('/')}";
}
