using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Abstractions.Reports;
using Spot.Grains.Tests.Hosting;

namespace Spot.Grains.Tests.Reports;

/// <summary>When something shows, to whom: on the real files, with the clock in the test's hand. A cluster of its own, since it moves the clock.</summary>
public sealed class ShowingTests(SpotCluster spot) : IClassFixture<SpotCluster>
{
    [Fact]
    public async Task What_is_sent_for_the_morning_shows_to_the_company_at_seven_across_the_change_of_clocks()
    {
        // In Berlin the clocks go forward in the night to 28 March 2027: 07:00 is 05:00 UTC then.
        spot.Clock.SetUtcNow(new DateTimeOffset(2027, 3, 27, 21, 0, 0, TimeSpan.Zero));
        var tenant = await spot.Company("Europe/Berlin");
        var maya = await Staff.Join(spot, tenant, "Maya");
        var sent = await SentCase.Send(spot, tenant, atOnce: false);
        await sent.Delivered();

        Assert.Empty(await maya.List());
        Assert.Equal(CaseRefusal.NotFound, (await maya.Case(sent.Report).Open(maya.Ticket)).Refusal);
        Assert.Equal(0, await sent.Version(MessageFrom.Company));
        var status = await sent.Status();
        Assert.False(status.Released);
        Assert.Equal(new DateOnly(2027, 3, 28), status.Received);

        spot.Clock.SetUtcNow(new DateTimeOffset(2027, 3, 28, 4, 59, 59, TimeSpan.Zero));
        maya = await maya.SignInAgain();
        Assert.Equal(CaseRefusal.NotFound, (await maya.Case(sent.Report).Open(maya.Ticket)).Refusal);
        spot.Clock.SetUtcNow(new DateTimeOffset(2027, 3, 28, 5, 0, 0, TimeSpan.Zero));
        Assert.Equal(1, await sent.Version(MessageFrom.Company));
        Assert.Single(await maya.List());
        Assert.Equal(new DateOnly(2027, 3, 28), (await maya.Read(sent.Report)).Events[0].Day);
    }

    [Fact]
    public async Task An_answer_for_the_morning_leaves_no_trace_at_the_company_until_then()
    {
        var tenant = await spot.Company("America/New_York");
        var maya = await Staff.Join(spot, tenant, "Maya");
        var sent = await SentCase.Send(spot, tenant);
        await sent.Delivered();
        await maya.Case(sent.Report).Ask(maya.Ticket, Id16.Random(), "Which bay?", true);
        var before = await maya.Read(sent.Report);
        await spot.OutboxEmpty(tenant);
        var list = await maya.Book.Version(maya.Ticket);

        Assert.Equal(ReceiveOutcome.Kept, await sent.Write("Bay four.", 1, now: false));
        await spot.OutboxEmpty(tenant);
        await maya.Case(sent.Report).Ask(maya.Ticket, Id16.Random(), "And which shift?", true);
        var after = await maya.Read(sent.Report);

        Assert.Equal(before.Version + 1, after.Version);
        Assert.Equal(["Which bay?", "And which shift?"], after.Messages.Select(m => m.Text));
        Assert.Equal([1, 2], after.Messages.Select(m => m.Number));
        Assert.Equal(before.Events.Append(new CaseEvent { What = "asked", By = "Maya", Day = after.Today }), after.Events);
        Assert.True((await maya.List()).Single().WaitsForReporter);
        Assert.False((await maya.List()).Single().HasNews);
        await spot.OutboxEmpty(tenant);
        Assert.Equal(list, await maya.Book.Version(maya.Ticket));
        Assert.Equal(3, (await sent.Status()).Messages.Count);
        Assert.False((await sent.Status()).Messages[1].Released);

        spot.Clock.Advance(TimeSpan.FromDays(2));
        var then = await (await maya.SignInAgain()).Read(sent.Report);
        Assert.Equal("Bay four.", Assert.Single(then.Messages, m => m.From == MessageFrom.Reporter).Text);
    }

    [Fact]
    public async Task Nothing_the_reporter_adds_shows_before_the_report_does()
    {
        var tenant = await spot.Company();
        var maya = await Staff.Join(spot, tenant, "Maya");
        var sent = await SentCase.Send(spot, tenant, atOnce: false);
        Assert.Equal(ReceiveOutcome.Kept, await sent.Write("One more thing.", now: true));

        Assert.Equal(0, await sent.Version(MessageFrom.Company));
        Assert.False(Assert.Single((await sent.Status()).Messages).Released);
        spot.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal((await sent.Status()).Received, Assert.Single((await (await maya.SignInAgain()).Read(sent.Report)).Messages).Day);
    }

    [Fact]
    public async Task What_the_company_does_shows_to_the_reporter_at_once_and_reading_counts_people()
    {
        var tenant = await spot.Company();
        var maya = await Staff.Join(spot, tenant, "Maya");
        var ines = await Staff.Join(spot, tenant, "Ines");
        var sent = await SentCase.Send(spot, tenant);
        var versions = new List<int> { await sent.Version(MessageFrom.Reporter) };
        async Task Changed()
        {
            versions.Add(await sent.Version(MessageFrom.Reporter));
            Assert.True(versions[^1] > versions[^2]);
        }

        await maya.Read(sent.Report);
        await Changed();
        await maya.Read(sent.Report);
        Assert.Equal(versions[^1], await sent.Version(MessageFrom.Reporter));
        await ines.Read(sent.Report);
        await Changed();
        Assert.Equal(2, (await sent.Status()).ReadBy);
        await ines.Case(sent.Report).Acknowledge(ines.Ticket, Id16.Random());
        await Changed();
        await ines.Case(sent.Report).Note(ines.Ticket, Id16.Random(), "Inside.");
        Assert.Equal(versions[^1], await sent.Version(MessageFrom.Reporter));
        await ines.Case(sent.Report).Ask(ines.Ticket, Id16.Random(), "We have it.", false);
        await Changed();
        Assert.Equal("We have it.", Assert.Single((await sent.Status()).Messages).Text);
    }

    [Fact]
    public async Task An_excluded_viewers_list_is_that_of_a_company_without_the_case()
    {
        var tenant = await spot.Company();
        await Staff.Join(spot, tenant, "Maya");
        var jonas = await Staff.Join(spot, tenant, "Jonas");
        var shared = await SentCase.Send(spot, tenant);
        await shared.Delivered();
        var (page, version) = (await jonas.Book.List(jonas.Ticket, new CaseQuery()), await jonas.Book.Version(jonas.Ticket));
        Assert.Single(page.Rows);

        var hidden = await SentCase.Send(spot, tenant, true, jonas.Id);
        await hidden.Delivered();
        await hidden.Write("More.");
        await spot.OutboxEmpty(tenant);

        var after = await jonas.Book.List(jonas.Ticket, new CaseQuery());
        Assert.Equal(page.Rows, after.Rows);
        Assert.Equal(page.Counts, after.Counts);
        Assert.Equal(page.Next, after.Next);
        Assert.Equal(version, await jonas.Book.Version(jonas.Ticket));
        Assert.False(await jonas.Book.Shows(jonas.Ticket, hidden.Report));
        Assert.True(await jonas.Book.Shows(jonas.Ticket, shared.Report));
    }
}
