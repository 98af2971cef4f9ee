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
    /// <summary>How long a host's certificate lasts. Browsers refuse more than 397 days.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(180);

    /// <summary>A certificate nearer to its end than this is made anew.</summary>
    public static readonly TimeSpan RenewBefore = TimeSpan.FromDays(30);

    private readonly ConcurrentDictionary<string, Leaf> leaves = new(StringComparer.Ordinal);
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
            return leaves[host] = new Leaf(FromFile(host) ?? Make(host), authority.Certificate);
        }
    }

    private string FileOf(string host) => Path.Combine(options.Value.Certificates, $"{host}.leaf.pem");

    private X509Certificate2? FromFile(string host)
    {
        var file = FileOf(host);
        if (!File.Exists(file)) return null;
        var kept = X509Certificate2.CreateFromPemFile(file, file);
        var ours = kept.IssuerName.RawData.AsSpan().SequenceEqual(authority.Certificate.SubjectName.RawData);
        if (ours && kept.NotAfter - RenewBefore > time.GetUtcNow()) return kept;
        kept.Dispose();
        return null;
    }

    private X509Certificate2 Make(string host)
    {
        var made = authority.Issue(host, Life);
        using var key = made.GetECDsaPrivateKey()!;
        PrivateFiles.Write(FileOf(host), $"{made.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n", overwrite: true);
        return made;
    }

    private sealed class Leaf(X509Certificate2 certificate, X509Certificate2 authority)
    {
        public SslStreamCertificateContext Context { get; } = SslStreamCertificateContext.Create(certificate, [authority], offline: true);

        public DateTimeOffset RenewAt { get; } = new DateTimeOffset(certificate.NotAfter) - RenewBefore;
    }
}
