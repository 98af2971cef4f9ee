using System.Net;
using System.Security.Cryptography;
using Spot.Api.Trust;
using Spot.Silo.Trust;
using Spot.Testing;
using Spot.Testing.Application;

namespace Spot.Spot.Tests.Trust;

/// <summary>One installation, one reporter who has told something: from the page to the file and to everybody who checks it.</summary>
public sealed class RecordTests(RecordTests.Told told) : IClassFixture<RecordTests.Told>
{
    private const string Story = "After the stand-up Mr Keller shut the door and put his hand on my back. قال لي: ابق قليلاً. 😡";

    private async Task<byte[]> Take(params (string, string)[] fields)
    {
        var page = await told.Reporter.Get("/record");
        var file = await told.Reporter.Press(page, "Download document.pdf", fields);
        Assert.Equal(HttpStatusCode.OK, file.Status);
        Assert.Equal("application/pdf", file.Response.Content.Headers.ContentType!.MediaType);
        return file.Body;
    }

    private async Task<SpotPage> Check(byte[] file)
    {
        // Somebody else's browser, on the installation's own address: no visit, no cookie.
        using var browser = told.Spot.BrowserOnBareDomain();
        var answer = await browser.Send((await browser.Get("/verify")).FormTo("/verify").WithFile("f", "document.pdf", file));
        Assert.Empty(browser.CookiesHere);
        return answer;
    }

    [Fact]
    public async Task The_record_is_a_file_of_a_neutral_name_that_nothing_keeps()
    {
        var page = await told.Reporter.Get("/record");
        var answer = await told.Reporter.Press(page, "Download document.pdf");
        Assert.Equal("attachment; filename=document.pdf", answer.Response.Content.Headers.ContentDisposition!.ToString().Split("; filename*")[0]);
        Assert.Equal("no-store", answer.Response.Headers.CacheControl!.ToString());
        var check = RecordVerifier.Check(answer.Body, RecordVerifier.Authorities(File.ReadAllText(told.Certificates)));
        Assert.Equal(RecordVerdict.Genuine, check.Verdict);
    }

    private static int After(byte[] file) => file.AsSpan().IndexOf("stream\n"u8) + 40;

    [Fact]
    public async Task Without_script_the_public_page_says_what_a_file_is()
    {
        var file = await Take();
        Assert.Equal("This record is genuine and unchanged", (await Check(file)).TextOf("#res"));
        Assert.Equal("This record is genuine and unchanged", (await Check(await Take(("protect", "yes")))).TextOf("#res"));

        var changed = file.ToArray();
        changed[After(changed)] ^= 1;
        Assert.Equal("This file was changed after it was signed", (await Check(changed)).TextOf("#res"));
        Assert.Equal("This file is damaged", (await Check(file[..^900])).TextOf("#res"));
        Assert.Equal("This is not a record of this Spot", (await Check("%PDF-1.4\n%%EOF\n"u8.ToArray())).TextOf("#res"));
        Assert.Equal("This is not a PDF", (await Check("hello"u8.ToArray())).TextOf("#res"));
        Assert.Equal("No file was chosen", (await Check([])).TextOf("#res"));
    }

    [Fact]
    public async Task A_file_that_is_too_large_is_told_so()
    {
        var answer = await Check(new byte[10 * 1024 * 1024 + 1]);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.Status);
        Assert.Equal("This file is too large to be a record", answer.TextOf("#res"));
    }

    [Fact]
    public async Task An_uploaded_file_leaves_nothing_on_the_disk()
    {
        // Larger than any buffer, with a mark that would be found.
        var mark = RandomNumberGenerator.GetBytes(32);
        byte[] file = [.. "%PDF-1.7\n"u8, .. mark, .. new byte[3 * 1024 * 1024]];
        var before = Directory.GetFiles(Path.GetTempPath()).ToHashSet(StringComparer.Ordinal);
        await Check(file);
        Assert.False(Holds(mark));
        Assert.DoesNotContain(Directory.GetFiles(Path.GetTempPath()).Where(f => !before.Contains(f)), f => Path.GetFileName(f).StartsWith("ASPNETCORE", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_password_that_is_too_short_is_said_at_its_field()
    {
        var page = await told.Reporter.Get("/record");
        var again = await told.Reporter.Press(page, "Download document.pdf", ("protect", "yes"), ("password", "short"));
        Assert.Contains("at least 12 characters", again.TextOf("#pw-e"), StringComparison.Ordinal);
        Assert.StartsWith("Look again: ", again.Html.Title, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_record_can_be_read_as_a_page()
    {
        var page = await told.Reporter.Get("/record/read");
        Assert.Contains("Mr Keller shut the door", page.Text, StringComparison.Ordinal);
        Assert.Contains("قال لي", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_visit_there_is_no_record()
    {
        using var stranger = told.Spot.Browser();
        Assert.DoesNotContain("Download document.pdf", (await stranger.Get("/record")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Not_a_word_of_it_stays_on_the_disk()
    {
        await Take();
        Assert.False(Holds("Mr Keller"u8));
        Assert.False(Holds("%PDF"u8));
    }

    [Fact]
    public async Task The_command_checks_a_record_without_a_server()
    {
        using var folder = new TemporaryFolder();
        var file = await Take();
        await File.WriteAllBytesAsync(folder["good.pdf"], file, TestContext.Current.CancellationToken);
        file[file.AsSpan().IndexOf("stream\n"u8) + 40] ^= 1;
        await File.WriteAllBytesAsync(folder["bad.pdf"], file, TestContext.Current.CancellationToken);

        var (good, said) = Run("verify", folder["good.pdf"], "--ca", told.Certificates);
        Assert.Equal(0, good);
        Assert.StartsWith("Genuine and unchanged.", said, StringComparison.Ordinal);
        Assert.Equal(0, Run("verify", folder["good.pdf"], "--data", Path.GetDirectoryName(told.Certificates)!).Code);
        Assert.Equal(1, Run("verify", folder["bad.pdf"], "--ca", told.Certificates).Code);
        Assert.Equal(2, Run("verify", folder["none.pdf"], "--ca", told.Certificates).Code);
        Assert.Equal(2, Run("verify", folder["good.pdf"], "--ca", folder["none.pem"]).Code);
        Assert.Equal(2, Run("verify", folder["good.pdf"], "--ca", folder["bad.pdf"]).Code);
    }

    private bool Holds(ReadOnlySpan<byte> bytes)
    {
        foreach (var path in Directory.EnumerateFiles(told.Spot.Settings.Data, "*", SearchOption.AllDirectories))
        {
            // The lock is an empty file that nobody else may open; the socket is none.
            if (Path.GetFileName(path) is "lock" or "control.sock") continue;
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var copy = new MemoryStream();
            file.CopyTo(copy);
            if (copy.ToArray().AsSpan().IndexOf(bytes) >= 0) return true;
        }

        return false;
    }

    private static (int Code, string Text) Run(params string[] arguments)
    {
        using var output = new StringWriter();
        var root = new System.CommandLine.RootCommand { Commands.VerifyCommand.Create() };
        var code = root.Parse(arguments).Invoke(new System.CommandLine.InvocationConfiguration { Output = output, Error = output });
        return (code, output.ToString());
    }

    /// <summary>A running installation and a reporter's browser that has told a story.</summary>
    public sealed class Told : IAsyncLifetime
    {
        public SpotApplication Spot { get; private set; } = null!;

        public SpotClient Reporter { get; private set; } = null!;

        public string Certificates => Path.Combine(Spot.Settings.Data, RecordAuthorityFiles.CertificatesName);

        public async ValueTask InitializeAsync()
        {
            Spot = await SpotApplication.Start();
            Reporter = Spot.Browser();
            var page = await Reporter.Press(await Reporter.Get("/"), "Start talking");
            await Reporter.Press(page, "Answer", ("text", Story));
        }

        public async ValueTask DisposeAsync()
        {
            Reporter.Dispose();
            await Spot.DisposeAsync();
        }
    }
}
