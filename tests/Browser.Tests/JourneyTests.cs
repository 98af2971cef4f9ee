using System.Diagnostics;
using Microsoft.Playwright;
using Spot.Browser.Tests.Administrators;
using Spot.Browser.Tests.Conversations;
using Spot.Browser.Tests.Hosting;
using static Microsoft.Playwright.Assertions;

namespace Spot.Browser.Tests;

/// <summary>The main job, whole, as two people do it: one tells, keeps a record, and sends; the other reads, asks and closes.</summary>
public sealed class JourneyTests(Installation installation) : BrowserTest(installation)
{
    [Theory, InlineData(true), InlineData(false)]
    public async Task A_person_tells_keeps_a_record_and_sends_and_the_company_reads_asks_and_closes(bool script)
    {
        var browsing = new Browsing { Script = script };
        var company = await Installation.NewCompany();
        var staff = await Open(company, browsing);
        staff.Expect("status of 4");
        var owner = new Owner(staff);
        await owner.SetUp(await Installation.OwnerLink(company));

        var visit = await Open(company, browsing);
        visit.Expect("status of 4");
        var reporter = new Reporter(visit);
        var words = await Tell(reporter);
        visit = await LeaveAndReturn(visit, words, browsing);
        reporter = new Reporter(visit);
        await TakeRecord(visit, Look1(script));
        await RemoveAndSend(visit, reporter, Look1(script));
        await AskAndAnswer(staff, owner, visit, reporter, script);
    }

    private static Func<IPage, string, Task> Look1(bool script) => (page, name) => Look.At(page, script ? name : name + "-plain");

    // The story, five answers to questions that quote it, two skipped, one changed, nine words.
    private static async Task<string[]> Tell(Reporter reporter)
    {
        await reporter.Start();
        await reporter.Say(Story.Account);
        var quotes = new List<string>();
        foreach (var answer in Story.Answers)
        {
            var quote = await reporter.Quoted();
            Assert.NotNull(quote);
            Assert.Contains(quote, Story.Account + string.Join('\n', Story.Answers), StringComparison.Ordinal);
            Assert.DoesNotContain(quote, quotes);
            quotes.Add(quote);
            await reporter.Say(answer);
        }
        await reporter.Skip();
        await reporter.Skip();
        await reporter.Page.GetByRole(AriaRole.Link, new() { Name = "Change this answer: He leaned on a crowbar" }).ClickAsync();
        await reporter.Page.Locator("#c").FillAsync(Story.Changed);
        await reporter.Press("Keep this wording");
        await Expect(reporter.Page.Locator(".talk")).ToContainTextAsync("bellwether");
        return await reporter.KeepWords();
    }

    private async Task<Visit> LeaveAndReturn(Visit visit, string[] words, Browsing browsing)
    {
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Leave now" }).ClickAsync();
        await visit.Page.WaitForURLAsync(Elsewhere.Encyclopedia);
        await visit.Context.CloseAsync();
        var back = await Open(visit.Company, browsing);
        back.Expect("status of 4");
        var reporter = new Reporter(back);
        await reporter.Resume(words);
        await Expect(reporter.Composer).ToBeVisibleAsync();
        await back.Page.GotoAsync("/chat?all");
        await Expect(back.Page.Locator(".talk")).ToContainTextAsync("marzipan");
        await Expect(back.Page.Locator(".talk")).ToContainTextAsync("bellwether");
        return back;
    }

    // The record: valid, over the whole file, and not so after one byte.
    private async Task TakeRecord(Visit visit, Func<IPage, string, Task> look)
    {
        await visit.Page.GotoAsync("/record");
        await look(visit.Page, "record");
        var download = await visit.Page.RunAndWaitForDownloadAsync(() => visit.Page.GetByRole(AriaRole.Button, new() { Name = "Download document.pdf" }).ClickAsync());
        Assert.Equal("document.pdf", download.SuggestedFilename);
        var file = await download.PathAsync();
        var said = await PdfSig(file);
        Assert.Contains("Signature is Valid", said, StringComparison.Ordinal);
        Assert.Contains("Total document signed", said, StringComparison.Ordinal);

        var bytes = await File.ReadAllBytesAsync(file);
        bytes[bytes.Length / 4] ^= 1;
        var changed = Path.Combine(Artifacts.Folder("records"), $"changed-{Path.GetRandomFileName()}.pdf");
        await File.WriteAllBytesAsync(changed, bytes);
        Assert.DoesNotContain("Signature is Valid", await PdfSig(changed), StringComparison.Ordinal);

        var anybody = await Open(visit.Company);
        anybody.Expect("status of 4");
        await anybody.Page.GotoAsync("/verify");
        await look(anybody.Page, "verify");
        await Check(anybody.Page, file, "This record is genuine and unchanged");
        await look(anybody.Page, "verify-genuine");
        await Check(anybody.Page, changed, "This file was changed after it was signed");
        await look(anybody.Page, "verify-changed");
        Assert.Empty(await anybody.Cookies());
        File.Delete(changed);
    }

    private static async Task Check(IPage page, string file, string answer)
    {
        await page.GetByLabel("The PDF file").SetInputFilesAsync(file);
        await page.GetByRole(AriaRole.Button, new() { Name = "Check the file" }).ClickAsync();
        await Expect(page.Locator("#res")).ToContainTextAsync(answer);
    }

    private static async Task RemoveAndSend(Visit visit, Reporter reporter, Func<IPage, string, Task> look)
    {
        await visit.Page.GotoAsync("/copy");
        var account = visit.Page.Locator(".part textarea").First;
        var text = await account.InputValueAsync();
        var paragraphs = text.Split("\n\n");
        Assert.True(paragraphs.Length > 3);
        await account.FillAsync(string.Join("\n\n", paragraphs.Where(p => !p.Contains("stairwell", StringComparison.Ordinal))));
        await reporter.Press("Go on to sending");
        await Expect(visit.Page.GetByLabel("Without my name")).ToBeCheckedAsync();
        await reporter.Press("Send now");
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Your report is sent");
        await look(visit.Page, "sent-now");
        await reporter.Press("See my page");
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Acme has your report");
        await look(visit.Page, "status-sent");
    }

    private static async Task AskAndAnswer(Visit staff, Owner owner, Visit visit, Reporter reporter, bool script)
    {
        var look = Look1(script);
        await staff.Page.GotoAsync("/admin");
        await look(staff.Page, "staff-today");
        await staff.Page.GotoAsync("/admin/cases");
        await look(staff.Page, "staff-cases");
        await staff.Page.Locator("tbody a").First.ClickAsync();
        var sheet = staff.Page.Locator(".sheet");
        await Expect(sheet).ToContainTextAsync("marzipan");
        await Expect(sheet).ToContainTextAsync("bellwether");
        await Expect(sheet).Not.ToContainTextAsync("stairwell");
        await look(staff.Page, "staff-case");
        await owner.Press("Tell the reporter you have it");
        await Seen(visit, "Confirmed by Acme", script);

        await staff.Page.GetByLabel("Write to the reporter").FillAsync("Which shelf did the ledger stand on?");
        await staff.Page.GetByLabel("This asks for an answer").CheckAsync();
        await owner.Press("Send to the reporter");
        await Seen(visit, "Which shelf did the ledger stand on?", script);
        await look(visit.Page, "status-question");

        await visit.Page.GetByLabel("Your answer").FillAsync("On the top one, beside the ombre curtain.");
        await visit.Page.Locator("form[data-keep^=q]").GetByRole(AriaRole.Button, new() { Name = "Send now" }).ClickAsync();
        await Expect(visit.Page.Locator(".talk")).ToContainTextAsync("ombre curtain");
        await Seen(staff, "ombre curtain", script);
        await look(staff.Page, "staff-case-answered");

        await staff.Page.GetByLabel("New note").FillAsync("Ask the warehouse for the shelf plan.");
        await owner.Press("Add the note");
        await Expect(staff.Page.Locator(".inner")).ToContainTextAsync("shelf plan");
        await staff.Page.GetByRole(AriaRole.Radio).First.CheckAsync();
        await staff.Page.GetByLabel("What you tell the reporter").FillAsync("We changed who keeps the ledger.");
        await owner.Press("Tell the reporter and close");
        await Seen(visit, "We changed who keeps the ledger.", script);
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("closed your report");
        await Expect(visit.Page.Locator("main")).Not.ToContainTextAsync("shelf plan");
        await Expect(visit.Page.GetByText("Add to my report")).ToHaveCountAsync(0);
        await look(visit.Page, "status-closed");
        await look(staff.Page, "staff-case-closed");
        Assert.NotNull(reporter);
    }

    // With scripts it is there by itself, within a second of the press; without, after looking again.
    private static async Task Seen(Visit visit, string text, bool script)
    {
        if (!script) await visit.Page.ReloadAsync();
        await Expect(visit.Page.Locator("#news")).ToContainTextAsync(text, new() { Timeout = script ? 5_000 : 20_000 });
    }

    private async Task<string> PdfSig(string file)
    {
        var database = Directory.CreateTempSubdirectory("spot-test-nss-").FullName;
        try
        {
            var authority = Path.Combine(database, "records.pem");
            using (var browser = Installation.Application.Browser()) await File.WriteAllBytesAsync(authority, (await browser.Get("/ca.pem")).Body);
            await Run("certutil", "-N", "--empty-password", "-d", $"sql:{database}");
            await Run("certutil", "-A", "-d", $"sql:{database}", "-t", "CT,C,C", "-n", "records", "-i", authority);
            return await Run("pdfsig", "-nssdir", $"sql:{database}", file);
        }
        finally
        {
            Directory.Delete(database, recursive: true);
        }
    }

    private static async Task<string> Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return await output + await errors;
    }
}
