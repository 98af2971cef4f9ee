using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Spot.Testing.Application;

/// <summary>A browser without scripts: names below localhost lead to this machine, certificates are checked against the installation's authority,
/// cookies are kept, and what is sent says where it comes from.</summary>
public sealed class SpotClient : IDisposable
{
    private readonly HttpClient http;

    /// <summary>A browser for one address.</summary>
    public SpotClient(Uri address, X509Certificate2 authority)
    {
        ArgumentNullException.ThrowIfNull(address);
        Address = address;
        http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            CookieContainer = Cookies,
            ConnectCallback = ToThisMachine,
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
            SslOptions = new SslClientAuthenticationOptions
            {
                CertificateChainPolicy = new X509ChainPolicy
                {
                    TrustMode = X509ChainTrustMode.CustomRootTrust,
                    CustomTrustStore = { authority },
                    RevocationMode = X509RevocationMode.NoCheck,
                },
            },
        })
        {
            BaseAddress = address,
            DefaultRequestVersion = HttpVersion.Version20,
        };
    }

    /// <summary>Where it is.</summary>
    public Uri Address { get; }

    /// <summary>Its cookies.</summary>
    public CookieContainer Cookies { get; } = new();

    /// <summary>The cookies that would be sent to its address.</summary>
    public IReadOnlyList<Cookie> CookiesHere => [.. Cookies.GetCookies(Address).Cast<Cookie>()];

    /// <summary>Opens a page and follows the way on within the same host.</summary>
    public Task<SpotPage> Get(string path) => Follow(new HttpRequestMessage(HttpMethod.Get, path));

    /// <summary>Presses a button by its words, with the form as the page gave it and the fields given here in place of theirs.</summary>
    public Task<SpotPage> Press(SpotPage page, string button, params (string Name, string Value)[] fields)
    {
        ArgumentNullException.ThrowIfNull(page);
        return Send(page.FormOf(button).With(fields));
    }

    /// <summary>Sends a form and follows the way on.</summary>
    public Task<SpotPage> Send(SpotForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        return Follow(form.ToRequest());
    }

    /// <summary>Sends any request as a page of the same host would, unless it says itself where it comes from. Follows nothing.</summary>
    public Task<HttpResponseMessage> SendRaw(HttpRequestMessage request, HttpCompletionOption until = HttpCompletionOption.ResponseContentRead)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Method == HttpMethod.Post && !request.Headers.Contains("Sec-Fetch-Site") && !request.Headers.Contains("Origin"))
            request.Headers.Add("Sec-Fetch-Site", "same-origin");
        request.Version = HttpVersion.Version20;
        return http.SendAsync(request, until);
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    private async Task<SpotPage> Follow(HttpRequestMessage request)
    {
        const int longestWay = 5;
        for (var step = 0; step < longestWay; step++)
        {
            var response = await SendRaw(request);
            var at = new Uri(Address, request.RequestUri!);
            if (response.StatusCode is not (HttpStatusCode.SeeOther or HttpStatusCode.Found) || response.Headers.Location is not { } location)
                return await SpotPage.Read(at, response);
            var next = new Uri(at, location);
            if (next.Authority != Address.Authority) return await SpotPage.Read(at, response);
            response.Dispose();
            request = new HttpRequestMessage(HttpMethod.Get, next);
        }
        throw new InvalidOperationException("The way on leads in a circle.");
    }

    // Neither glibc nor .NET resolve names below localhost; browsers and curl do.
    private static async ValueTask<Stream> ToThisMachine(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
