using Spot.Grains.Abstractions.Vault;

namespace Spot.Grains.Tests.Vault;

public sealed class WordListTests
{
    private static readonly WordList List = WordList.English;

    [Fact]
    public void The_list_is_sorted_and_the_first_four_letters_tell_its_words_apart()
    {
        var words = Enumerable.Range(0, List.Count).Select(i => List[i]).ToArray();

        Assert.Equal(2048, words.Length);
        Assert.Equal(words.Order(StringComparer.Ordinal), words);
        Assert.Equal(2048, words.Select(w => w[..Math.Min(4, w.Length)]).Distinct().Count());
        Assert.All(words, w => Assert.All(w, c => Assert.InRange(c, 'a', 'z')));
    }

    [Fact]
    public void Every_word_is_found_at_its_position_and_by_its_first_four_letters()
    {
        for (var i = 0; i < List.Count; i++)
        {
            Assert.Equal(i, List.IndexOf(List[i]));
            if (List[i].Length >= 4) Assert.Equal(i, List.IndexOfPrefix(List[i].AsSpan(0, 4)));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("aban")]
    [InlineData("Abandon")]
    [InlineData("zzzz")]
    [InlineData("abandons")]
    public void What_is_not_a_word_of_the_list_is_not_found(string word) => Assert.Equal(-1, List.IndexOf(word));

    [Theory]
    [InlineData("aba")]
    [InlineData("aband")]
    [InlineData("qqqq")]
    [InlineData("zzzz")]
    public void Only_four_letters_that_begin_a_word_stand_for_it(string letters) => Assert.Equal(-1, List.IndexOfPrefix(letters));

    [Theory]
    [InlineData("abandn", "abandon")]   // a letter missing
    [InlineData("abbandon", "abandon")] // a letter too many
    [InlineData("mountian", "mountain")] // two swapped
    [InlineData("portoin", "portion")]
    [InlineData("clsy", "clay")]        // a neighbouring key
    [InlineData("mountaineer", "mountain")]
    [InlineData("mountaneering", "mountain")] // far away, but it begins alike
    public void A_slip_of_the_hand_suggests_the_word_meant(string typed, string meant) => Assert.Equal(meant, List.Suggest(typed)[0]);

    [Fact]
    public void At_most_three_words_are_suggested_and_none_for_what_is_like_no_word()
    {
        Assert.Equal(3, List.Suggest("cas").Count);
        Assert.Single(List.Suggest("cas", max: 1));
        Assert.Empty(List.Suggest("xqzvjk"));
        Assert.Empty(List.Suggest(""));
        Assert.Empty(List.Suggest(new string('a', 5000)));
    }
}
