using System.Security.Cryptography;
using Spot.Grains.Vault;

namespace Spot.Grains.Tests.Vault;

public sealed class Key32Tests
{
    // RFC 5869, appendix A.1
    [Fact]
    public void The_platform_derives_as_RFC_5869_says()
    {
        var prk = HKDF.Extract(HashAlgorithmName.SHA256, Convert.FromHexString("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b"),
            Convert.FromHexString("000102030405060708090a0b0c"));
        var okm = HKDF.Expand(HashAlgorithmName.SHA256, prk, 42, Convert.FromHexString("f0f1f2f3f4f5f6f7f8f9"));

        Assert.Equal("077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5", Convert.ToHexStringLower(prk));
        Assert.Equal("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865", Convert.ToHexStringLower(okm));
    }

    [Fact]
    public void Names_and_keys_are_derived_as_another_program_derives_them()
    {
        var vector = Vectors.Of("key");
        using var key = Key32.FromBytes(vector.Bytes("bytes"));
        using var notes = key.Derive("notes");

        Assert.Equal(vector.Bytes("id"), key.Id.ToArray());
        Assert.Equal(vector.Bytes("notes"), notes.CopyBytes());
        Assert.Equal(vector.Bytes("notes")[..16], key.DeriveBytes("notes", 16));
    }

    [Fact]
    public void A_secret_of_any_form_becomes_a_key_as_another_program_makes_it()
    {
        var vector = Vectors.Of("secret");
        using var plain = Key32.FromSecret(vector.Bytes("bytes"), "ticket");
        using var salted = Key32.FromSecret(vector.Bytes("bytes"), vector.Bytes("salt"), "ticket");

        Assert.Equal(vector.Bytes("ticket"), plain.CopyBytes());
        Assert.Equal(vector.Bytes("salted"), salted.CopyBytes());
    }

    [Fact]
    public void Another_word_gives_another_key()
    {
        using var key = Key32.Random();
        using var a = key.Derive("a");
        using var b = key.Derive("b");

        Assert.False(a.SameAs(b));
        Assert.False(a.SameAs(key));
    }

    [Theory]
    [InlineData("id")]
    [InlineData("")]
    public void The_word_that_names_a_key_in_public_gives_no_key(string word)
    {
        using var key = Key32.Random();

        Assert.Throws<ArgumentException>(() => key.Derive(word));
        Assert.Throws<ArgumentException>(() => key.DeriveBytes(word, 16));
        Assert.Throws<ArgumentException>(() => Key32.FromSecret([1, 2, 3], word));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    public void Only_32_bytes_are_a_key(int length) => Assert.Throws<ArgumentException>(() => Key32.FromBytes(new byte[length]));

    [Fact]
    public void A_key_is_gone_when_disposed_and_its_copy_is_not()
    {
        var key = Key32.Random();
        using var copy = key.Copy();
        var bytes = key.Bytes;

        key.Dispose();

        Assert.All(bytes.ToArray(), b => Assert.Equal(0, b));
        Assert.Throws<ObjectDisposedException>(() => key.CopyBytes());
        Assert.Contains(copy.CopyBytes(), b => b != 0);
    }

    [Fact]
    public void A_key_shows_in_no_text()
    {
        using var key = Key32.Random();

        Assert.Equal("[redacted]", $"{key}");
    }

    [Fact]
    public void Two_keys_are_never_the_same()
    {
        using var a = Key32.Random();
        using var b = Key32.Random();

        Assert.False(a.SameAs(b));
        Assert.False(a.Id.SequenceEqual(b.Id));
    }
}
