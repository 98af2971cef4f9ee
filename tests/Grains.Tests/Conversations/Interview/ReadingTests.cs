namespace Spot.Grains.Tests.Conversations.Interview;

/// <summary>Words with two lives, negation, supposition, quotes in quotes: the traps an account sets.</summary>
public sealed class ReadingTests
{
    [Theory]
    [InlineData("Will from stores pushed me against the rack. May saw it from the gate.", "Will from stores")]
    [InlineData("We march past his office every day. In March he threw a stapler at Rose.", "In March he threw a stapler at Rose")]
    [InlineData("It took a second. The second time he locked the door.", "The second time he locked the door")]
    [InlineData("MY BOSS KEEPS MY PASSPORT IN A DRAWER AND LAUGHS WHEN I ASK", "KEEPS MY PASSPORT IN A DRAWER")]
    [InlineData("my maneger thru a brik at the winow on tusday", "thru a brik at the winow")]
    [InlineData("He said, “She told me, ‘you are next’, and smiled.” I went home.", "‘you are next’")]
    [InlineData("He told Karim he was finished and then he hit him with it.", "he hit him with it")]
    public void What_happened_is_quoted_as_it_was_written(string account, string expected) =>
        Assert.Contains(expected, string.Join(" / ", Asked.Quotes(account)), StringComparison.Ordinal);

    [Theory]
    [InlineData("He took the float out of the till on Sunday. Nobody saw it. The safe was open.", "Nobody saw")]
    [InlineData("He took the float out of the till on Sunday. I have no photos of it. The safe was open.", "no photos")]
    [InlineData("He took the float out of the till on Sunday. I never told anyone. The safe was open.", "never told")]
    [InlineData("He took the float out of the till on Sunday. He never touched me. The safe was open.", "never touched")]
    [InlineData("He took the float out of the till on Sunday. If I had said something he would have fired me. The safe was open.", "would have fired")]
    [InlineData("He took the float out of the till on Sunday. He would have hit her. The safe was open.", "would have hit")]
    public void What_was_denied_or_only_supposed_is_not_quoted(string account, string denied)
    {
        var quotes = Asked.Quotes(account);

        Assert.DoesNotContain(quotes, quote => quote.Contains(denied, StringComparison.Ordinal));
        Assert.Contains(quotes, quote => quote.Contains("The safe was open", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Nobody except Dave saw it, and he was behind the fryer.", "Dave")]
    [InlineData("He told me that if I talked I would lose my job.", "if I talked I would lose my job")]
    [InlineData("She asked me if I was pregnant in front of the whole line.", "if I was pregnant")]
    public void What_only_looks_denied_or_supposed_is_quoted(string account, string expected) =>
        Assert.Contains(expected, string.Join(" / ", Asked.Quotes(account)), StringComparison.Ordinal);

    [Theory]
    [InlineData("Bullying.")]
    [InlineData("help")]
    [InlineData("my boss")]
    public void A_word_or_two_get_one_question_that_quotes_them(string account) => Assert.Equal([account], Asked.Quotes(account));

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("I don't know.")]
    [InlineData("?!")]
    [InlineData("🙂🙂🙂")]
    public void Nothing_told_gets_no_probe(string account) => Assert.Empty(Asked.Quotes(account));

    [Fact]
    public void Clock_times_and_titles_do_not_end_a_sentence()
    {
        var quotes = Asked.Quotes("On Tuesday at 1:15 a.m. I saw Dr. Brown pour the sample down the sink in Room 2.17.");

        Assert.Contains("saw Dr. Brown pour the sample down the sink in Room 2.17", string.Join(" / ", quotes), StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_account_without_a_single_stop_is_still_cut_into_readable_quotes()
    {
        var quotes = Asked.Quotes(
            "so there is this guy in packing he keeps throwing the small boxes at the new ones and when i told him to stop he put a knife on my table and smiled and then the shift lead came over "
            + "and said we were both on the list and now every friday i get the freezer and my hands are split open");

        Assert.InRange(quotes.Count, 4, 6);
        Assert.All(quotes, quote => Assert.InRange(quote.Split(' ').Length, 2, 18));
        Assert.Contains(quotes, quote => quote.Contains("put a knife on my table", StringComparison.Ordinal));
    }
}
