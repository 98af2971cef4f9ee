using Spot.Grains.Abstractions.Administrators;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Abstractions.Reports;
using Spot.Grains.Reports;
using Spot.Grains.Tests.Hosting;
using Spot.Grains.Vault;

namespace Spot.Grains.Tests.Reports;

public sealed class CaseTests(SpotCluster spot) : IClassFixture<SpotCluster>
{
    [Fact]
    public async Task A_reader_reads_what_was_sent_and_that_it_was_read_is_written_first()
    {
        var (maya, sent) = await OneReader();

        var view = await maya.Read(sent.Report);

        Assert.Equal(SampleReport.Contents.Parts[0].Text, view.Report.Parts[0].Text);
        Assert.Equal(["Jonas Reuter"], view.Report.Excluded);
        Assert.Equal("Safety", view.Proposed.Kind);
        Assert.Null(view.Row.Labels.Kind);
        Assert.Equal(["Maya"], view.Readers);
        Assert.Equal(["received", "read"], view.Events.Select(e => e.What));
        var read = Assert.IsType<ReportRead>((await spot.EntriesOf(sent))[^1]);
        Assert.Equal(maya.Id, read.By.Id);
        Assert.Equal([1], read.News);
    }

    [Fact]
    public async Task Loading_the_page_again_that_day_adds_nothing_and_the_next_day_one_line()
    {
        var (maya, sent) = await OneReader();
        await maya.Read(sent.Report);
        await maya.Read(sent.Report);
        Assert.Equal(2, (await spot.EntriesOf(sent)).Count);

        var again = await Later(maya, TimeSpan.FromDays(1));
        await again.Read(sent.Report);
        Assert.Equal(3, (await spot.EntriesOf(sent)).Count);
    }

    [Fact]
    public async Task Who_is_excluded_not_a_reader_or_of_another_company_hears_the_same_as_for_a_case_that_never_was()
    {
        var tenant = await spot.Company();
        var maya = await Staff.Join(spot, tenant, "Maya");
        var jonas = await Staff.Join(spot, tenant, "Jonas");
        var sent = await SentCase.Send(spot, tenant, atOnce: true, jonas.Id);
        var late = await Staff.Join(spot, tenant, "Late");
        var stranger = await Staff.Join(spot, await spot.Company(), "Stranger");
        Assert.Equal(CaseRefusal.None, (await maya.Case(sent.Report).Open(maya.Ticket)).Refusal);

        foreach (var other in new[] { jonas, late, stranger })
        {
            var mine = await other.Case(sent.Report).Open(other.Ticket);
            var none = await other.Case(Id16.Random()).Open(other.Ticket);
            Assert.Equal(CaseRefusal.NotFound, mine.Refusal);
            Assert.Equal(none, mine);
            Assert.Equal(CaseRefusal.NotFound, (await other.Case(sent.Report).Note(other.Ticket, Id16.Random(), "x")).Refusal);
        }

        Assert.DoesNotContain(await spot.EntriesOf(sent), e => e is ReportRead read && read.By.Id != maya.Id);
    }

    [Fact]
    public async Task A_session_that_is_over_reads_nothing()
    {
        var (maya, sent) = await OneReader();
        await maya.SignOut();
        Assert.Equal(CaseRefusal.SignedOut, (await maya.Case(sent.Report).Open(maya.Ticket)).Refusal);
        Assert.Equal(CaseRefusal.SignedOut, (await maya.Case(sent.Report).Acknowledge(maya.Ticket, Id16.Random())).Refusal);
    }

    [Fact]
    public async Task The_whole_way_from_confirming_to_closing()
    {
        var (maya, sent) = await OneReader();
        var start = (await maya.Read(sent.Report)).Today;

        var confirmed = (await maya.Case(sent.Report).Acknowledge(maya.Ticket, Id16.Random())).Case!;
        Assert.Equal(CaseStatus.Open, confirmed.Row.Status);
        Assert.Equal("Maya", confirmed.Row.Handler);
        Assert.Equal(start.AddMonths(3), confirmed.Row.AnswerBy);
        var labelled = (await maya.Case(sent.Report).Label(maya.Ticket, Id16.Random(), new CaseLabels { Kind = " Safety ", Urgency = "high" })).Case!;
        Assert.Equal("Safety", labelled.Row.Labels.Kind);
        var asked = (await maya.Case(sent.Report).Ask(maya.Ticket, Id16.Random(), "Which bay was it?", true)).Case!;
        Assert.True(asked.Row.WaitsForReporter);
        await maya.Case(sent.Report).Note(maya.Ticket, Id16.Random(), "Ask the facility team.");

        var status = await sent.Status();
        Assert.Equal(1, status.ReadBy);
        var question = Assert.Single(status.Messages);
        Assert.True(question.IsQuestion);
        Assert.Null(question.By);
        Assert.Equal(ReceiveOutcome.Kept, await sent.Write("Bay four.", question.Number));

        var answered = await maya.Read(sent.Report);
        Assert.False(answered.Row.WaitsForReporter);
        Assert.Equal(["Which bay was it?", "Bay four."], answered.Messages.Select(m => m.Text));
        Assert.Equal(answered.Messages[0].Number, answered.Messages[1].Answers);
        var closed = (await maya.Case(sent.Report).Close(maya.Ticket, Id16.Random(), answered.Version, "confirmed", "We changed the check.")).Case!;
        Assert.Equal(CaseStatus.Closed, closed.Row.Status);
        Assert.Equal("We changed the check.", (await sent.Status()).Outcome);
        Assert.Equal(["received", "read", "acknowledged", "labelled", "asked", "noted", "answered", "read", "closed"], closed.Events.Select(e => e.What));
    }

    [Fact]
    public async Task The_reporters_page_has_no_notes_and_the_reporters_key_opens_none()
    {
        var (maya, sent) = await OneReader();
        await maya.Case(sent.Report).Note(maya.Ticket, Id16.Random(), "Ask the facility team.");

        Assert.Empty((await sent.Status()).Messages);
        var entries = await spot.EntriesOf(sent);
        var number = entries.ToList().FindIndex(e => e is ReportNoted) + 1;
        var note = ((ReportNoted)entries[number - 1]).Text;
        using var reportKey = Key32.FromBytes(sent.Key);
        using var notesKey = Key32.FromBytes(sent.NotesKey);
        using var mine = new ReportKeys(sent.Tenant, sent.Report, reportKey, reportKey);
        using var theirs = new ReportKeys(sent.Tenant, sent.Report, reportKey, notesKey);
        Assert.Equal(SealFault.WrongKey, Assert.Throws<SealException>(() => mine.Open(ReportKeys.Note, number, note)).Fault);
        Assert.Equal("Ask the facility team.", theirs.Open(ReportKeys.Note, number, note));
    }

    [Fact]
    public async Task Another_key_shows_nothing_and_writes_nothing()
    {
        var (_, sent) = await OneReader();
        Assert.NotNull(await sent.StatusWith([.. sent.Key]));
        Assert.Null(await sent.StatusWith(sent.NotesKey));
        Assert.Null(await sent.StatusWith([1, 2, 3]));
        Assert.Single(await spot.EntriesOf(sent));
    }

    [Fact]
    public async Task The_same_form_again_is_the_same_answer_and_with_other_words_it_is_shown_first()
    {
        var (maya, sent) = await OneReader();
        var (ask, note, confirm, label) = (Id16.Random(), Id16.Random(), Id16.Random(), Id16.Random());
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(CaseRefusal.None, (await maya.Case(sent.Report).Ask(maya.Ticket, ask, "Which bay?\r\n", true)).Refusal);
            Assert.Equal(CaseRefusal.None, (await maya.Case(sent.Report).Note(maya.Ticket, note, "Inside.")).Refusal);
            Assert.Equal(CaseRefusal.None, (await maya.Case(sent.Report).Acknowledge(maya.Ticket, confirm)).Refusal);
            Assert.Equal(CaseRefusal.None, (await maya.Case(sent.Report).Label(maya.Ticket, label, new CaseLabels { Kind = "Safety" })).Refusal);
        }

        Assert.Equal(6, (await spot.EntriesOf(sent)).Count);
        Assert.Equal(CaseRefusal.Stale, (await maya.Case(sent.Report).Ask(maya.Ticket, ask, "Which shift?", true)).Refusal);
        Assert.Equal(CaseRefusal.Stale, (await maya.Case(sent.Report).Note(maya.Ticket, note, "Outside.")).Refusal);
        Assert.Equal(CaseRefusal.Stale, (await maya.Case(sent.Report).Note(maya.Ticket, ask, "Which bay?")).Refusal);
        Assert.Equal(CaseRefusal.Stale, (await maya.Case(sent.Report).Acknowledge(maya.Ticket, Id16.Random())).Refusal);
        var once = Id16.Random();
        Assert.Equal(ReceiveOutcome.Kept, await sent.Write("Bay four.", 1, once: once));
        Assert.Equal(ReceiveOutcome.Kept, await sent.Write("Bay four.", 1, once: once));
        Assert.Equal(ReceiveOutcome.Stale, await sent.Write("Bay five.", 1, once: once));
        Assert.Equal(ReceiveOutcome.Stale, await sent.Write("Bay five.", 1));
        Assert.Equal(7, (await spot.EntriesOf(sent)).Count);
    }

    [Fact]
    public async Task Forms_without_words_or_with_too_many_say_so_and_show_the_case()
    {
        var (maya, sent) = await OneReader();
        var empty = await maya.Case(sent.Report).Ask(maya.Ticket, Id16.Random(), " \n", true);
        Assert.Equal(CaseRefusal.Empty, empty.Refusal);
        Assert.NotNull(empty.Case);
        Assert.Equal(CaseRefusal.OutOfRange, (await maya.Case(sent.Report).Note(maya.Ticket, Id16.Random(), new string('x', 20_001))).Refusal);
        Assert.Equal(CaseRefusal.OutOfRange, (await maya.Case(sent.Report).Label(maya.Ticket, Id16.Random(), new CaseLabels { Urgency = "now" })).Refusal);
        Assert.Equal(CaseRefusal.OutOfRange, (await maya.Case(sent.Report).Close(maya.Ticket, Id16.Random(), empty.Case.Version, "won", "x")).Refusal);
    }

    [Fact]
    public async Task Closing_on_an_older_page_shows_what_came_meanwhile()
    {
        var (maya, sent) = await OneReader();
        var page = await maya.Read(sent.Report);
        await sent.Write("One more thing.");

        var stale = await maya.Case(sent.Report).Close(maya.Ticket, Id16.Random(), page.Version, "confirmed", "Done.");
        Assert.Equal(CaseRefusal.Stale, stale.Refusal);
        Assert.Equal("One more thing.", Assert.Single(stale.Case!.Messages).Text);
        Assert.Equal(CaseRefusal.None, (await maya.Case(sent.Report).Close(maya.Ticket, Id16.Random(), stale.Case.Version, "confirmed", "Done.")).Refusal);
        Assert.Equal(ReceiveOutcome.Stale, await sent.Write("And another."));
        Assert.Equal(CaseRefusal.Stale, (await maya.Case(sent.Report).Ask(maya.Ticket, Id16.Random(), "And?", true)).Refusal);
    }

    [Fact]
    public async Task A_reader_whose_role_reads_no_content_is_not_let_in()
    {
        var tenant = await spot.Company();
        await Staff.Join(spot, tenant, "Maya");
        var auditor = await Staff.Join(spot, tenant, "Auditor", AdministratorRole.Auditor);
        var billing = await Staff.Join(spot, tenant, "Billing", AdministratorRole.Billing);
        var sent = await SentCase.Send(spot, tenant);
        await sent.Delivered();
        foreach (var other in new[] { auditor, billing })
        {
            Assert.Equal(CaseRefusal.NotFound, (await other.Case(sent.Report).Open(other.Ticket)).Refusal);
            Assert.Empty(await other.List());
        }
    }

    private async Task<(Staff Maya, SentCase Sent)> OneReader()
    {
        var tenant = await spot.Company();
        var maya = await Staff.Join(spot, tenant, "Maya");
        return (maya, await SentCase.Send(spot, tenant));
    }

    private async Task<Staff> Later(Staff person, TimeSpan by)
    {
        spot.Clock.Advance(by);
        return await person.SignInAgain();
    }
}
