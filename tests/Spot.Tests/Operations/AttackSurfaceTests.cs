using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Spot.Api.Administrators;
using Spot.Testing.Application;
using Spot.Tests.Hosting;

namespace Spot.Tests.Operations;

/// <summary>Every route there is, asked by somebody who may nothing; and addresses that mean something else than they say.</summary>
public sealed class AttackSurfaceTests(SharedSpot shared)
{
    private static readonly string[] Elsewhere =
        ["//evil.example", "https://evil.example/", "/\\evil.example", "\\\\evil.example", "/admin//evil.example", "/admin/\\evil.example", "/admin/..//evil.example", "javascript:alert(1)", "/%2fevil.example", "/admin/\r\nX-Evil: 1"];

    [Fact]
    public async Task Every_route_without_a_visit_or_a_session_answers_safely()
    {
        var company = await shared.NewCompany();
        var routes = Routes(company.Spot);
        Assert.Contains(routes, r => r.Path.StartsWith("/admin/cases/", StringComparison.Ordinal));
        Assert.True(routes.Count > 30, $"Only {routes.Count} routes were found.");
        foreach (var route in routes)
        {
            using var browser = company.Browser();
            using var answer = await Ask(browser, route);
            CheckAnswer(route.Name, answer);
            if (route.BehindSignIn) await CheckNotOpened(route, answer);
            // A page that gives a text back needs what protects its form; taking a cookie away is setting none.
            Assert.All(SetCookies(answer).Where(cookie => !cookie.Contains("expires=Thu, 01 Jan 1970", StringComparison.OrdinalIgnoreCase)), cookie =>
            {
                CheckCookie(cookie);
                Assert.Contains(cookie.Split('=')[0], route.Path == "/start" ? (string[])["__Host-spot"] : ["__Host-form"]);
                Assert.True(route.Method == "POST" || route.Path.StartsWith("/admin", StringComparison.Ordinal), $"{route.Name} sets {cookie}");
            });
        }
    }

    [Fact]
    public async Task No_administrator_s_page_opens_with_a_password_alone()
    {
        var company = await shared.NewCompany();
        using var owner = await company.Owner();
        using var half = company.Browser();
        var page = await half.Press(await half.Get("/admin/sign-in"), "Sign in", ("mail", "ada@firm.example"), ("password", Staff.Password));
        var token = page.FormTo("/admin/code")["form"];
        foreach (var route in Routes(company.Spot).Where(r => r.BehindSignIn))
        {
            using var answer = await Ask(half, route, token);
            CheckAnswer(route.Name, answer);
            Assert.NotEqual(HttpStatusCode.BadRequest, answer.StatusCode); // The token was right, so it is the session that is refused.
            await CheckNotOpened(route, answer);
        }
    }

    [Fact]
    public async Task The_first_page_sets_no_cookie_and_starting_sets_one_that_no_script_reads()
    {
        var company = await shared.NewCompany();
        using var browser = company.Browser();
        foreach (var path in (string[])["/", "/resume", "/chat", "/status", "/record", "/copy", "/send", "/nowhere"])
        {
            await browser.Get(path);
            Assert.Empty(browser.CookiesHere);
        }

        var landing = await browser.Get("/");
        using var started = await browser.SendRaw(landing.FormOf("Start talking").ToRequest());
        var cookie = Assert.Single(SetCookies(started));
        CheckCookie(cookie);
        Assert.StartsWith("__Host-spot=", cookie, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("acme.localhost.evil")]
    [InlineData("acme.localhost.evil:443")]
    [InlineData("127.0.0.1")]
    [InlineData("[::1]")]
    [InlineData("evil.example")]
    [InlineData("a.acme.localhost")]
    [InlineData("acme..localhost")]
    [InlineData("nobody.localhost")]
    [InlineData("acme.localhost@evil.example")]
    [InlineData("acme.localhost%00.evil")]
    [InlineData("operator.localhost")]
    public async Task A_host_that_is_nobody_s_gets_nothing_of_a_company(string host)
    {
        var spot = await shared.Spot;
        var answer = await Raw(spot, $"GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
        Assert.Matches("^HTTP/1.1 4[0-9][0-9] ", answer);
        Assert.DoesNotContain("Acme", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("Set-Cookie", answer, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("ACME.LOCALHOST")]
    [InlineData("Acme.localhost")]
    public async Task Capitals_in_a_host_change_nothing(string host)
    {
        var spot = await shared.Spot;
        var answer = await Raw(spot, $"GET / HTTP/1.1\r\nHost: {host}:{spot.Settings.Port}\r\nConnection: close\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 200 ", answer, StringComparison.Ordinal);
        Assert.Contains("Acme", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/assets/../../keys/root")]
    [InlineData("/assets/..%2f..%2fkeys%2froot")]
    [InlineData("/assets/%2e%2e/%2e%2e/keys/root")]
    [InlineData("/assets/..%5c..%5ckeys%5croot")]
    [InlineData("/assets/%252e%252e/keys/root")]
    [InlineData("/assets//etc/passwd")]
    [InlineData("/assets/spot.css")]
    [InlineData("/../data/spot.db")]
    [InlineData("/data/vault.db")]
    [InlineData("/.well-known/../keys/root")]
    public async Task A_path_that_leads_out_of_the_assets_leads_nowhere(string path)
    {
        var spot = await shared.Spot;
        var answer = await Raw(spot, $"GET {path} HTTP/1.1\r\nHost: acme.localhost:{spot.Settings.Port}\r\nConnection: close\r\n\r\n");
        Assert.Matches("^HTTP/1.1 40[04] ", answer);
    }

    [Fact]
    public async Task No_way_on_leads_to_another_site()
    {
        var company = await shared.NewCompany();
        using var owner = await company.Owner();
        using var stranger = company.Browser();
        using var reporter = company.Reporter();
        await reporter.Begin();
        foreach (var evil in Elsewhere)
        {
            var query = Uri.EscapeDataString(evil);
            foreach (var path in (string[])[$"/admin/sign-in?to={query}", $"/admin/set-up?to={query}", $"/admin/code?to={query}", $"/admin/recovery-code?to={query}"])
            {
                await CheckWay(company, owner.Browser, path);
                await CheckWay(company, stranger, path);
            }

            Assert.DoesNotContain("evil", (await stranger.Get($"/admin/sign-in?to={query}")).Source, StringComparison.Ordinal);
            Assert.DoesNotContain("evil", (await reporter.Open($"/keep?next={query}")).Source, StringComparison.Ordinal);
        }
    }

    private static async Task CheckWay(CompanyUnderTest company, SpotClient browser, string path)
    {
        using var answer = await browser.SendRaw(new HttpRequestMessage(HttpMethod.Get, path));
        if (answer.Headers.Location is not { } location) return;
        var home = company.Spot.Settings.Addresses.AddressOf(company.Slug);
        Assert.Equal(home.Authority, new Uri(home, location).Authority);
        Assert.DoesNotContain("evil", location.OriginalString, StringComparison.Ordinal);
    }

    private static List<Route> Routes(SpotApplication spot) =>
        [.. from endpoint in spot.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().Distinct()
            let path = "/" + endpoint.RoutePattern.RawText!.Trim('/').Replace("{id}", new string('a', 32), StringComparison.Ordinal).Replace("{token}", new string('b', 43), StringComparison.Ordinal)
            where path is not "/admin/sign-out"
            from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]
            select new Route(method, path, endpoint.Metadata.GetMetadata<BehindSignIn>() is not null)];

    private static Task<HttpResponseMessage> Ask(SpotClient browser, Route route, string token = "none")
    {
        var request = new HttpRequestMessage(new HttpMethod(route.Method), route.Path);
        if (route.Method != "GET") request.Content = new FormUrlEncodedContent([KeyValuePair.Create("form", token), KeyValuePair.Create("text", "x")]);
        return browser.SendRaw(request, HttpCompletionOption.ResponseHeadersRead);
    }

    private static void CheckAnswer(string route, HttpResponseMessage answer)
    {
        Assert.True((int)answer.StatusCode < 500, $"{route}: {answer.StatusCode}");
        Assert.Contains("default-src 'none'", Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Equal("nosniff", Header("X-Content-Type-Options"));
        Assert.Equal("DENY", Header("X-Frame-Options"));
        Assert.Equal("no-referrer", Header("Referrer-Policy"));
        Assert.Equal("no-store", Header("Cache-Control"));
        foreach (var telltale in (string[])["Server", "X-Powered-By", "X-AspNet-Version", "Via"]) Assert.False(answer.Headers.Contains(telltale), $"{route} says {telltale}.");

        string Header(string name) => answer.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : $"{route} has no {name}";
    }

    private static async Task CheckNotOpened(Route route, HttpResponseMessage answer)
    {
        if (answer.StatusCode == HttpStatusCode.OK)
        {
            // A form that came too late is answered with signing in, so that its text is not lost.
            Assert.Equal("POST", route.Method);
            Assert.Contains("<h1>Sign in</h1>", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            return;
        }

        if (answer.StatusCode == HttpStatusCode.SeeOther) Assert.Matches("^/admin/(sign-in|code|set-up)", answer.Headers.Location!.OriginalString);
        else Assert.Contains(answer.StatusCode, (HttpStatusCode[])[HttpStatusCode.BadRequest, HttpStatusCode.Unauthorized]);
    }

    private static void CheckCookie(string cookie)
    {
        Assert.StartsWith("__Host-", cookie, StringComparison.Ordinal);
        foreach (var part in (string[])["secure", "httponly", "samesite=strict", "path=/"]) Assert.Contains(part, cookie, StringComparison.OrdinalIgnoreCase);
    }

    private static IEnumerable<string> SetCookies(HttpResponseMessage answer) => answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : [];

    // As written, byte for byte: an HTTP client would tidy it up first.
    private static async Task<string> Raw(SpotApplication spot, string request)
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(IPAddress.Loopback, spot.Settings.Port);
        using var authority = spot.Authority;
        await using var tls = new SslStream(tcp.GetStream());
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "acme.localhost",
            CertificateChainPolicy = new() { TrustMode = System.Security.Cryptography.X509Certificates.X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { authority }, RevocationMode = System.Security.Cryptography.X509Certificates.X509RevocationMode.NoCheck },
        });
        await tls.WriteAsync(Encoding.ASCII.GetBytes(request));
        using var reader = new StreamReader(tls, Encoding.UTF8);
        return await reader.ReadToEndAsync();
    }

    private sealed record Route(string Method, string Path, bool BehindSignIn)
    {
        public string Name => $"{Method} {Path}";
    }
}
