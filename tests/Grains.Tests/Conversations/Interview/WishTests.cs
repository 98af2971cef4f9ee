using Spot.Grains.Conversations.Interview;

namespace Spot.Grains.Tests.Conversations.Interview;

/// <summary>What a person asks to leave alone is never quoted; what merely sounds like it is.</summary>
public sealed class WishTests
{
    private const string Before = "We load the vans at six. ";
    private const string After = " The radio was on.";

    public static TheoryData<string> Wishes =>
    [
        "He grabbed my arm by the lockers. Please don't ask me about that.",
        "He said it would cost me and I'd rather not go into the night in Leeds.",
        "I told my sister but I'd prefer not to talk about the hospital.",
        "What he did in the storeroom I don't want to describe.",
        "There was something with my hand, not going into it.",
        "i dont wanna talk about my ex",
        "My pregnancy is nobody's business.",
        "Ask me anything but the hotel.",
        "Leave my daughter out of this.",
        "My health is not up for discussion.",
        "I will not discuss my religion.",
        "pls dont ask bout the flat",
        "The part in the lift I am leaving out.",
        "I'll say nothing about the party.",
        "Rather not say what happened in the car.",
        "I'd be grateful if you did not ask about my brother.",
        "Could we skip the bit in the freezer?",
        "I do not wish to be questioned on my divorce.",
        "That evening stays with me and no one else.",
        "She asked me what was wrong, and what I told her is private.",
        "I can't write about the toilets yet.",
        "I would ask that my medication not be raised.",
        "I'm not ready to talk about the bus.",
        "No questions about my son please.",
        "Please dont contact my mother.",
        "I not want speak of the cellar.",
        "He knows about my conviction, and I don't want it brought up.",
        "my mum was ill then, can we leave that",
        "I'd sooner you didn't ask about the wedding.",
        "When they said that I cried, but do not ask me about the tape.",
        "I am not prepared to discuss the second meeting.",
        "You don't need to know about my debts.",
        "the swimming pool i wont go there",
        "It is about my weight too but that is off limits.",
        "I won't go into what she said about my body.",
        "I won't be drawn on the money.",
        "My illness has nothing to do with this and should stay out of it.",
        "About the summer party I would rather stay silent.",
        "let's not talk about the car park",
        "The shower room is a closed subject.",
    ];

    public static TheoryData<string> NoWishes =>
    [
        "He told me not to talk about it with the clients.",
        "She said she would rather not pay us.",
        "My manager refused to discuss my hours.",
        "I asked him to leave me alone and he laughed.",
        "They don't ask us before they change the rota.",
        "I can't sleep and I can't go back in there.",
        "He won't talk to me in meetings now.",
        "I left the building and went out to my car.",
        "We were told not to write it in the book.",
        "I don't go to the canteen any more.",
        "She kept her hand on my knee the whole time.",
        "Nothing was said about the money afterwards.",
        "He took the drill off the bench and threw it at me.",
        "He put his hand on the part of my leg above the knee.",
        "I stopped going to the gym because of him.",
        "I don't trust the men on that shift.",
        "They leave the dirty ones for the new girls.",
        "The supervisor never asked about the fumes.",
        "He keeps my passport in his drawer.",
        "I was asked to leave the meeting.",
        "The report was to be kept private by the board.",
        "He said I should keep quiet about the spill.",
        "I don't speak in team calls now.",
        "She would not let me go to the toilet.",
        "He told me to keep it to myself.",
        "They cut me out of the email chain.",
        "I skip lunch so I do not meet him.",
        "The owner lets it happen every week.",
        "I put my phone away and left it there.",
        "I have not been asked to any meeting since.",
        "He said don't ask questions.",
        "They stay out of the cold room when he is there.",
        "I can't go near the loading bay without shaking.",
        "My team left the part in the box.",
        "I said no to the trip and he went quiet.",
    ];

    [Theory, MemberData(nameof(Wishes))]
    public void What_the_person_wants_left_alone_is_not_quoted(string wish) =>
        Assert.True(Quoted(wish) <= 0.5, string.Join(" / ", Asked.Quotes(Before + wish + After)));

    [Theory, MemberData(nameof(NoWishes))]
    public void What_others_refused_or_the_person_avoids_is_asked_about(string told) => Assert.True(Quoted(told) >= 0.7);

    [Fact]
    public void A_wish_that_points_back_silences_what_stood_before_it()
    {
        var quotes = Asked.Quotes("I clean the offices on the top floor. He locked the door of the copy room behind me. Please don't ask me about that. My keys were gone the next day.");

        Assert.DoesNotContain(quotes, quote => quote.Contains("copy room", StringComparison.Ordinal));
        Assert.Contains(quotes, quote => quote.Contains("My keys were gone", StringComparison.Ordinal));
    }

    [Fact]
    public void A_wish_about_a_thing_silences_the_other_clauses_about_it()
    {
        var quotes = Asked.Quotes("He drove me to the hotel in his van. On Monday he cut my hours in half. I'd rather not talk about the hotel.");

        Assert.DoesNotContain(quotes, quote => quote.Contains("hotel", StringComparison.Ordinal));
        Assert.Contains(quotes, quote => quote.Contains("cut my hours", StringComparison.Ordinal));
    }

    [Fact]
    public void A_general_wish_ends_the_probing() =>
        Assert.Empty(Asked.Quotes("My manager hit me with a ladle on Sunday. I have said what I want to say. No more questions please."));

    [Fact]
    public void A_wish_in_an_answer_drops_the_parts_about_it()
    {
        var play = new Play("My manager drove me home on Friday. He stopped the car by the canal and took my phone. On Monday my locker was empty. Everyone looked at me in the canteen.");
        Assert.Contains(play.State.Pending, part => part.Quote.Contains("canal", StringComparison.Ordinal) || play.State.Current!.Quote!.Contains("canal", StringComparison.Ordinal));

        play.Say(new InterviewReply.Answer("Please don't ask me about the canal."));

        Assert.DoesNotContain(play.State.Pending, part => part.Quote.Contains("canal", StringComparison.Ordinal));
    }

    [Fact]
    public void A_general_wish_in_an_answer_leads_to_the_closing()
    {
        var play = new Play("My manager drove me home on Friday. He stopped the car by the canal and took my phone. On Monday my locker was empty.");

        play.Say(new InterviewReply.Answer("Please stop asking."));

        Assert.Equal(InterviewPhase.Closing, play.State.Phase);
    }

    // The share of the middle sentence's words that some probe quotes.
    private static double Quoted(string middle)
    {
        var quoted = string.Join(" ", Asked.Quotes(Before + middle + After)).Split(' ').Select(word => word.Trim('.', ',', '!', '?')).ToHashSet(StringComparer.Ordinal);
        var words = middle.Split(' ').Select(word => word.Trim('.', ',', '!', '?')).ToArray();
        return words.Count(quoted.Contains) / (double)words.Length;
    }
}
