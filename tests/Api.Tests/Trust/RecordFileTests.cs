using System.Diagnostics;
using System.Security.Cryptography.Pkcs;
using System.Text;

namespace Spot.Api.Tests.Trust;

public class RecordFileTests
{
    [Fact]
    public async Task A_pdf_reader_finds_the_signature_valid_and_over_the_whole_file()
    {
        using var folder = new Folder();
        var (_, text) = await Tools.Run("pdfsig", folder.Write("a.pdf", Records.Make(Records.Short)));
        Assert.Contains("Signature is Valid", text, StringComparison.Ordinal);
        Assert.Contains("Total document signed", text, StringComparison.Ordinal);
        Assert.Contains("Nov 26 2026 00:00:00", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pdf_reader_that_knows_the_authority_trusts_the_certificate()
    {
        using var folder = new Folder();
        var certificate = folder.Write("ca.pem", Encoding.ASCII.GetBytes(Records.Authority.ExportCertificatePem()));
        var created = await Tools.Run("certutil", "-N", "-d", "sql:" + folder.Path, "--empty-password");
        Assert.Equal(0, created.Code);
        Assert.Equal(0, (await Tools.Run("certutil", "-A", "-d", "sql:" + folder.Path, "-n", "spot", "-t", "C,C,C", "-i", certificate)).Code);
        var (_, text) = await Tools.Run("pdfsig", "-nssdir", folder.Path, folder.Write("a.pdf", Records.Make(Records.Short)));
        Assert.Contains("Signature is Valid", text, StringComparison.Ordinal);
        Assert.Contains("Certificate is Trusted", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_changed_byte_breaks_the_signature()
    {
        using var folder = new Folder();
        var file = Records.Make(Records.Short);
        // Inside a page's own bytes: the first stream.
        var at = file.AsSpan().IndexOf("stream\n"u8) + 60;
        file[at] ^= 1;
        var (_, text) = await Tools.Run("pdfsig", folder.Write("a.pdf", file));
        Assert.Contains("Digest Mismatch", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Signature is Valid", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_a_password_the_file_opens_only_with_it_and_the_signature_still_holds()
    {
        using var folder = new Folder();
        var path = folder.Write("a.pdf", Records.Make(Records.Short, "orchard-meadow-thumb-piano-lake"));
        var right = await Tools.Run("qpdf", "--check", "--password=orchard-meadow-thumb-piano-lake", path);
        Assert.Equal(0, right.Code);
        Assert.Contains("R = 6", right.Text, StringComparison.Ordinal);
        Assert.NotEqual(0, (await Tools.Run("qpdf", "--check", "--password=orchard", path)).Code);
        var (_, text) = await Tools.Run("pdfsig", "-upw", "orchard-meadow-thumb-piano-lake", path);
        Assert.Contains("Signature is Valid", text, StringComparison.Ordinal);
        Assert.Contains("Total document signed", text, StringComparison.Ordinal);
        var words = await Tools.Run("pdftotext", "-upw", "orchard-meadow-thumb-piano-lake", path, "-");
        Assert.Contains("I stepped away and said I had a call.", words.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_file_is_well_formed()
    {
        using var folder = new Folder();
        var (code, text) = await Tools.Run("qpdf", "--check", folder.Write("a.pdf", Records.Make(Records.Long)));
        Assert.True(code == 0, text);
    }

    [Fact]
    public async Task Its_metadata_is_neutral_and_knows_only_the_day()
    {
        using var folder = new Folder();
        var file = Records.Make(Records.Short);
        var (_, text) = await Tools.Run("pdfinfo", "-rawdates", folder.Write("a.pdf", file));
        Assert.Contains("Title:           Document\n", text, StringComparison.Ordinal);
        Assert.Contains("D:20261126000000Z", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Producer", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Creator", text, StringComparison.Ordinal);
        // Packed streams hold any letters by chance; what stands outside them is what a search of a disk would read.
        var raw = System.Text.RegularExpressions.Regex.Replace(Encoding.Latin1.GetString(file), "\nstream\n.*?\nendstream", "", System.Text.RegularExpressions.RegexOptions.Singleline);
        Assert.Contains("/ByteRange", raw, StringComparison.Ordinal);
        Assert.DoesNotContain("Skia", raw, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Acme", raw, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void The_platforms_own_reader_of_signatures_agrees()
    {
        var content = "some bytes"u8.ToArray();
        var cms = new SignedCms(new ContentInfo(content), detached: true);
        cms.Decode(Records.Sign(System.Security.Cryptography.SHA256.HashData(content)));
        cms.CheckSignature([Records.Authority], verifySignatureOnly: true);
        Assert.Equal(Records.Signer.RawData, cms.SignerInfos[0].Certificate!.RawData);
    }

    [Fact]
    public void A_short_record_is_small_enough_for_any_mailbox()
    {
        // The typefaces alone are three megabytes; a record carries the letters it uses.
        Assert.InRange(Records.Make(Records.Short).Length, 20_000, 150_000);
        Assert.InRange(Records.Make(Records.Scripts).Length, 20_000, 400_000);
    }

    [Fact]
    public void A_long_record_of_sixty_turns_takes_less_than_a_second()
    {
        Records.Draw(Records.Short);
        var clock = Stopwatch.StartNew();
        var file = Records.Draw(Records.Long);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(1), $"{clock.ElapsedMilliseconds} ms for {file.Length} bytes");
    }
}
