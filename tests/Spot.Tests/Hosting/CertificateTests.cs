using System.Diagnostics;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Time.Testing;
using Spot.Api.Hosting.Tls;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Abstractions.Tenants;
using Spot.Testing;
using Spot.Testing.Application;

namespace Spot.Spot.Tests.Hosting;

/// <summary>Certificates that the installation makes for itself.</summary>
public sealed class CertificateTests(FrontDoorTests.Running running) : IClassFixture<FrontDoorTests.Running>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private SpotApplication Spot => running.Spot;

    [Fact]
    public async Task Each_companys_host_has_a_certificate_of_its_own_that_dotNET_accepts()
    {
        await AddCompany("fernhill");
        foreach (var slug in (string[])["acme", "fernhill"])
        {
            using var browser = Spot.Browser(slug);
            Assert.Equal(HttpStatusCode.OK, (await browser.Get("/")).Status);
            using var leaf = await LeafFor($"{slug}.localhost");
            var names = leaf.Extensions.OfType<X509SubjectAlternativeNameExtension>().Single().EnumerateDnsNames();
            Assert.Equal([$"{slug}.localhost"], names);
            Assert.True(leaf.NotAfter - leaf.NotBefore < TimeSpan.FromDays(397));
        }
    }

    [Fact]
    public async Task Curl_accepts_it_with_the_authoritys_file()
    {
        var (code, output) = await Curl("--cacert", Spot.AuthorityFile, Spot.Settings.Addresses.AddressOf("acme").ToString());
        Assert.True(code == 0, output);
        Assert.Contains("<html", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Curl_refuses_it_without()
    {
        var (code, _) = await Curl(Spot.Settings.Addresses.AddressOf("acme").ToString());
        Assert.Equal(60, code); // the peer's certificate cannot be checked
    }

    [Theory]
    [InlineData("nobody.localhost"), InlineData("acme.elsewhere.example"), InlineData("operator.acme.localhost")]
    public async Task A_name_that_is_nobodys_gets_the_bare_domains_certificate_and_makes_none(string name)
    {
        using var leaf = await LeafFor(name);
        Assert.True(leaf.MatchesHostname("localhost"));
        Assert.False(leaf.MatchesHostname(name));
        Assert.DoesNotContain(Directory.EnumerateFiles(Spot.Settings.Certificates), f => f.Contains(name, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_unknown_subdomain_gets_a_plain_page()
    {
        var (code, output) = await Curl("--insecure", "--write-out", " status %{http_code}", Spot.Settings.Addresses.AddressOf("nobody").ToString());
        Assert.True(code == 0, output);
        Assert.Contains("Look at the address again.", output, StringComparison.Ordinal);
        Assert.EndsWith(" status 404", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SslProtocols.Tls12, true), InlineData(SslProtocols.Tls13, true)]
#pragma warning disable SYSLIB0039, CA5397 // The old ones are named to see them refused.
    [InlineData(SslProtocols.Tls11, false)]
#pragma warning restore SYSLIB0039, CA5397
    public async Task Only_todays_protocols_are_spoken(SslProtocols protocol, bool spoken)
    {
        if (spoken) (await LeafFor("acme.localhost", protocol)).Dispose();
        else await Assert.ThrowsAnyAsync<Exception>(() => LeafFor("acme.localhost", protocol));
    }

    [Fact]
    public void Private_keys_are_readable_by_their_owner_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes.");
        var keys = Directory.EnumerateFiles(Spot.Settings.Certificates).Where(f => File.ReadAllText(f).Contains("PRIVATE KEY", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(keys);
#pragma warning disable CA1416 // skipped there
        Assert.All(keys, f => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(f)));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Spot.Settings.Certificates));
#pragma warning restore CA1416
    }

    [Fact]
    public void The_authority_can_vouch_for_its_own_domain_only()
    {
        using var folder = new TemporaryFolder();
        using var authority = new LocalAuthority(folder.Path, "localhost", TimeProvider.System);
        using var ours = authority.Issue("acme.localhost", TimeSpan.FromDays(1));
        using var foreign = authority.Issue("bank.example", TimeSpan.FromDays(1));
        Assert.True(Trusts(authority, ours));
        Assert.False(Trusts(authority, foreign));
    }

    [Fact]
    public void The_authority_is_made_once()
    {
        using var folder = new TemporaryFolder();
        using var first = new LocalAuthority(folder.Path, "localhost", TimeProvider.System);
        using var second = new LocalAuthority(folder.Path, "localhost", TimeProvider.System);
        Assert.Equal(first.Fingerprint, second.Fingerprint);
    }

    [Fact]
    public void A_certificate_near_its_end_is_made_anew_and_one_that_is_not_stays()
    {
        using var folder = new TemporaryFolder();
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        using var authority = new LocalAuthority(folder.Path, "localhost", time);
        var files = new LeafFiles(folder.Path, authority, time);
        var first = Thumbprint(files);
        time.Advance(LeafFiles.Life - LeafFiles.RenewBefore - TimeSpan.FromHours(1));
        Assert.Equal(first, Thumbprint(files));
        time.Advance(TimeSpan.FromHours(2));
        Assert.NotEqual(first, Thumbprint(files));

        static string Thumbprint(LeafFiles files)
        {
            using var leaf = files.OpenOrMake("acme.localhost");
            return leaf.Thumbprint;
        }
    }

    private async Task AddCompany(string slug)
    {
        Caller.Stamp(CallerKind.Service, TenantId.Installation);
        Assert.NotNull(await Spot.Grains.GetGrain<IDirectoryGrain>(DirectoryKey.All).Create(new NewTenant { Slug = slug, Name = slug, RunBy = "us" }));
    }

    private async Task<X509Certificate2> LeafFor(string name, SslProtocols protocol = SslProtocols.None)
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(IPAddress.Loopback, Spot.Settings.Port, Cancellation);
        await using var tls = new SslStream(tcp.GetStream());
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = name,
            EnabledSslProtocols = protocol,
#pragma warning disable CA5359 // It is looked at below, not trusted.
            RemoteCertificateValidationCallback = (_, _, _, _) => true,
#pragma warning restore CA5359
        }, Cancellation);
        return X509CertificateLoader.LoadCertificate(tls.RemoteCertificate!.GetRawCertData());
    }

    private static bool Trusts(LocalAuthority authority, X509Certificate2 leaf)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority.Certificate);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(leaf);
    }

    private static async Task<(int Code, string Output)> Curl(params string[] arguments)
    {
        using var curl = Process.Start(new ProcessStartInfo("curl", ["--silent", "--show-error", .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, errors) = (curl.StandardOutput.ReadToEndAsync(Cancellation), curl.StandardError.ReadToEndAsync(Cancellation));
        await curl.WaitForExitAsync(Cancellation);
        return (curl.ExitCode, await output + await errors);
    }
}
