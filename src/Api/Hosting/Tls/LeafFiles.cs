using System.Security.Cryptography.X509Certificates;

namespace Spot.Api.Hosting.Tls;

/// <summary>The certificates of hosts, a file each, with their keys: readable by their owner alone.</summary>
internal sealed class LeafFiles(string folder, LocalAuthority authority, TimeProvider time)
{
    /// <summary>How long a host's certificate lasts. Browsers refuse more than 397 days.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(180);

    /// <summary>A certificate nearer to its end than this is made anew.</summary>
    public static readonly TimeSpan RenewBefore = TimeSpan.FromDays(30);

    /// <summary>The host's certificate; a new one where there is none, where it nears its end, or where another authority made it.</summary>
    public X509Certificate2 OpenOrMake(string host)
    {
        var file = Path.Combine(folder, $"{host}.leaf.pem");
        return Open(file) ?? Make(host, file);
    }

    private X509Certificate2? Open(string file)
    {
        if (!File.Exists(file)) return null;
        var kept = X509Certificate2.CreateFromPemFile(file, file);
        var ours = kept.IssuerName.RawData.AsSpan().SequenceEqual(authority.Certificate.SubjectName.RawData);
        if (ours && kept.NotAfter - RenewBefore > time.GetUtcNow()) return kept;
        kept.Dispose();
        return null;
    }

    private X509Certificate2 Make(string host, string file)
    {
        var made = authority.Issue(host, Life);
        using var key = made.GetECDsaPrivateKey()!;
        PrivateFiles.Write(file, $"{made.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n", overwrite: true);
        return made;
    }
}
