using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Spot.Grains.Abstractions.Trust;

/// <summary>The form of the certificates behind records: an installation's own authority (RSA-3072, 20 years) and the yearly keys under it.</summary>
/// <remarks>Keys for signing documents (RFC 9336); the mail purpose stands beside it because some readers of PDF ask for it. Nothing in a certificate is
/// finer than a day.</remarks>
public static class RecordCertificates
{
    private const string DocumentSigning = "1.3.6.1.5.5.7.3.36";
    private const string EmailProtection = "1.3.6.1.5.5.7.3.4";

    /// <summary>The size of every key, in bits.</summary>
    public const int KeySize = 3072;

    /// <summary>For how many years an authority's certificate is good.</summary>
    public const int AuthorityYears = 20;

    /// <summary>For how many years a signing certificate is good; a new one takes over after one.</summary>
    public const int SignerYears = 2;

    /// <summary>A certificate for a new authority, signed by itself.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="day">Today. The certificate is good from the day before yesterday on, because today began earlier elsewhere.</param>
    public static X509Certificate2 Authority(RSA key, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(key);
        // The name tells installations apart without naming anyone.
        var mark = Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()).AsSpan(0, 4));
        var request = new CertificateRequest($"CN=Spot record authority {mark}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: true, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        return request.CreateSelfSigned(Midnight(day.AddDays(-2)), Midnight(day.AddYears(AuthorityYears)));
    }

    /// <summary>A certificate for a signing key.</summary>
    /// <param name="key">The signing key.</param>
    /// <param name="authority">The authority, with its private key.</param>
    /// <param name="day">Today.</param>
    public static X509Certificate2 Signer(RSA key, X509Certificate2 authority, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(authority);
        var request = new CertificateRequest($"CN=Spot records {day.Year}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(DocumentSigning), new Oid(EmailProtection)], critical: false));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(authority, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        var until = Midnight(day.AddYears(SignerYears));
        if (until > authority.NotAfter) until = authority.NotAfter;
        // Sixteen random bytes; the first bit clear, so that the number is positive.
        var serial = RandomNumberGenerator.GetBytes(16);
        serial[0] = (byte)(serial[0] & 0x7F | 0x40);
        var notBefore = Midnight(day.AddDays(-2));
        if (notBefore < authority.NotBefore) notBefore = authority.NotBefore;
        return request.Create(authority, notBefore, until, serial);
    }

    private static DateTimeOffset Midnight(DateOnly day) => new(day.ToDateTime(default), TimeSpan.Zero);
}
