using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Spot.Grains.Abstractions.Trust;

/// <summary>The signature in a record: CMS SignedData (RFC 5652) over a SHA-256 that was worked out elsewhere, RSA with PKCS #1 v1.5 and SHA-256, the
/// certificates inside.</summary>
/// <remarks>Signed attributes: content type, message digest, signing time (a day, 00:00 UTC) and signing certificate (RFC 5035), which ties the signature
/// to the one certificate. Written here because the platform's SignedCms wants the whole signed content in hand; a test holds it against SignedCms.</remarks>
public sealed class RecordSignature
{
    private const string Data = "1.2.840.113549.1.7.1";
    private const string SignedData = "1.2.840.113549.1.7.2";
    private const string Sha256 = "2.16.840.1.101.3.4.2.1";
    private const string RsaEncryption = "1.2.840.113549.1.1.1";
    private const string ContentType = "1.2.840.113549.1.9.3";
    private const string MessageDigest = "1.2.840.113549.1.9.4";
    private const string SigningTime = "1.2.840.113549.1.9.5";
    private const string SigningCertificate = "1.2.840.113549.1.9.16.2.47";
    private static readonly Asn1Tag Inside0 = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private static readonly DateOnly FirstDay = new(2000, 1, 1);

    private readonly byte[] attributes;
    private readonly byte[] signature;

    private RecordSignature(byte[] digest, DateOnly day, X509Certificate2 signer, X509Certificate2Collection certificates, byte[] attributes, byte[] signature) =>
        (Digest, Day, Signer, Certificates, this.attributes, this.signature) = (digest, day, signer, certificates, attributes, signature);

    /// <summary>The SHA-256 that was signed.</summary>
    public byte[] Digest { get; }

    /// <summary>The day it was signed.</summary>
    public DateOnly Day { get; }

    /// <summary>The certificate of the key that signed it.</summary>
    public X509Certificate2 Signer { get; }

    /// <summary>All certificates inside.</summary>
    public X509Certificate2Collection Certificates { get; }

    /// <summary>Signs a digest; returns DER.</summary>
    /// <param name="digest">SHA-256, 32 bytes.</param>
    /// <param name="day">The day that stands as the signing time.</param>
    /// <param name="signer">The certificate; its RSA key is <paramref name="key"/>.</param>
    /// <param name="chain">The certificates above it, to be embedded.</param>
    /// <param name="key">The private key.</param>
    public static byte[] Sign(ReadOnlySpan<byte> digest, DateOnly day, X509Certificate2 signer, IReadOnlyList<X509Certificate2> chain, RSA key)
    {
        ArgumentNullException.ThrowIfNull(signer);
        ArgumentNullException.ThrowIfNull(chain);
        ArgumentNullException.ThrowIfNull(key);
        if (digest.Length != SHA256.HashSizeInBytes) throw new ArgumentException("A SHA-256 is needed.", nameof(digest));
        var attributes = WriteAttributes(digest, day, signer);
        return Encode(attributes, key.SignData(attributes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1), signer, [signer, .. chain]);
    }

    /// <summary>Reads a signature; null when the bytes are not one of this form. Bytes after its end are passed over (a PDF fills the room up with zeros);
    /// <paramref name="length"/> says how many belong to it.</summary>
    public static RecordSignature? TryRead(ReadOnlyMemory<byte> der, out int length)
    {
        length = 0;
        try
        {
            var outer = new AsnReader(der, AsnEncodingRules.DER);
            length = outer.PeekEncodedValue().Length;
            return Read(outer.ReadSequence(), der[..length]);
        }
        catch (Exception fault) when (fault is AsnContentException or CryptographicException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Whether the signer's key made it over <see cref="Digest"/> and <see cref="Day"/>.</summary>
    public bool HoldsTogether()
    {
        using var key = Signer.GetRSAPublicKey();
        return key is { KeySize: >= 2048 } && key.VerifyData(attributes, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    /// <summary>Whether the signer's certificate was issued under one of these and was good on <see cref="Day"/>.</summary>
    public bool IsIssuedUnder(X509Certificate2Collection authorities)
    {
        ArgumentNullException.ThrowIfNull(authorities);
        if (authorities.Count == 0) return false;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = Day.ToDateTime(new TimeOnly(12, 0), DateTimeKind.Utc);
        chain.ChainPolicy.VerificationTimeIgnored = false;
        // An authority itself signs certificates, never a record.
        return chain.Build(Signer) && chain.ChainElements.Count > 1;
    }

    private static byte[] Encode(byte[] attributes, byte[] signature, X509Certificate2 signer, IEnumerable<X509Certificate2> certificates)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(SignedData);
            using (writer.PushSequence(Inside0))
            using (writer.PushSequence())
            {
                writer.WriteInteger(1);
                using (writer.PushSetOf()) Algorithm(writer, Sha256, withNull: false);
                using (writer.PushSequence()) writer.WriteObjectIdentifier(Data);
                using (writer.PushSetOf(Inside0))
                {
                    foreach (var certificate in certificates) writer.WriteEncodedValue(certificate.RawData);
                }

                using (writer.PushSetOf())
                using (writer.PushSequence())
                {
                    writer.WriteInteger(1);
                    using (writer.PushSequence())
                    {
                        writer.WriteEncodedValue(signer.IssuerName.RawData);
                        writer.WriteInteger(signer.SerialNumberBytes.Span);
                    }

                    Algorithm(writer, Sha256, withNull: false);
                    // The attributes are signed as a SET; here they stand with the tag of their field.
                    var field = attributes.ToArray();
                    field[0] = 0xA0;
                    writer.WriteEncodedValue(field);
                    Algorithm(writer, RsaEncryption, withNull: true);
                    writer.WriteOctetString(signature);
                }
            }
        }

        return writer.Encode();
    }

    private static RecordSignature? Read(AsnReader content, ReadOnlyMemory<byte> encoded)
    {
        if (content.ReadObjectIdentifier() != SignedData) return null;
        var signed = content.ReadSequence(Inside0).ReadSequence();
        signed.ReadInteger();
        signed.ReadSetOf();
        var inside = signed.ReadSequence();
        // Detached: the content itself is the file around the signature.
        if (inside.ReadObjectIdentifier() != Data || inside.HasData) return null;
        var certificates = new X509Certificate2Collection();
        var carried = signed.ReadSetOf(skipSortOrderValidation: true, Inside0);
        while (carried.HasData) certificates.Add(X509CertificateLoader.LoadCertificate(carried.ReadEncodedValue().Span));
        var signers = signed.ReadSetOf();
        var signer = signers.ReadSequence();
        if (signers.HasData) return null;

        signer.ReadInteger();
        var issuer = signer.ReadSequence();
        var name = issuer.ReadEncodedValue();
        var serial = issuer.ReadIntegerBytes();
        if (signer.ReadSequence().ReadObjectIdentifier() != Sha256) return null;
        var attributes = signer.ReadEncodedValue().ToArray();
        attributes[0] = 0x31;
        if (signer.ReadSequence().ReadObjectIdentifier() != RsaEncryption) return null;
        var signature = signer.ReadOctetString();

        var certificate = certificates.FirstOrDefault(c => c.IssuerName.RawData.AsSpan().SequenceEqual(name.Span) && c.SerialNumberBytes.Span.SequenceEqual(serial.Span));
        if (certificate is null) return null;
        var (digest, day) = ReadAttributes(attributes, certificate);
        // Only what we write ourselves is read: nothing that is not signed can be different and pass.
        var same = Encode(attributes, signature, certificate, certificates).AsSpan().SequenceEqual(encoded.Span);
        return digest is null || !same ? null : new RecordSignature(digest, day, certificate, certificates, attributes, signature);
    }

    private static byte[] WriteAttributes(ReadOnlySpan<byte> digest, DateOnly day, X509Certificate2 signer)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSetOf())
        {
            using (Attribute(writer, ContentType)) writer.WriteObjectIdentifier(Data);
            using (Attribute(writer, MessageDigest)) writer.WriteOctetString(digest);
            using (Attribute(writer, SigningTime)) writer.WriteUtcTime(new DateTimeOffset(day.ToDateTime(default), TimeSpan.Zero));
            using (Attribute(writer, SigningCertificate))
            using (writer.PushSequence())
            using (writer.PushSequence())
            using (writer.PushSequence())
                writer.WriteOctetString(SHA256.HashData(signer.RawData));
        }

        return writer.Encode();
    }

    private static (byte[]? Digest, DateOnly Day) ReadAttributes(byte[] encoded, X509Certificate2 signer)
    {
        byte[]? digest = null;
        DateOnly? day = null;
        var tied = false;
        var all = new AsnReader(encoded, AsnEncodingRules.DER).ReadSetOf();
        while (all.HasData)
        {
            var one = all.ReadSequence();
            var kind = one.ReadObjectIdentifier();
            var values = one.ReadSetOf();
            switch (kind)
            {
                case MessageDigest:
                    digest = values.ReadOctetString();
                    break;
                case SigningTime:
                    day = DateOnly.FromDateTime(values.ReadUtcTime().UtcDateTime);
                    break;
                case SigningCertificate:
                    var first = values.ReadSequence().ReadSequence().ReadSequence();
                    tied = first.PeekTag() == Asn1Tag.PrimitiveOctetString && first.ReadOctetString().AsSpan().SequenceEqual(SHA256.HashData(signer.RawData));
                    break;
            }
        }

        return digest is { Length: SHA256.HashSizeInBytes } && day >= FirstDay && tied ? (digest, day.Value) : default;
    }

    // An attribute's value stands in a set of its own; both end together.
    private static Closing Attribute(AsnWriter writer, string kind)
    {
        var sequence = writer.PushSequence();
        writer.WriteObjectIdentifier(kind);
        return new Closing(sequence, writer.PushSetOf());
    }

    private static void Algorithm(AsnWriter writer, string algorithm, bool withNull)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(algorithm);
            if (withNull) writer.WriteNull();
        }
    }

    private readonly struct Closing(AsnWriter.Scope outer, AsnWriter.Scope inner) : IDisposable
    {
        public void Dispose()
        {
            inner.Dispose();
            outer.Dispose();
        }
    }
}
