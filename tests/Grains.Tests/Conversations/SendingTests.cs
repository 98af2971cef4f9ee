using Microsoft.Extensions.DependencyInjection;
using Spot.Grains.Abstractions.Conversations;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Abstractions.Reports;
using Spot.Grains.Journal;
using Spot.Grains.Tests.Hosting;

namespace Spot.Grains.Tests.Conversations;

public sealed class SendingTests(SpotCluster spot) : IClassFixture<SpotCluster>
{
    [Fact]
    public async Task The_copy_holds_what_was_said_and_can_be_shortened_and_taken_out()
    {
        var reporter = await Told();
        var copy = (await reporter.Grain.Copy(reporter.Secret)).Value!;
        var (first, second) = (copy.Parts[0], copy.Parts[1]);
        Assert.Equal(Reporter.Account, first.Text);

        var edited = (await reporter.Grain.EditCopy(reporter.Secret, new CopyEdit
        {
            Revision = copy.Revision, Texts = new Dictionary<int, string> { [first.Prompt] = "On Tuesday he asked me to sign." }, Remove = [second.Prompt],
        })).Value!;

        Assert.Equal("On Tuesday he asked me to sign.", edited.Parts[0].Text);
        Assert.Equal(Reporter.Account, edited.Parts[0].Original);
        Assert.True(edited.Parts[1].Removed);
        var restored = (await reporter.Grain.EditCopy(reporter.Secret, new CopyEdit { Revision = edited.Revision, Restore = [first.Prompt, second.Prompt] })).Value!;
        Assert.Equal(copy.Parts, restored.Parts);
    }

    [Fact]
    public async Task An_edit_of_an_older_copy_is_not_kept_and_shows_the_newest()
    {
        var reporter = await Told();
        var copy = (await reporter.Grain.Copy(reporter.Secret)).Value!;
        await reporter.Grain.EditCopy(reporter.Secret, new CopyEdit { Revision = copy.Revision, Remove = [copy.Parts[1].Prompt] });

        var stale = (await reporter.Grain.EditCopy(reporter.Secret, new CopyEdit { Revision = copy.Revision, Remove = [copy.Parts[0].Prompt] })).Value!;

        Assert.True(stale.Stale);
        Assert.False(stale.Parts[0].Removed);
        Assert.True(stale.Parts[1].Removed);
    }

    [Fact]
    public async Task A_quote_of_words_taken_out_is_not_sent_with_another_part()
    {
        var reporter = await Told();
        var copy = (await reporter.Grain.Copy(reporter.Secret)).Value!;
        var quoting = copy.Parts.First(part => part.Quote is not null);
        Assert.False(quoting.QuoteGone);

        var edited = (await reporter.Grain.EditCopy(reporter.Secret, new CopyEdit
        {
            Revision = copy.Revision, Texts = new Dictionary<int, string> { [copy.Parts[0].Prompt] = "I was asked to sign something." },
        })).Value!;

        Assert.True(edited.Parts.Single(part => part.Prompt == quoting.Prompt).QuoteGone);
    }

    [Fact]
    public async Task Without_kept_words_nothing_is_sent()
    {
        var reporter = await Told(keepCode: false);

        Assert.Equal(SubmitOutcome.NoCode, (await reporter.Send()).Outcome);
        Assert.Empty(await Reports(reporter));
    }

    [Fact]
    public async Task Without_a_part_left_nothing_is_sent()
    {
        var reporter = await Told();
        var copy = (await reporter.Grain.Copy(reporter.Secret)).Value!;
        await reporter.Grain.EditCopy(reporter.Secret, new CopyEdit { Revision = copy.Revision, Remove = [.. copy.Parts.Select(part => part.Prompt)] });

        Assert.Equal(SubmitOutcome.NothingLeft, (await reporter.Send()).Outcome);
    }

    [Fact]
    public async Task Nobody_left_to_read_it_means_it_is_not_sent()
    {
        var reporter = await Told(readers: 1);
        var only = (await reporter.Grain.Sending(reporter.Secret)).Value!.Readers.Single().Administrator;

        Assert.Equal(SubmitOutcome.NoReader, (await reporter.Send(excluded: [only])).Outcome);
        Assert.Empty(await Reports(reporter));
    }

    [Fact]
    public async Task A_company_without_readers_gets_nothing()
    {
        var reporter = await Told(readers: 0);

        Assert.Equal(SubmitOutcome.NoReader, (await reporter.Send()).Outcome);
    }

    [Fact]
    public async Task A_reader_who_came_meanwhile_is_shown_before_anything_is_sent()
    {
        var reporter = await Told();
        var shown = (await reporter.Grain.Sending(reporter.Secret)).Value!.Readers.Select(reader => reader.Administrator).ToList();
        await Company.AddReader(spot, reporter.Tenant, "New Person");

        var result = await reporter.Send(new SubmitRequest { Once = Id16.Random(), Now = true, Shown = shown });

        Assert.Equal(SubmitOutcome.ReadersChanged, result.Outcome);
        Assert.Equal(shown.Count + 1, result.Sending!.Readers.Count);
        Assert.Empty(await Reports(reporter));
    }

    [Fact]
    public async Task Sent_is_sent_once()
    {
        var reporter = await Told();

        Assert.Equal(SubmitOutcome.Sent, (await reporter.Send()).Outcome);
        Assert.Equal(SubmitOutcome.Sent, (await reporter.Send()).Outcome);

        Assert.Single(await Reports(reporter));
        Assert.True((await reporter.View()).Submitted);
    }

    [Fact]
    public async Task Before_sending_the_company_has_no_stream_at_all()
    {
        var reporter = await Told();

        Assert.Empty(await Reports(reporter));
    }

    [Fact]
    public async Task Erased_after_sending_only_the_status_page_is_left()
    {
        var reporter = await Told();
        await reporter.Send();

        Assert.Equal(VisitRefusal.None, await reporter.Grain.Erase(reporter.Secret));

        var view = await reporter.View();
        Assert.True(view.Erased);
        Assert.Empty(view.Turns);
        var status = (await reporter.Grain.Status(reporter.Secret)).Value!;
        Assert.True(status.ConversationErased);
        Assert.Equal(Reporter.Account, status.Contents.Parts[0].Text);
    }

    [Fact]
    public async Task Erased_before_sending_nothing_is_left_and_the_words_open_nothing()
    {
        var reporter = await Told(keepCode: false);
        var words = await reporter.KeepCode();

        Assert.Equal(VisitRefusal.None, await reporter.Grain.Erase(reporter.Secret));

        Assert.Equal(VisitRefusal.NotFound, await reporter.Refusal());
        Assert.Equal(VisitRefusal.NotFound, (await reporter.Return(words)).Refusal);
        var stored = await Journal.Read(reporter.Tenant, reporter.Id, 1, TestContext.Current.CancellationToken);
        Assert.Null(stored.Head);
    }

    private IJournal Journal => spot.Silo.GetRequiredService<IJournal>();

    private async Task<Reporter> Told(bool keepCode = true, int readers = 2)
    {
        var tenant = await spot.Company();
        for (var i = 0; i < readers; i++) await Company.AddReader(spot, tenant, $"Reader {i}");
        var reporter = await Reporter.Start(spot, tenant);
        await reporter.Answer(Reporter.Account);
        await reporter.Answer("He had the clipboard with him.");
        if (keepCode) await reporter.KeepCode();
        return reporter;
    }

    private async Task<List<StoredHead>> Reports(Reporter reporter)
    {
        var heads = new List<StoredHead>();
        await foreach (var head in Journal.Heads(reporter.Tenant, StreamType.Report, TestContext.Current.CancellationToken)) heads.Add(head);
        return heads;
    }
}
