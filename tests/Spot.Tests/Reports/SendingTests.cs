using Spot.Testing.Application;
using Spot.Tests.Administrators;
using Spot.Tests.Conversations;

namespace Spot.Tests.Reports;

public sealed class SendingTests(StaffApplication staff) : IClassFixture<StaffApplication>
{
    [Fact]
    public async Task Words_come_before_sending_and_lead_back_to_it()
    {
        using var browser = staff.Spot.Browser();
        await browser.Tell();

        var page = await browser.Get("/send");
        Assert.Equal("/keep", page.At.AbsolutePath);

        page = await browser.Press(page, "Show me my nine words");
        var words = Telling.Words(page);
        var (first, second) = Telling.Asked(page);
        page = await browser.Press(page, "I have kept them", ("w1", words[first - 1]), ("w2", words[second - 1]));
        Assert.Equal("/send", page.At.AbsolutePath);
    }

    [Fact]
    public async Task The_company_reads_exactly_the_copy_and_what_was_removed_is_nowhere()
    {
        using var browser = staff.Spot.Browser();
        var page = await browser.Tell();
        await browser.Answer(page, "He had the clipboard with the plum sticker.");
        await browser.KeepWords();

        var copy = await browser.Get("/copy");
        Assert.Contains("plum sticker", copy.TextOf(".sheet"), StringComparison.Ordinal);
        copy = await browser.Press(copy, RemoveButton(copy, 5));
        Assert.DoesNotContain("plum sticker", copy.TextOf(".sheet"), StringComparison.Ordinal);
        copy = await browser.Press(copy, "Update this view", ("p4", "It was Tuesday. Somebody asked me to sign."));
        Assert.Contains("Shortened by you", copy.Text, StringComparison.Ordinal);

        page = await browser.Press(await browser.Press(copy, "Go on to sending"), "Send now");
        Assert.Contains("Your report is sent.", page.Text, StringComparison.Ordinal);

        var read = await CaseWith("Somebody asked me to sign.");
        Assert.Contains("Somebody asked me to sign.", read.TextOf(".sheet"), StringComparison.Ordinal);
        Assert.DoesNotContain("plum sticker", read.Source, StringComparison.Ordinal);
        Assert.DoesNotContain("Martin", read.Source, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_everybody_is_excluded_there_is_no_button_but_four_ways()
    {
        using var browser = staff.Spot.Browser();
        var page = await browser.ReadyToSend();

        page = await browser.Press(page, "Send now", [.. page.Html.QuerySelectorAll("input[name=not]").Select(i => ("not", i.GetAttribute("value")!))]);

        Assert.Contains("nobody could read it", page.Text, StringComparison.Ordinal);
        Assert.Empty(page.Html.QuerySelectorAll("button[name=when]"));
        Assert.Contains("Lift one.", page.Text, StringComparison.Ordinal);

        page = await browser.Send(page.FormOf("Look again").Without("not"));
        Assert.Equal(2, page.Html.QuerySelectorAll("button[name=when]").Length);
    }

    [Fact]
    public async Task A_reader_who_came_meanwhile_is_shown_and_marked_before_anything_is_sent()
    {
        using var browser = staff.Spot.Browser();
        var page = await browser.ReadyToSend();
        using var other = await StaffMember.AddedBy(staff.Maya, "Jonas Reuter", "jonas@acme.example");

        page = await browser.Press(page, "Send now", ("other", "the shift lead"));

        Assert.StartsWith("Look again:", page.Html.Title, StringComparison.Ordinal);
        var marked = Assert.Single(page.Html.QuerySelectorAll("label.pick"), l => l.TextContent.Contains("New on this list", StringComparison.Ordinal));
        Assert.Contains("Jonas Reuter", marked.TextContent, StringComparison.Ordinal);
        Assert.Equal("the shift lead", page.FormOf("Send now")["other"]);
    }

    [Fact]
    public async Task A_name_chosen_but_not_written_is_asked_for_and_nothing_is_sent()
    {
        using var browser = staff.Spot.Browser();
        var page = await browser.ReadyToSend();

        page = await browser.Press(page, "Send now", ("who", "named"));

        Assert.Contains("Write it here", page.TextOf("#nm-e"), StringComparison.Ordinal);
        Assert.Equal("named", page.FormOf("Send now")["who"]);
    }

    [Fact]
    public async Task Pressed_twice_it_is_sent_once()
    {
        using var browser = staff.Spot.Browser();
        var form = (await browser.ReadyToSend()).FormOf("Send now");
        var before = await Cases();

        await browser.Send(form);
        var page = await browser.Send(form);

        Assert.Equal("/sent", page.At.AbsolutePath);
        Assert.Equal(before + 1, await Cases());
    }

    [Fact]
    public async Task A_question_is_answered_on_the_status_page_and_the_company_reads_it()
    {
        using var browser = staff.Spot.Browser();
        await browser.Press(await browser.ReadyToSend("The one about the yellow sheet."), "Send now");
        var theirs = await CaseWith("The one about the yellow sheet.");
        await staff.Maya.Browser.Press(theirs, "Send to the reporter", ("text", "What did the sheet look like?"), ("question", "yes"));

        var page = await browser.Get("/status");
        Assert.Equal("Acme has a question for you", page.TextOf("h1"));
        Assert.Contains("What did the sheet look like?", page.TextOf(".firm .say"), StringComparison.Ordinal);

        page = await browser.Press(page, "Send now", ("text", " "));
        Assert.Contains("There are no words in it yet.", page.TextOf(".err"), StringComparison.Ordinal);
        page = await browser.Press(page, "Send now", ("text", "Yellow, with a torn corner."));
        Assert.Contains("Yellow, with a torn corner.", page.TextOf(".you .say"), StringComparison.Ordinal);
        Assert.Equal("Acme has your report", page.TextOf("h1"));

        Assert.Contains("Yellow, with a torn corner.", (await staff.Maya.Browser.Get(theirs.At.AbsolutePath)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_company_sends_is_news_within_a_second_and_looking_keeps_no_call_waiting()
    {
        using var browser = staff.Spot.Browser();
        await browser.Press(await browser.ReadyToSend("The one about the ladder."), "Send now");
        var theirs = await CaseWith("The one about the ladder.");
        using var answer = await browser.SendRaw(new HttpRequestMessage(HttpMethod.Get, "/status/events"), HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType!.MediaType);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        var now = await Version(lines);

        var asked = System.Diagnostics.Stopwatch.StartNew();
        await staff.Maya.Browser.Press(theirs, "Send to the reporter", ("text", "Anything else?"));
        var sent = asked.Elapsed;
        Assert.NotEqual(now, await Version(lines));

        // A second after the company's own page came back; twice that for a machine that does other things as well.
        Assert.InRange(asked.Elapsed - sent, TimeSpan.Zero, TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task The_conversation_can_be_erased_after_sending_and_the_page_stays()
    {
        using var browser = staff.Spot.Browser();
        await browser.Press(await browser.ReadyToSend(), "Send now");

        var page = await browser.Press(await browser.Get("/erase"), "Erase my conversation");

        Assert.Equal("/status", page.At.AbsolutePath);
        Assert.Contains("Your conversation is erased.", page.Text, StringComparison.Ordinal);
        Assert.Equal("/status", (await browser.Get("/chat")).At.AbsolutePath);
    }

    [Fact]
    public async Task Nothing_sent_yet_leads_from_the_status_page_back_to_the_talk()
    {
        using var browser = staff.Spot.Browser();
        await browser.Tell();

        var page = await browser.Get("/status");

        Assert.Equal("/chat", page.At.AbsolutePath);
        Assert.Contains("Question 1 of", page.Text, StringComparison.Ordinal);
    }

    private static string RemoveButton(SpotPage copy, int part) =>
        string.Join(' ', copy.TextOf($"button[value=remove-{part}]").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private async Task<SpotPage> CaseWith(string words)
    {
        var list = await staff.Maya.Browser.Get("/admin/cases");
        foreach (var link in Links(list))
        {
            var page = await staff.Maya.Browser.Get(link);
            if (page.Text.Contains(words, StringComparison.Ordinal)) return page;
        }

        throw new InvalidOperationException($"No such case. The list says: {list.Text}");
    }

    private static List<string> Links(SpotPage list) =>
        [.. list.Html.QuerySelectorAll("a[href^='/admin/cases/']").Select(a => a.GetAttribute("href")!.Split('#')[0]).Distinct()];

    private async Task<int> Cases() => Links(await staff.Maya.Browser.Get("/admin/cases")).Count;

    private static async Task<string> Version(StreamReader lines)
    {
        while (await lines.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.StartsWith("data:", StringComparison.Ordinal)) return line;
        }

        throw new InvalidOperationException("The news ended.");
    }
}
