using System.Text;
using CsCheck;
using Spot.Grains.Abstractions.Conversations;
using Spot.Grains.Conversations.Interview;

namespace Spot.Grains.Tests.Conversations.Interview;

public sealed class InterviewEngineTests
{
    private const string Account =
        "My team lead Anna took the cash box home on Friday. I saw her put it in a blue bag by the back door. On Monday the box was forty pounds short. "
        + "She told the owner it was me. I was moved to nights the same week. I have a photo of the bag on my phone. My wife says I shout in my sleep.";

    [Fact]
    public void It_begins_with_the_ground_rules_and_one_open_question()
    {
        var step = Play.Engine.Begin();

        Assert.Equal([PromptStage.Info, PromptStage.Info, PromptStage.Info, PromptStage.Open], step.Prompts.Select(prompt => prompt.Stage));
        Assert.Equal([1, 2, 3, 4], step.Prompts.Select(prompt => prompt.Number));
        Assert.Equal(4, Assert.Single(step.Prompts, prompt => prompt.AwaitsAnswer).Number);
    }

    [Fact]
    public void A_probe_is_its_lead_its_quote_and_its_ask()
    {
        var probe = new Play(Account).State.Current!;

        Assert.Equal(PromptStage.Probe, probe.Stage);
        Assert.StartsWith(probe.Lead!, probe.Text, StringComparison.Ordinal);
        Assert.Contains($"“{probe.Quote}”", probe.Text, StringComparison.Ordinal);
        Assert.EndsWith(probe.Ask!, probe.Text, StringComparison.Ordinal);
        Assert.True(probe.Skippable);
    }

    [Fact]
    public void The_same_state_and_reply_give_the_same_step()
    {
        var state = new Play(Account).State;
        var reply = new InterviewReply.Answer("The bag had a broken zip and a tag from the gym on Mill Road.");

        Assert.Equal(Bytes(Play.Engine.Next(state, reply)), Bytes(InterviewEngine.Create(InterviewScript.Load("en")).Next(state, reply)));
    }

    [Fact]
    public void A_state_that_was_stored_goes_on_as_if_it_had_stayed_in_memory()
    {
        var play = new Play(Account);
        while (!play.State.IsOver)
        {
            var again = InterviewState.FromJson(play.State.ToJson());
            var reply = new InterviewReply.Answer("The bag had a broken zip and a tag from the gym on Mill Road.");
            var expected = Play.Engine.Next(play.State, reply);
            Assert.Equal(Bytes(expected), Bytes(Play.Engine.Next(again, reply)));
            play.Say(reply);
        }
    }

    [Fact]
    public void A_state_of_the_first_form_still_opens()
    {
        var state = InterviewState.FromJson("""{"script":"en-0","phase":"Probe","lastNumber":5,"openNumber":4,"mostProbes":3,"asked":[{"number":5,"source":4,"quote":"my boss","followUp":false}]}"""u8);

        Assert.Equal(InterviewPhase.Closing, Play.Engine.Next(state, new InterviewReply.Skip()).State.Phase);
    }

    [Fact]
    public void The_state_stays_small()
    {
        var play = new Play(string.Concat(Enumerable.Repeat(Account + " ", 25)));

        Assert.InRange(play.State.ToJson().Length, 1, 12_000);
    }

    [Fact]
    public void After_a_dozen_the_person_hears_how_many_parts_are_left_and_goes_on()
    {
        var play = Longest();
        while (play.State.Phase == InterviewPhase.Probe) play.Say(new InterviewReply.Skip());

        Assert.Equal(InterviewPhase.Pause, play.State.Phase);
        Assert.Equal(12, play.State.Asked.Count);
        Assert.Equal(PromptStage.Info, play.State.Current!.Stage);
        Assert.Contains($" {play.State.Pending.Count} ", play.State.Current.Text, StringComparison.Ordinal);
        Assert.Equal(PromptStage.Probe, Assert.Single(play.Say(new InterviewReply.GoOn())).Stage);
        while (play.State.Phase == InterviewPhase.Probe) play.Say(new InterviewReply.Skip());
        Assert.InRange(play.State.Asked.Count, 13, 20);
    }

    [Fact]
    public void Finish_leads_to_the_closing_then_to_the_fields_then_to_the_end()
    {
        var play = new Play(Account);

        Assert.Equal(PromptStage.Close, Assert.Single(play.Say(new InterviewReply.Finish())).Stage);
        Assert.Equal(PromptStage.Cover, Assert.Single(play.Say(new InterviewReply.Finish())).Stage);
        var last = Assert.Single(play.Say(new InterviewReply.Finish()));
        Assert.Equal(PromptStage.Info, last.Stage);
        Assert.False(last.AwaitsAnswer);
        Assert.True(play.State.IsOver);
        Assert.Throws<InvalidOperationException>(() => play.Say(new InterviewReply.Skip()));
    }

    [Fact]
    public void Two_skips_running_offer_to_finish_and_go_on()
    {
        var play = new Play(Account);
        play.Say(new InterviewReply.Skip());
        var second = Assert.Single(play.Say(new InterviewReply.Skip()));

        Assert.Equal(PromptStage.Probe, second.Stage);
        Assert.EndsWith(Play.Script.Text.Offer, second.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Play.Script.Text.Offer, Assert.Single(play.Say(new InterviewReply.Skip())).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_answer_that_brings_up_something_new_is_followed_up_once()
    {
        var play = new Play("My team lead took the cash box home on Friday.");
        var followUp = Assert.Single(play.Say(new InterviewReply.Answer("The caretaker held the door for her and counted the notes.")));
        Assert.Contains("caretaker", followUp.Quote, StringComparison.Ordinal);

        var next = play.Say(new InterviewReply.Answer("The caretaker is called Olek and his brother is a driver at the depot."));

        Assert.DoesNotContain(next, prompt => prompt.Quote?.Contains("Olek", StringComparison.Ordinal) == true);
    }

    [Theory]
    [InlineData("I don't know.")]
    [InlineData("No.")]
    [InlineData("I don't believe I can add to that.")]
    [InlineData("That's it, I think.")]
    public void An_answer_without_an_answer_is_not_followed_up(string answer)
    {
        var play = new Play(Account);
        var expected = play.State.Pending[0].Quote;

        Assert.Equal(expected, Assert.Single(play.Say(new InterviewReply.Answer(answer))).Quote);
    }

    [Fact]
    public void A_changed_account_drops_its_old_parts_and_keeps_the_current_question()
    {
        var play = new Play(Account);
        var current = play.State.Current!;

        var again = play.Say(new InterviewReply.Change(play.State.OpenNumber, Account.Replace("a blue bag", "a green rucksack", StringComparison.Ordinal)));

        Assert.Equal(current, Assert.Single(again));
        Assert.DoesNotContain(play.State.Pending, part => part.Quote.Contains("blue bag", StringComparison.Ordinal));
        Assert.Contains(play.State.Pending, part => part.Quote.Contains("green rucksack", StringComparison.Ordinal));
        Assert.DoesNotContain(play.State.Pending, part => part.Quote == current.Quote);
    }

    [Fact]
    public void A_question_about_words_that_are_gone_gives_way()
    {
        var play = new Play(Account);
        var current = play.State.Current!;

        var next = Assert.Single(play.Say(new InterviewReply.Change(play.State.OpenNumber, "The lift has been stuck on the third floor since May and the owner keeps the key in his car.")));

        Assert.True(next.Number > current.Number);
        Assert.Contains(next.Quote!, "The lift has been stuck on the third floor since May and the owner keeps the key in his car.", StringComparison.Ordinal);
    }

    [Fact]
    public void A_field_the_account_has_answered_is_left_out_and_a_tenants_question_comes_last()
    {
        var engine = InterviewEngine.Create(InterviewScript.Load("en", [new ExtraQuestion("site", "Which site do you work at?", ["North", "South"])]));
        var player = new InterviewPlayer(engine);

        var cover = player.Play(new AccountLine("test", "He took the float. Nobody saw it. I never told anyone.")).Prompts.Where(prompt => prompt.Stage == PromptStage.Cover).ToArray();

        Assert.DoesNotContain(cover, prompt => prompt.Kind is PromptKind.Witness or PromptKind.ToldBefore);
        Assert.Equal("Which site do you work at?", cover[^1].Text);
    }

    [Fact]
    public void The_same_sentence_twice_is_asked_about_once()
    {
        const string Twice = "He put a long bread knife on my table beside the till and he smiled at me.";

        var quotes = Asked.Quotes($"{Twice} She went red in the face and she walked out to the yard with her bag. {Twice} I ring my sister every night.");

        Assert.Single(quotes, quote => quote.Contains("bread knife", StringComparison.Ordinal));
        Assert.Contains(quotes, quote => quote.Contains("red in the face", StringComparison.Ordinal));
    }

    [Fact]
    public void Any_text_and_any_reply_are_taken()
    {
        string[] traps = [" ", "\n\n", "\"", "“", "’", "...", "I'd rather not", "nobody saw", "\ud83d", "\0", "\u202e", "a.m.", "(", "- ", "Mr. X"];
        var piece = Gen.Frequency((1, Gen.String), (2, Gen.Int[0, traps.Length - 1].Select(trap => traps[trap])), (2, Gen.Char.AlphaNumeric.Array[0, 40].Select(letters => new string(letters))));
        var text = piece.Array[0, 30].Select(string.Concat);
        var reply = Gen.Select(Gen.Int[0, 11], Gen.Int[-1, 20], text, (InterviewReply (int choice, int number, string said) => choice switch
        {
            < 6 => new InterviewReply.Answer(said),
            < 8 => new InterviewReply.Skip(),
            < 9 => new InterviewReply.GoOn(),
            < 11 => new InterviewReply.Change(number, said),
            _ => new InterviewReply.Finish(),
        }));
        reply.Array[1, 30].Sample(replies =>
        {
            var state = Play.Engine.Begin().State;
            foreach (var next in replies)
            {
                if (state.IsOver) break;
                var step = Play.Engine.Next(state, next);
                Assert.Equal(step.State.IsOver, step.State.Current is null);
                Assert.True(step.State.Asked.Count <= InterviewEngine.MostProbes);
                state = step.State;
            }
        }, iter: 400);
    }

    [Fact]
    public void Twenty_thousand_characters_of_anything_end()
    {
        foreach (var text in new[] { new string('a', 20_000), new string('"', 20_000), string.Concat(Enumerable.Repeat("\"a ", 6_600)), string.Concat(Enumerable.Repeat("rather ", 2_850)), string.Concat(Enumerable.Repeat("i don't want to ", 1_250)), string.Concat(Enumerable.Repeat("A. ", 6_600)), new string('\n', 20_000) })
            Assert.InRange(new Play(text).State.ToJson().Length, 1, 20_000);
    }

    private static Play Longest() =>
        new(string.Join(' ', Corpus.Read(Corpus.PathOf("known")).OrderByDescending(account => account.Text.Length).First(account => account.Silenced.Count == 0).Text));

    private static string Bytes(InterviewStep step) =>
        Encoding.UTF8.GetString(step.State.ToJson()) + string.Join('\n', step.Prompts.Select(prompt => $"{prompt.Number} {prompt.Text} {prompt.Stage} {prompt.Kind}"));
}
