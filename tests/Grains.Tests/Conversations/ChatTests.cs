using Spot.Grains.Abstractions.Conversations;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Tests.Hosting;

namespace Spot.Grains.Tests.Conversations;

public sealed class ChatTests(SpotCluster spot) : IClassFixture<SpotCluster>
{
    [Fact]
    public async Task It_begins_with_one_open_question()
    {
        var reporter = await Begin();

        var view = await reporter.View();

        Assert.All(view.Turns.SkipLast(1), turn => Assert.Equal(PromptStage.Info, turn.Prompt.Stage));
        Assert.Equal(PromptStage.Open, view.Turns[^1].Prompt.Stage);
        Assert.Equal(view.Turns[^1].Prompt.Number, view.Turn);
        Assert.False(view.HasAccount);
    }

    [Fact]
    public async Task An_answer_is_kept_and_the_next_question_quotes_it()
    {
        var reporter = await Begin();

        var result = await reporter.Answer(Reporter.Account);

        Assert.Equal(ReplyOutcome.Kept, result.Outcome);
        Assert.Equal(Reporter.Account, result.Turns[0].Answer);
        Assert.Contains(result.Turns[^1].Prompt.Quote!, Reporter.Account, StringComparison.Ordinal);
        var view = await reporter.View();
        Assert.True(view.HasAccount);
        Assert.Equal(result.Turn, view.Turn);
    }

    [Fact]
    public async Task The_same_form_twice_is_one_answer()
    {
        var reporter = await Begin();
        var form = new ReplyRequest { Turn = (await reporter.View()).Turn, Once = Id16.Random(), Kind = ReplyKind.Answer, Text = Reporter.Account };

        var first = await reporter.Reply(form);
        await reporter.Answer("He had the clipboard with him.");
        var again = await reporter.Reply(form);

        Assert.Equal(ReplyOutcome.Kept, again.Outcome);
        Assert.Equal(first.Turns.Select(turn => turn.Prompt.Number), again.Turns.Select(turn => turn.Prompt.Number));
        Assert.Single((await reporter.View()).Turns, turn => turn.Answer == Reporter.Account);
    }

    [Fact]
    public async Task The_same_form_with_another_text_is_a_stale_tab_and_shows_what_is_kept()
    {
        var reporter = await Begin();
        var form = new ReplyRequest { Turn = (await reporter.View()).Turn, Once = Id16.Random(), Kind = ReplyKind.Answer, Text = Reporter.Account };
        await reporter.Reply(form);

        var result = await reporter.Reply(form with { Text = "Another text." });

        Assert.Equal(ReplyOutcome.Stale, result.Outcome);
        Assert.Equal(Reporter.Account, Assert.Single(result.Turns).Answer);
    }

    [Fact]
    public async Task A_form_for_a_question_that_was_answered_elsewhere_is_stale()
    {
        var reporter = await Begin();
        var open = (await reporter.View()).Turn;
        await reporter.Answer(Reporter.Account);

        var result = await reporter.Reply(new ReplyRequest { Turn = open, Once = Id16.Random(), Kind = ReplyKind.Answer, Text = "Something else." });

        Assert.Equal(ReplyOutcome.Stale, result.Outcome);
        Assert.Equal(Reporter.Account, Assert.Single(result.Turns).Answer);
        Assert.DoesNotContain((await reporter.View()).Turns, turn => turn.Answer == "Something else.");
    }

    [Theory]
    [InlineData("", ReplyOutcome.Empty)]
    [InlineData(" \r\n\t ", ReplyOutcome.Empty)]
    public async Task An_answer_without_a_word_is_not_kept(string text, ReplyOutcome outcome)
    {
        var reporter = await Begin();

        Assert.Equal(outcome, (await reporter.Answer(text)).Outcome);

        Assert.False((await reporter.View()).HasAccount);
    }

    [Fact]
    public async Task Twenty_thousand_characters_are_kept_and_one_more_is_not()
    {
        var reporter = await Begin();
        var words = string.Concat(Enumerable.Repeat("word\r\n", ReplyRequest.MaxLength / 5));
        Assert.Equal(ReplyRequest.MaxLength, words.ReplaceLineEndings("\n").Length);

        Assert.Equal(ReplyOutcome.TooLong, (await reporter.Answer(words + "x")).Outcome);
        Assert.Equal(ReplyOutcome.Kept, (await reporter.Answer(words)).Outcome);
    }

    [Fact]
    public async Task A_question_can_be_skipped_and_answered_after_all()
    {
        var reporter = await Begin();
        await reporter.Answer(Reporter.Account);
        var skipped = (await reporter.View()).Turn;
        await reporter.Reply(ReplyKind.Skip);
        Assert.True(Turn(await reporter.View(), skipped).Skipped);

        await reporter.Change(skipped, "It was by the charging wall.");

        var turn = Turn(await reporter.View(), skipped);
        Assert.False(turn.Skipped);
        Assert.Equal("It was by the charging wall.", turn.Answer);
        Assert.False(turn.Changed);
    }

    [Fact]
    public async Task A_changed_answer_keeps_its_older_wording_until_that_is_erased()
    {
        var reporter = await Begin();
        await reporter.Answer(Reporter.Account);
        var prompt = (await reporter.View()).Turn;
        await reporter.Answer("We were at the loading door with the zebra clipboard.");
        await reporter.Answer("I do not know.");
        await reporter.Change(prompt, "We were at the charging wall.");
        var before = await reporter.View();
        Assert.Equal(["We were at the loading door with the zebra clipboard."], Turn(before, prompt).Older);

        var erased = await reporter.Grain.EraseWording(reporter.Secret, prompt);

        Assert.Equal(VisitRefusal.None, erased.Refusal);
        var turn = Turn(erased.Value!, prompt);
        Assert.Empty(turn.Older);
        Assert.True(turn.Changed);
        Assert.Equal("We were at the charging wall.", turn.Answer);
        Assert.Equal(before.Turns.Select(t => t.Prompt.Number), erased.Value!.Turns.Select(t => t.Prompt.Number));
        Assert.DoesNotContain(erased.Value.Turns, t => t.Prompt.Text.Contains("zebra", StringComparison.Ordinal));
        Assert.Equal(ReplyOutcome.Kept, (await reporter.Answer("It goes on.")).Outcome);
    }

    [Fact]
    public async Task Everything_is_there_after_a_restart()
    {
        var reporter = await Begin();
        await reporter.Answer(Reporter.Account);
        await reporter.Answer("He had the clipboard with him.");
        var before = await reporter.View();

        await spot.Restart();

        var after = await reporter.View();
        Assert.Equal(before.Turns.Select(turn => (turn.Prompt.Text, turn.Answer)), after.Turns.Select(turn => (turn.Prompt.Text, turn.Answer)));
        Assert.Equal(before.Turn, after.Turn);
    }

    [Fact]
    public async Task A_visit_is_over_after_thirty_quiet_minutes_and_not_before()
    {
        var reporter = await Begin();
        spot.Clock.Advance(TimeSpan.FromMinutes(29));
        Assert.Equal(VisitRefusal.None, await reporter.Refusal());
        spot.Clock.Advance(TimeSpan.FromMinutes(29));
        Assert.Equal(VisitRefusal.None, await reporter.Refusal());

        spot.Clock.Advance(TimeSpan.FromMinutes(31));

        Assert.Equal(VisitRefusal.VisitOver, await reporter.Refusal());
    }

    [Fact]
    public async Task A_busy_visit_is_over_after_eight_hours()
    {
        var reporter = await Begin();
        for (var i = 0; i < 16; i++)
        {
            spot.Clock.Advance(TimeSpan.FromMinutes(29));
            Assert.Equal(VisitRefusal.None, await reporter.Refusal());
        }

        spot.Clock.Advance(TimeSpan.FromMinutes(17));

        Assert.Equal(VisitRefusal.VisitOver, await reporter.Refusal());
    }

    [Fact]
    public async Task Leaving_ends_the_visit_at_once()
    {
        var reporter = await Begin();
        Assert.Equal(VisitRefusal.None, await reporter.Refusal());

        await reporter.Grain.Leave(reporter.Secret);

        Assert.Equal(VisitRefusal.VisitOver, await reporter.Refusal());
    }

    [Fact]
    public async Task Another_secret_opens_nothing()
    {
        var reporter = await Begin();
        await reporter.Answer(Reporter.Account);

        var stranger = new Reporter(spot, reporter.Tenant, reporter.Id, [.. reporter.Secret.Reverse()]);

        Assert.Equal(VisitRefusal.VisitOver, await stranger.Refusal());
    }

    [Fact]
    public async Task A_question_that_waits_while_an_earlier_answer_is_changed_stands_there_once()
    {
        var reporter = await Reporter.Start(spot, await spot.Company());
        await reporter.Answer(Reporter.Account);
        var before = await reporter.View();
        var account = before.Turns.First(turn => turn.Answer is not null).Prompt.Number;

        await reporter.Change(account, Reporter.Account + " That was all.");

        var view = await reporter.View();
        Assert.Equal(before.Turn, view.Turn);
        Assert.Single(view.Turns, turn => turn.Prompt.Number == view.Turn);
    }

    [Fact]
    public async Task A_conversation_that_never_was_is_not_found()
    {
        var nobody = new Reporter(spot, await spot.Company(), Id16.Random(), new byte[32]);

        Assert.Equal(VisitRefusal.NotFound, await nobody.Refusal());
    }

    private async Task<Reporter> Begin() => await Reporter.Start(spot, await spot.Company());

    private static TurnView Turn(ConversationView view, int prompt) => view.Turns.Single(turn => turn.Prompt.Number == prompt);
}
