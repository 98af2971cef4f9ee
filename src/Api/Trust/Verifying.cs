using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Spot.Api.Hosting;
using Spot.Api.Layout;

namespace Spot.Api.Trust;

/// <summary>The public page where a record can be checked: without a visit, without a cookie. With script only a hash and the signature are sent; without, the file is
/// looked at in memory and forgotten.</summary>
internal static class Verifying
{
    private const int MostSignature = 64 * 1024;

    /// <summary>The page.</summary>
    public static IResult Get(HttpContext context) => Page(context, null);

    /// <summary>Checks a file, or (from the script) a hash and a signature.</summary>
    public static async Task<IResult> Post(HttpContext context, PublishedCertificates certificates)
    {
        if (context.Request.HasFormContentType && context.Request.ContentType!.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase))
            return await Hashed(context, certificates);
        // Room for the form round the file: a file that is a little too large still gets its own answer.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = RecordUpload.MostBytes + 64 * 1024;
        var file = await RecordUpload.Read(context);
        if (file is null) return Page(context, CheckAnswer.TooLarge, StatusCodes.Status413PayloadTooLarge);
        if (file.Length == 0) return Page(context, CheckAnswer.NoFile, StatusCodes.Status400BadRequest);
        try
        {
            var authorities = await certificates.Authorities();
            return Page(context, CheckAnswer.Of(RecordVerifier.Check(file, authorities)));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(file);
        }
    }

    /// <summary>The published certificates.</summary>
    public static async Task<IResult> Certificates(PublishedCertificates certificates) =>
        Results.File(System.Text.Encoding.ASCII.GetBytes(await certificates.Pem()), "application/x-pem-file", "record-ca.pem");

    private static async Task<IResult> Hashed(HttpContext context, PublishedCertificates certificates)
    {
        var form = await Form.Read(context);
        return Fragment(await Look(form, certificates));
    }

    // "said" is what the script found without us; with a hash the script has seen that the signature covers the file from end to end.
    private static async Task<CheckAnswer> Look(Form form, PublishedCertificates certificates)
    {
        if (form["said"] is { Length: > 0 } said)
            return said == "large" ? CheckAnswer.TooLarge : said == "none" ? CheckAnswer.NoFile : CheckAnswer.Of(new RecordCheck(Verdict(said)));
        var (digest, signature) = (Hexadecimal(form["digest"], 32), Hexadecimal(form["signature"], MostSignature));
        if (digest is not { Length: 32 } || signature is not { Length: > 0 }) return CheckAnswer.Of(new RecordCheck(RecordVerdict.Damaged));
        var authorities = await certificates.Authorities();
        var check = RecordVerifier.Check(digest, signature, authorities);
        return CheckAnswer.Of(check.Verdict == RecordVerdict.Genuine && form["whole"] != "1" ? check with { Verdict = RecordVerdict.Changed } : check);
    }

    private static RecordVerdict Verdict(string said) => said switch
    {
        "nopdf" => RecordVerdict.NotPdf,
        "unsigned" => RecordVerdict.NotOurs,
        _ => RecordVerdict.Damaged,
    };

    private static byte[]? Hexadecimal(string text, int most)
    {
        if (text.Length == 0 || text.Length % 2 != 0 || text.Length > 2 * most) return null;
        var bytes = new byte[text.Length / 2];
        return Convert.FromHexString(text, bytes, out _, out var written) == System.Buffers.OperationStatus.Done && written == bytes.Length ? bytes : null;
    }

    private static IResult Fragment(CheckAnswer answer) => Show.Page<VerifyAnswer>(new { Answer = answer });

    private static IResult Page(HttpContext context, CheckAnswer? answer, int status = StatusCodes.Status200OK)
    {
        var company = context.Features.Get<TenantContext>();
        return Show.Page<Verify>(new { Answer = answer, Company = company?.DisplayName ?? "" }, status);
    }
}
