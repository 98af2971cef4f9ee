using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Spot.Grains.Abstractions.Trust;

namespace Spot.Api.Trust;

/// <summary>What a look at a record says.</summary>
public enum RecordVerdict
{
    /// <summary>Signed under the given authorities, and not one byte is different.</summary>
    Genuine,

    /// <summary>Signed under the given authorities, but the file is not as it was signed: something is different, or something was added.</summary>
    Changed,

    /// <summary>A PDF without a signature, or with one that the given authorities do not stand behind.</summary>
    NotOurs,

    /// <summary>The file is cut short, or its signature cannot be read.</summary>
    Damaged,

    /// <summary>Not a PDF at all.</summary>
    NotPdf,
}

/// <summary>The answer to a check.</summary>
/// <param name="Verdict">What the look says.</param>
/// <param name="Day">The day of the signature; only when it is genuine or changed.</param>
/// <param name="Signer">The name of the signing key; only when it is genuine or changed.</param>
public sealed record RecordCheck(RecordVerdict Verdict, DateOnly? Day = null, string? Signer = null);

/// <summary>Says whether a PDF is a record as it was signed. Needs nothing but the file and the published certificates; a password is not needed.</summary>
public static class RecordVerifier
{
    /// <summary>Checks a whole file.</summary>
    /// <param name="file">The file's bytes.</param>
    /// <param name="authorities">The authorities that are trusted.</param>
    public static RecordCheck Check(ReadOnlySpan<byte> file, X509Certificate2Collection authorities)
    {
        var parts = SignedParts.Of(file);
        if (!parts.IsPdf) return new RecordCheck(RecordVerdict.NotPdf);
        if (!parts.HasSignature) return new RecordCheck(RecordVerdict.NotOurs);
        if (parts.IsCutShort || parts.Signature.Length == 0) return new RecordCheck(RecordVerdict.Damaged);
        var check = Check(parts.Digest, parts.Signature, authorities);
        return check.Verdict == RecordVerdict.Genuine && !parts.CoversAll ? check with { Verdict = RecordVerdict.Changed } : check;
    }

    /// <summary>Checks a signature against the SHA-256 of the bytes it covers, worked out elsewhere (in a browser).</summary>
    /// <param name="digest">SHA-256 of the covered bytes.</param>
    /// <param name="signature">The signature as it stands in the file: DER, zeros after it.</param>
    /// <param name="authorities">The authorities that are trusted.</param>
    public static RecordCheck Check(ReadOnlySpan<byte> digest, ReadOnlyMemory<byte> signature, X509Certificate2Collection authorities)
    {
        ArgumentNullException.ThrowIfNull(authorities);
        var read = RecordSignature.TryRead(signature, out var length);
        // A signature of another form is somebody else's; one whose outer shell is torn is damage.
        if (read is null) return new RecordCheck(length == 0 ? RecordVerdict.Damaged : RecordVerdict.NotOurs);
        if (signature.Span[length..].ContainsAnyExcept((byte)0)) return new RecordCheck(RecordVerdict.Damaged);
        if (!read.IsIssuedUnder(authorities)) return new RecordCheck(RecordVerdict.NotOurs);
        if (!read.HoldsTogether()) return new RecordCheck(RecordVerdict.Damaged);
        var same = CryptographicOperations.FixedTimeEquals(digest, read.Digest);
        return new RecordCheck(same ? RecordVerdict.Genuine : RecordVerdict.Changed, read.Day, read.Signer.GetNameInfo(X509NameType.SimpleName, forIssuer: false));
    }

    /// <summary>The authorities (not the signing certificates) in a text of PEM certificates, as <c>/ca.pem</c> serves it.</summary>
    /// <exception cref="CryptographicException">There is no certificate in it, or one that cannot be read.</exception>
    public static X509Certificate2Collection Authorities(string pem)
    {
        var all = new X509Certificate2Collection();
        all.ImportFromPem(pem);
        var authorities = new X509Certificate2Collection();
        foreach (var certificate in all)
            if (certificate.Extensions.OfType<X509BasicConstraintsExtension>().Any(e => e.CertificateAuthority)) authorities.Add(certificate);
        return authorities.Count > 0 ? authorities : throw new CryptographicException("There is no authority's certificate in it.");
    }
}
