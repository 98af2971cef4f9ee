using Spot.Api.Reports.Reporter;
using Spot.Api.Tenants;
using Spot.Api.Tests.Layout;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Abstractions.Reports;

namespace Spot.Api.Tests.Reports;

public sealed class StatusTests
{
    private static readonly DateOnly Received = new(2026, 11, 13);

    private static readonly ReporterStatus Arrived = new()
    {
        Report = Id16.Random(),
        Status = CaseStatus.New,
        Sent = Received.AddDays(-1),
        Received = Received,
        Released = true,
        ConfirmBy = Received.AddDays(7),
        AnswerBy = Received.AddDays(7).AddMonths(3),
        Readers = ["Maya Lindqvist", "Ines Okafor"],
        Contents = new SentReport { Parts = [new ReportPart { Asked = "Please tell me.", Text = "It was Tuesday.", IsAccount = true }], Script = "en" },
        Today = Received.AddDays(3),
        Morning = Received.AddDays(4),
    };

    [Fact]
    public async Task The_clock_counts_days_until_the_company_must_confirm()
    {
        var html = await Render(Arrived);

        Assert.Contains("<strong>4 days left</strong>", html, StringComparison.Ordinal);
        Assert.Contains("""<progress max="7" value="3" """.TrimEnd(), html, StringComparison.Ordinal);
        Assert.DoesNotContain("has missed its date", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_confirming_the_clock_counts_until_the_answer()
    {
        var html = await Render(Arrived with { Status = CaseStatus.Open, Confirmed = Received.AddDays(3), AnswerBy = Received.AddDays(3).AddMonths(3) });

        Assert.Contains("<strong>92 days left</strong>", html, StringComparison.Ordinal);
        Assert.Contains("day 3 of 7", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(8, "confirm your report")]
    [InlineData(120, "confirm your report")]
    public async Task A_missed_date_shows_who_else_can_act_before_anything_else(int days, string missed)
    {
        var html = await Render(Arrived with { Today = Received.AddDays(days) });

        var said = html.IndexOf("has missed its date", StringComparison.Ordinal);
        Assert.InRange(said, 1, html.IndexOf("Where your report is", StringComparison.Ordinal));
        Assert.Contains(missed, html, StringComparison.Ordinal);
        Assert.Contains("labour inspectorate", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_the_due_day_itself_nothing_is_missed()
    {
        var html = await Render(Arrived with { Today = Received.AddDays(7) });

        Assert.Contains("Due today", html, StringComparison.Ordinal);
        Assert.DoesNotContain("has missed its date", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Until_the_morning_it_is_on_its_way_and_no_clock_runs()
    {
        var html = await Render(Arrived with { Released = false, Today = Received.AddDays(-1) });

        Assert.Contains("Your report is on its way", html, StringComparison.Ordinal);
        Assert.Contains("Still only you.", html, StringComparison.Ordinal);
        Assert.DoesNotContain("days left", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_question_without_an_answer_has_its_own_form()
    {
        var html = await Render(Arrived with
        {
            Messages =
            [
                new() { Number = 1, From = MessageFrom.Company, Text = "First?", Day = Received, IsQuestion = true },
                new() { Number = 2, From = MessageFrom.Reporter, Text = "", Day = Received, Answers = 1, Declined = true },
                new() { Number = 3, From = MessageFrom.Company, Text = "Second?", Day = Received, IsQuestion = true },
            ],
        });

        Assert.Contains("""id="ans3" """.TrimEnd(), html, StringComparison.Ordinal);
        Assert.DoesNotContain("""id="ans1" """.TrimEnd(), html, StringComparison.Ordinal);
        Assert.Contains("You would rather not answer.", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_closed_report_shows_what_was_done_and_no_form_to_write_in()
    {
        var html = await Render(Arrived with { Status = CaseStatus.Closed, Closed = Received.AddDays(2), Outcome = "The check is done by two people now." });

        Assert.Contains("Acme has closed your report", html, StringComparison.Ordinal);
        Assert.Contains("The check is done by two people now.", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<textarea", html, StringComparison.Ordinal);
        Assert.DoesNotContain("data-events", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Words_that_came_too_late_are_given_back()
    {
        var html = await Render(
            Arrived with { Status = CaseStatus.Closed, Closed = Received.AddDays(2), Outcome = "Done." },
            new Writing(1, "what I still wanted to say", "", "This has moved on."));

        Assert.Contains("what I still wanted to say", html, StringComparison.Ordinal);
    }

    private static Task<string> Render(ReporterStatus status, Writing? writing = null) =>
        Rendering.Html<Status>(new { Company = new Company(PageTests.Acme, []), Model = status, Writing = writing ?? new Writing() });
}
