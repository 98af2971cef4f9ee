using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;

namespace Spot.Api.Hosting.Tls;

/// <summary>The certificate authority that this installation makes for itself, once, for its own domain only.</summary>
/// <remarks>ECDSA P-256, ten years, constrained to the domain. Its private key lies in the folder of certificates, readable by its owner alone.</remarks>
public sealed class LocalAuthority : IDisposable
{
    private static readonly TimeSpan Life = TimeSpan.FromDays(3650);

    private readonly TimeProvider time;

    /// <summary>Opens the authority, or makes it on the first run.</summary>
    public LocalAuthority(IOptions<ApiOptions> options, TimeProvider time) : this(options.Value.Certificates, options.Value.Domain, time)
    {
    }

    /// <summary>Opens the authority of a domain in a folder, or makes it.</summary>
    public LocalAuthority(string folder, string domain, TimeProvider time)
    {
        this.time = time;
        PrivateFiles.EnsureFolder(folder);
        PublicFile = Path.GetFullPath(Path.Combine(folder, $"{domain}.ca.crt"));
        var secret = Path.Combine(folder, $"{domain}.ca.pem");
        // Of two processes that start at once, the second takes what the first made.
        if (!File.Exists(secret)) PrivateFiles.Write(secret, Make(domain), overwrite: false);
        Certificate = X509Certificate2.CreateFromPemFile(secret, secret);
        if (!File.Exists(PublicFile)) File.WriteAllText(PublicFile, Certificate.ExportCertificatePem() + "\n");
    }

    /// <summary>The authority's certificate, with its key.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>The file of the certificate alone, which browsers are asked to trust.</summary>
    public string PublicFile { get; }

    /// <summary>The certificate's SHA-256 fingerprint, as browsers show it.</summary>
    public string Fingerprint => string.Join(':', Convert.ToHexString(Certificate.GetCertHash(HashAlgorithmName.SHA256)).Chunk(2).Select(pair => new string(pair)));

    /// <summary>A certificate for one host, with its key.</summary>
    public X509Certificate2 Issue(string host, TimeSpan life)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        var extensions = request.CertificateExtensions;
        extensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        extensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        extensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false)); // serverAuth
        extensions.Add(names.Build());
        extensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(Certificate, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        extensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        var now = time.GetUtcNow();
        var until = now + life < Certificate.NotAfter ? now + life : new DateTimeOffset(Certificate.NotAfter);
        using var bare = request.Create(Certificate, Backdated(now), until, RandomNumberGenerator.GetBytes(16));
        return bare.CopyWithPrivateKey(key);
    }

    /// <inheritdoc/>
    public void Dispose() => Certificate.Dispose();

    private string Make(string domain)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        // A name of its own: two installations trusted on one machine must not be taken for each other.
        var name = $"CN=Spot for {domain} {Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        var extensions = request.CertificateExtensions;
        extensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: true, pathLengthConstraint: 0, critical: true));
        extensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        extensions.Add(NameConstraints.Only(domain));
        extensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        var now = time.GetUtcNow();
        using var made = request.CreateSelfSigned(Backdated(now), now + Life);
        return $"{made.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n";
    }

    // A device whose clock is a little behind accepts it too.
    private static DateTimeOffset Backdated(DateTimeOffset now) => now - TimeSpan.FromHours(1);
}
