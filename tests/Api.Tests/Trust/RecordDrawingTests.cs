using System.Text;
using Spot.Api.Trust.Drawing;
using UglyToad.PdfPig;

namespace Spot.Api.Tests.Trust;

public class RecordDrawingTests
{
    private static readonly Look Look = new(Voice.Serif, 12, default);

    private static string TextOf(byte[] pdf)
    {
        using var document = PdfDocument.Open(pdf);
        var text = new StringBuilder();
        foreach (var page in document.GetPages()) text.Append(page.Text);
        return text.ToString().Replace(" ", "", StringComparison.Ordinal);
    }

    [Fact]
    public void Every_prompt_and_every_answer_stands_in_it()
    {
        var text = TextOf(Records.Draw(Records.Short));
        foreach (var turn in Records.Short.Turns)
        {
            Assert.Contains((turn.Prompt.Quote ?? turn.Prompt.Text).Replace(" ", "", StringComparison.Ordinal), text, StringComparison.Ordinal);
            foreach (var line in (turn.Answer ?? "").Split('\n')) Assert.Contains(line.Replace(" ", "", StringComparison.Ordinal), text, StringComparison.Ordinal);
        }

        Assert.Contains("24November2026", text, StringComparison.Ordinal);
        Assert.Contains("26November2026", text, StringComparison.Ordinal);
        Assert.Contains(Records.Short.ScriptHash, text, StringComparison.Ordinal);
        Assert.Contains("https://spot.example/verify", text, StringComparison.Ordinal);
        Assert.Contains("1of2", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_changed_answer_says_so_and_its_older_wordings_are_not_printed()
    {
        var turn = Records.Asks("What happened?", "The new words") with { Changed = true, Older = ["An early wording"] };
        var text = TextOf(Records.Draw(Records.Of(turn)));
        Assert.Contains("changedlater", text, StringComparison.Ordinal);
        Assert.DoesNotContain("early", text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_answer_of_twenty_thousand_characters_is_there_to_its_last_word()
    {
        var story = Records.Story(19_990) + " the very end";
        using var document = PdfDocument.Open(Records.Draw(Records.Of(Records.Asks("What happened?", story))));
        Assert.InRange(document.NumberOfPages, 5, 20);
        var text = string.Concat(document.GetPages().Select(p => p.Text)).Replace(" ", "", StringComparison.Ordinal);
        Assert.Contains("theveryend", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_drawn_beyond_the_margins()
    {
        using var document = PdfDocument.Open(Records.Draw(Records.Scripts));
        foreach (var letter in document.GetPages().SelectMany(p => p.Letters))
        {
            Assert.InRange(letter.StartBaseLine.X, 70, 595 - 70);
            Assert.InRange(letter.StartBaseLine.Y, 40, 842 - 60);
        }
    }

    [Theory]
    [InlineData("He left. مرحبا 123 then", 0)]
    [InlineData("مرحبا Keller 12:30", 1)]
    [InlineData("12 שלום", 1)]
    [InlineData("12:30 !", 0)]
    public void A_paragraph_runs_as_its_first_letter_does(string text, byte expected)
    {
        Directions.Levels(text, out var paragraph);
        Assert.Equal(expected, paragraph);
    }

    [Theory]
    [InlineData("abc", "000")]
    [InlineData("אב ab", "11122")]
    [InlineData("אב 12,5 גד", "1112222111")]
    [InlineData("ab אב, גד.", "0001111110")]
    [InlineData("اب 12", "11122")]
    [InlineData("a (אב)", "000110")]
    public void Letters_and_numbers_get_the_levels_of_the_standard(string text, string expected) =>
        Assert.Equal(expected, string.Concat(Directions.Levels(text, out _)));

    [Fact]
    public void Arabic_letters_are_joined()
    {
        // Four letters on their own are wider than the word they make.
        var joined = TextFlow.Single("سلام", Look).Width;
        var apart = "سلام".Sum(letter => TextFlow.Single(letter.ToString(), Look).Width);
        Assert.True(joined < apart * 0.9, $"{joined} {apart}");
    }

    [Fact]
    public void A_line_that_runs_left_shows_its_last_word_first()
    {
        var line = TextFlow.Single("שלום Keller", Look);
        Assert.True(line.RunsLeft);
        Assert.Equal("Keller", line.Text[line.Pieces[0].Start..line.Pieces[0].End]);
    }

    [Fact]
    public void A_character_that_no_typeface_has_is_written_as_its_number() =>
        Assert.Equal("a[U+10FFFD]b", TextFlow.Single("a\U0010FFFDb", Look).Text);

    [Fact]
    public void Halves_of_characters_and_controls_do_no_harm()
    {
        var pdf = Records.Draw(Records.Of(Records.Asks("x", "a\ud800b\0c\u202Ed\u0007" + new string('\u0301', 5_000)), Records.Asks("", ""), Records.Asks("\n", "\n\n\n")));
        Assert.True(pdf.AsSpan().StartsWith("%PDF"u8));
    }

    [Fact]
    public void A_family_of_emoji_stays_one_character()
    {
        var family = TextFlow.Single("👩‍👩‍👧‍👦", Look).Width;
        Assert.InRange(family, 1, TextFlow.Single("👩", Look).Width * 1.5f);
    }
}
