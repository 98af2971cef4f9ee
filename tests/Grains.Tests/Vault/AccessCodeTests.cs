using System.Text;
using CsCheck;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Spot.Grains.Abstractions.Vault;

namespace Spot.Grains.Tests.Vault;

public sealed class AccessCodeTests
{
    private const string Nine = "baby mountain shallow clay gesture metal good drop portion";

    [Fact]
    public void Ten_thousand_codes_read_back_as_they_were_written()
    {
        for (var i = 0; i < 10_000; i++)
        {
            var code = AccessCode.Create();
            var reading = AccessCode.Read(string.Join(' ', code.Words));

            Assert.Equal(WordProblem.None, reading.Problem);
            Assert.True(code.SameAs(reading.Code));
            Assert.Equal(9, code.Words.Count);
        }
    }

    [Fact]
    public void A_code_carries_92_bits_and_repeats_nothing()
    {
        var seen = new HashSet<string>();
        var ones = new int[96];
        for (var i = 0; i < 2000; i++)
        {
            var entropy = AccessCode.Create().CopyEntropy();
            Assert.True(seen.Add(Convert.ToHexString(entropy)));
            for (var bit = 0; bit < 96; bit++) ones[bit] += entropy[bit / 8] >> (7 - bit % 8) & 1;
        }

        // 2,000 throws of a coin stay within eight standard deviations (22 each) of 1,000.
        Assert.All(ones[..92], n => Assert.InRange(n, 820, 1180));
        Assert.All(ones[92..], n => Assert.Equal(0, n));
    }

    [Fact]
    public void The_words_are_those_of_the_published_construction()
    {
        var vector = Vectors.Of("accessCode");

        var reading = AccessCode.Read(vector.Text("words"));

        Assert.Equal(Nine, vector.Text("words"));
        Assert.Equal(vector.Bytes("entropy"), reading.Code!.CopyEntropy());
        Assert.Equal(Nine.Split(' '), reading.Code.Words);
    }

    [Theory]
    [InlineData("BABY MOUNTAIN SHALLOW CLAY GESTURE METAL GOOD DROP PORTION")]
    [InlineData("  baby, mountain; shallow - clay – gesture\tmetal/good.drop  portion.\n")]
    [InlineData("1. baby\n2. mountain\n3. shallow\n4. clay\n5. gesture\n6. metal\n7. good\n8. drop\n9. portion")]
    [InlineData("1)baby 2)mountain 3)shallow\r\n4)clay 5)gesture 6)metal\r\n7)good 8)drop 9)portion")]
    [InlineData("baby\u00a0mountain\u3000shallow\u200bclay gesture metal good drop portion")]
    [InlineData("ｂａｂｙ ｍｏｕｎｔａｉｎ shallow clay gesture metal good drop portion")]
    [InlineData("baby moun\u00adtain shal\u00adlow clay gesture metal good drop portion\ufeff")]
    [InlineData("baby mount\u0131in sh\u0130llow clay gesture metal good drop portion", WordProblem.UnknownWord)]
    [InlineData("baby mounta\u0131n shallow clay gesture metal good drop port\u0130on")]
    [InlineData("baby moun shal clay gest meta good drop port")]
    [InlineData("baby-mountain-shallow-clay-gesture-metal-good-drop-portion")]
    public void However_it_is_typed_a_code_is_read(string typed, WordProblem expected = WordProblem.None) =>
        Assert.Equal(expected, AccessCode.Read(typed).Problem);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \n 1. 2. 3. - ,")]
    public void Nothing_typed_is_said_to_be_nothing(string? typed)
    {
        var reading = AccessCode.Read(typed);

        Assert.Equal(WordProblem.Empty, reading.Problem);
        Assert.Null(reading.Code);
    }

    [Theory]
    [InlineData("baby mountain shallow clay gesture metal good drop", 8)]
    [InlineData(Nine + " baby", 10)]
    public void A_missing_or_surplus_word_is_counted(string typed, int count)
    {
        var reading = AccessCode.Read(typed);

        Assert.Equal(WordProblem.WrongCount, reading.Problem);
        Assert.Equal(count, reading.Count);
        Assert.Empty(reading.Unknown);
    }

    [Fact]
    public void Two_words_written_as_one_are_counted_and_named()
    {
        var reading = AccessCode.Read(Nine.Replace("baby mountain", "babymountain", StringComparison.Ordinal));

        Assert.Equal(WordProblem.WrongCount, reading.Problem);
        Assert.Equal("babymountain", Assert.Single(reading.Unknown).Typed);
    }

    [Fact]
    public void A_mistyped_word_is_named_with_what_may_have_been_meant()
    {
        var reading = AccessCode.Read("1. Baby 2. Mountian 3. shallow 4. clay 5. gesture 6. metal 7. god 8. drop 9. portion");

        Assert.Equal(WordProblem.UnknownWord, reading.Problem);
        Assert.Null(reading.Code);
        Assert.Collection(reading.Unknown,
            first =>
            {
                Assert.Equal(2, first.Position);
                Assert.Equal("Mountian", first.Typed);
                Assert.Equal("mountain", first.Suggestions[0]);
            },
            second =>
            {
                Assert.Equal(7, second.Position);
                Assert.Contains("good", second.Suggestions);
            });
    }

    [Fact]
    public void More_than_four_letters_of_a_word_are_not_completed_in_silence()
    {
        var reading = AccessCode.Read(Nine.Replace("mountain", "mounta", StringComparison.Ordinal));

        Assert.Equal(WordProblem.UnknownWord, reading.Problem);
        Assert.Equal("mountain", Assert.Single(reading.Unknown).Suggestions[0]);
    }

    [Fact]
    public void A_wrong_word_is_noticed_127_times_of_128()
    {
        var unnoticed = 0;
        const int Codes = 10;
        for (var i = 0; i < Codes; i++)
        {
            var words = AccessCode.Create().Words.ToArray();
            for (var position = 0; position < words.Length; position++)
            {
                var right = words[position];
                for (var other = 0; other < WordList.English.Count; other++)
                {
                    if (WordList.English[other] == right) continue;
                    words[position] = WordList.English[other];
                    var problem = AccessCode.Read(string.Join(' ', words)).Problem;
                    if (problem == WordProblem.None) unnoticed++;
                    else Assert.Equal(WordProblem.WrongCheck, problem);
                }

                words[position] = right;
            }
        }

        // In the last word 4 bits are secret and 7 are check: of its 2,047 others the same 127 are always noticed.
        const double Tried = Codes * 9 * 2047.0;
        Assert.InRange(unnoticed / Tried, 0.8 / 128, 1.2 / 128);
    }

    [Fact]
    public void Swapped_words_are_noticed()
    {
        int swapped = 0, unnoticed = 0;
        for (var i = 0; i < 2000; i++)
        {
            var words = AccessCode.Create().Words.ToArray();
            var at = i % 8;
            if (words[at] == words[at + 1]) continue;
            (words[at], words[at + 1]) = (words[at + 1], words[at]);
            swapped++;
            if (AccessCode.Read(string.Join(' ', words)).Problem == WordProblem.None) unnoticed++;
        }

        // One in 128 is 16 of 2,000, with a standard deviation of 4.
        Assert.InRange(swapped, 1900, 2000);
        Assert.InRange(unnoticed, 0, 45);
    }

    [Fact]
    public void Nothing_typed_can_make_reading_fail() =>
        Gen.OneOf(Gen.String, Gen.Char.Array.Select(c => new string(c)), Gen.String[Gen.Char['a', 'z'], 0, 60]).Sample(text =>
        {
            var reading = AccessCode.Read(text);
            Assert.Equal(reading.Code is null, reading.Problem != WordProblem.None);
        });

    [Fact]
    public void Half_a_surrogate_pair_is_a_separator()
    {
        Assert.Equal(WordProblem.None, AccessCode.Read(Nine.Replace(' ', '\ud800')).Problem);
    }

    [Fact]
    public void A_pasted_book_is_refused_without_naming_each_of_its_words()
    {
        var reading = AccessCode.Read(new StringBuilder().Insert(0, "nonsensical ", 20_000).ToString());

        Assert.Equal(WordProblem.WrongCount, reading.Problem);
        Assert.Empty(reading.Unknown);
    }

    [Fact]
    public void A_long_unknown_word_is_shown_shortened()
    {
        var reading = AccessCode.Read(Nine.Replace("baby", new string('x', 500), StringComparison.Ordinal));

        Assert.Equal(40, Assert.Single(reading.Unknown).Typed.Length);
    }

    [Fact]
    public void Neither_code_nor_reading_shows_in_text()
    {
        var reading = AccessCode.Read(Nine.Replace("baby", "babi", StringComparison.Ordinal));

        Assert.Equal("[redacted]", AccessCode.Create().ToString());
        Assert.Equal("[redacted]", reading.ToString());
        Assert.Equal("[redacted]", reading.Unknown[0].ToString());
    }

    [Fact]
    public void A_code_survives_the_way_to_a_grain()
    {
        using var services = new ServiceCollection().AddSerializer().BuildServiceProvider();
        var serializer = services.GetRequiredService<Serializer>();
        var code = AccessCode.Create();

        var arrived = serializer.Deserialize<AccessCode>(serializer.SerializeToArray(code));

        Assert.True(code.SameAs(arrived));
    }
}
