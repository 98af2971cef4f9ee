using System.Collections.Concurrent;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Options;

namespace Spot.Api.Hosting.Tls;

/// <summary>Answers each handshake with the certificate of the host that was asked: one a host, made when a browser first asks for it, renewed in time.</summary>
/// <remarks>Only for hosts of ours: the bare domain, the operator's, and companies in the directory. Any other name, and a handshake that names none, gets
/// the bare domain's: the person sees the browser's warning and, past it, our page "Nothing here", and asking for a million names makes nothing.
/// Hosts are kept in files so that a browser that was told to go on stays told after a restart.</remarks>
public sealed class Certificates(LocalAuthority authority, TenantDirectory directory, IOptions<ApiOptions> options, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Leaf> leaves = new(StringComparer.Ordinal);
    private readonly LeafFiles files = new(options.Value.Certificates, authority, time);
    private readonly Lock making = new();

    /// <summary>Kestrel's settings: TLS 1.2 and 1.3, certificates by name.</summary>
    public TlsHandshakeCallbackOptions ForKestrel() => new()
    {
        HandshakeTimeout = TimeSpan.FromSeconds(10),
        OnConnection = async context =>
        {
            var host = await KnownHost(context.ClientHelloInfo.ServerName);
            return new SslServerAuthenticationOptions
            {
                ServerCertificateContext = For(host).Context,
                EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            };
        },
    };

    private async ValueTask<string> KnownHost(string name)
    {
        var domain = options.Value.Domain;
        var asked = AskedHost.Read(name, domain);
        return asked.Kind switch
        {
            HostKind.Operator => $"{AskedHost.OperatorLabel}.{domain}",
            HostKind.Company when await directory.Find(asked.Slug) is not null => $"{asked.Slug}.{domain}",
            _ => domain,
        };
    }

    private Leaf For(string host)
    {
        if (leaves.TryGetValue(host, out var leaf) && leaf.RenewAt > time.GetUtcNow()) return leaf;
        lock (making)
        {
            if (leaves.TryGetValue(host, out leaf) && leaf.RenewAt > time.GetUtcNow()) return leaf;
            // The one before is not disposed: a handshake may still be using it.
            return leaves[host] = new Leaf(files.OpenOrMake(host), authority.Certificate);
        }
    }

    private sealed class Leaf(X509Certificate2 certificate, X509Certificate2 authority)
    {
        public SslStreamCertificateContext Context { get; } = SslStreamCertificateContext.Create(certificate, [authority], offline: true);

        public DateTimeOffset RenewAt { get; } = new DateTimeOffset(certificate.NotAfter) - LeafFiles.RenewBefore;
    }
}
