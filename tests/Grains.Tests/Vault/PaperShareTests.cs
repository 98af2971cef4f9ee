using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Spot.Grains.Abstractions.Vault;

namespace Spot.Grains.Tests.Vault;

public sealed class PaperShareTests
{
    [Fact]
    public void Shares_read_back_as_they_were_written()
    {
        for (var i = 0; i < 2000; i++)
        {
            var share = PaperShare.Create();
            var reading = PaperShare.Read(string.Join("\n", share.Words.Select((word, at) => $"{at + 1}. {word}")));

            Assert.Equal(WordProblem.None, reading.Problem);
            Assert.True(share.SameAs(reading.Share));
            Assert.Equal(12, share.Words.Count);
        }
    }

    [Fact]
    public void The_words_are_those_of_the_published_construction()
    {
        var vector = Vectors.Of("paperShare");

        var share = PaperShare.Read(vector.Text("words")).Share!;

        Assert.Equal(vector.Bytes("bytes"), share.CopyBytes());
        Assert.Equal(vector.Text("words").Split(' '), share.Words);
    }

    [Fact]
    public void A_wrong_word_is_noticed_15_times_of_16()
    {
        int tried = 0, unnoticed = 0;
        for (var i = 0; i < 4000; i++)
        {
            var words = PaperShare.Create().Words.ToArray();
            var other = WordList.English[i % 2048];
            if (words[i % 12] == other) continue;
            words[i % 12] = other;
            tried++;
            if (PaperShare.Read(string.Join(' ', words)).Problem == WordProblem.None) unnoticed++;
        }

        // 250 expected, standard deviation 15.
        Assert.InRange(tried, 3900, 4000);
        Assert.InRange(unnoticed, 150, 350);
    }

    [Fact]
    public void An_access_code_is_not_taken_for_a_share()
    {
        var reading = PaperShare.Read(string.Join(' ', AccessCode.Create().Words));

        Assert.Equal(WordProblem.WrongCount, reading.Problem);
        Assert.Equal(9, reading.Count);
    }

    [Fact]
    public void A_share_survives_the_way_to_a_grain_and_shows_in_no_text()
    {
        using var services = new ServiceCollection().AddSerializer().BuildServiceProvider();
        var serializer = services.GetRequiredService<Serializer>();
        var share = PaperShare.Create();

        var arrived = serializer.Deserialize<PaperShare>(serializer.SerializeToArray(share));

        Assert.True(share.SameAs(arrived));
        Assert.Equal("[redacted]", share.ToString());
        Assert.Equal("[redacted]", PaperShare.Read("x").ToString());
    }

    [Fact]
    public void A_public_key_has_an_eight_word_fingerprint()
    {
        var vector = Vectors.Of("fingerprint");
        var key = vector.Bytes("key");

        Assert.Equal(vector.Text("words").Split(' '), KeyFingerprint.Of(key));

        key[64] ^= 1;
        Assert.NotEqual(vector.Text("words").Split(' '), KeyFingerprint.Of(key));
    }
}
