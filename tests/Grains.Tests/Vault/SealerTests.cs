using System.Text;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Vault;

namespace Spot.Grains.Tests.Vault;

public sealed class SealerTests : IDisposable
{
    private readonly Key32 key = Key32.Random();
    private readonly TenantId tenant = TenantId.Random();
    private readonly Id16 row = Id16.Random();
    private readonly byte[] before = new byte[32];
    private readonly byte[] story = Encoding.UTF8.GetBytes("He shut the door and said nobody would believe me.");

    private SealContext Place => new(tenant, "turns", row, 7, before);

    public void Dispose() => key.Dispose();

    [Fact]
    public void What_is_sealed_opens_at_its_place()
    {
        foreach (var padding in Enum.GetValues<Padding>())
            Assert.Equal(story, Sealer.Open(key, Place, Sealer.Seal(key, Place, story, padding)));
    }

    [Fact]
    public void What_another_program_sealed_by_the_description_opens()
    {
        var vector = Vectors.Of("envelopes");
        using var known = Key32.FromBytes(vector.Bytes("key"));
        var owner = new TenantId(new Id16(vector.Bytes("tenant")));
        var all = vector.GetProperty("all").EnumerateArray().ToArray();

        Assert.Equal(3, all.Length);
        foreach (var one in all)
        {
            var sequence = one.GetProperty("sequence").GetInt64();
            var place = one.GetProperty("rowName").GetString() is { } name
                ? new SealContext(owner, one.Text("kind"), name, sequence, one.Bytes("previous"))
                : new SealContext(owner, one.Text("kind"), new Id16(one.Bytes("rowId")), sequence, one.Bytes("previous"));

            Assert.Equal(one.Bytes("plaintext"), Sealer.Open(known, place, one.Bytes("sealed")));
            var padding = Enum.Parse<Padding>(one.Text("padding"), ignoreCase: true);
            Assert.Equal(one.Bytes("sealed").Length, Sealer.Seal(known, place, one.Bytes("plaintext"), padding).Length);
        }
    }

    [Fact]
    public void The_same_words_are_never_sealed_the_same_way_twice()
    {
        var seen = Enumerable.Range(0, 1000).Select(_ => Convert.ToHexString(Sealer.Seal(key, Place, story, Padding.None).AsSpan(18, 12))).ToHashSet();

        Assert.Equal(1000, seen.Count);
    }

    [Fact]
    public void The_words_do_not_show()
    {
        var sealedStory = Sealer.Seal(key, Place, story, Padding.Entry);

        Assert.Equal(-1, sealedStory.AsSpan().IndexOf(story.AsSpan(0, 8)));
        Assert.Equal(-1, sealedStory.AsSpan().IndexOf(new byte[16])); // nor does the padding
    }

    [Fact]
    public void Every_flipped_bit_is_refused_and_named()
    {
        var good = Sealer.Seal(key, Place, story, Padding.Entry);
        for (var bit = 0; bit < good.Length * 8; bit++)
        {
            good[bit / 8] ^= (byte)(1 << bit % 8);
            var expected = (bit / 8) switch
            {
                0 => SealFault.UnknownVersion,
                1 => SealFault.UnknownSuite,
                < 18 => SealFault.WrongKey,
                _ => SealFault.Damaged,
            };
            Assert.Equal(expected, Sealer.TryOpen(key, Place, good, out var nothing));
            Assert.Empty(nothing);
            good[bit / 8] ^= (byte)(1 << bit % 8);
        }

        Assert.Equal(story, Sealer.Open(key, Place, good));
    }

    [Fact]
    public void Every_truncation_and_every_addition_is_refused()
    {
        var good = Sealer.Seal(key, Place, story, Padding.Entry);
        for (var length = 0; length < good.Length; length++)
        {
            var expected = length < Sealer.Overhead ? SealFault.Truncated : SealFault.Damaged;
            Assert.Equal(expected, Sealer.TryOpen(key, Place, good.AsSpan(0, length), out _));
        }

        Assert.Equal(SealFault.Damaged, Sealer.TryOpen(key, Place, [.. good, 0], out _));
    }

    [Fact]
    public void Another_key_is_told_apart_from_damage()
    {
        using var other = Key32.Random();
        var good = Sealer.Seal(key, Place, story, Padding.Entry);

        var error = Assert.Throws<SealException>(() => Sealer.Open(other, Place, good));

        Assert.Equal(SealFault.WrongKey, error.Fault);
        Assert.Equal("turns 7 does not open: WrongKey.", error.Message);
    }

    [Fact]
    public void A_key_id_exchanged_for_another_keys_does_not_open()
    {
        using var other = Key32.Random();
        var good = Sealer.Seal(key, Place, story, Padding.Entry);
        other.Id.CopyTo(good.AsSpan(2));

        Assert.Equal(SealFault.WrongKey, Sealer.TryOpen(key, Place, good, out _));
        Assert.Equal(SealFault.Damaged, Sealer.TryOpen(other, Place, good, out _));
    }

    [Fact]
    public void Nothing_opens_at_another_place()
    {
        var good = Sealer.Seal(key, Place, story, Padding.Entry);
        SealContext[] others =
        [
            new(TenantId.Random(), "turns", row, 7, before),
            new(TenantId.Installation, "turns", row, 7, before),
            new(tenant, "conversation", row, 7, before),
            new(tenant, "turn", row, 7, before),
            new(tenant, "turns", Id16.Random(), 7, before),
            new(tenant, "turns", row.ToString(), 7, before),
            new(tenant, "turns", row, 6, before),
            new(tenant, "turns", row, 8, before),
            new(tenant, "turns", row, 7 + (1L << 32), before),
            new(tenant, "turns", row, 7, new byte[31]),
            new(tenant, "turns", row, 7, new byte[33]),
            new(tenant, "turns", row, 7, Enumerable.Repeat((byte)1, 32).ToArray()),
            new(tenant, "turns", row, 7),
        ];

        foreach (var other in others)
        {
            var error = Assert.Throws<SealException>(() => Sealer.Open(key, other, good));
            Assert.Equal(SealFault.Damaged, error.Fault);
        }

        Assert.Equal(story, Sealer.Open(key, Place, good));
    }

    [Fact]
    public void Parts_of_a_place_do_not_run_into_each_other()
    {
        // Sixteen letters as a text and the same bytes as an id; the border between kind and row moved by one letter.
        var id = new Id16("abcdefghijklmnop"u8);
        var byId = Sealer.Seal(key, new SealContext(tenant, "kind", id), story, Padding.None);
        var byName = Sealer.Seal(key, new SealContext(tenant, "ab", "c"), story, Padding.None);

        Assert.Equal(SealFault.Damaged, Sealer.TryOpen(key, new SealContext(tenant, "kind", "abcdefghijklmnop"), byId, out _));
        Assert.Equal(SealFault.Damaged, Sealer.TryOpen(key, new SealContext(tenant, "a", "bc"), byName, out _));
    }

    [Fact]
    public void A_place_must_be_named()
    {
        Assert.Throws<ArgumentException>(() => new SealContext(tenant, "", row));
        Assert.Throws<ArgumentException>(() => new SealContext(tenant, "turns", ""));
        Assert.Throws<InvalidOperationException>(() => Sealer.Seal(key, default, story, Padding.None));
    }

    [Theory]
    [InlineData(Padding.None, 0, 50)]
    [InlineData(Padding.None, 32, 82)]
    [InlineData(Padding.Entry, 0, 1024)]
    [InlineData(Padding.Entry, 974, 1024)]
    [InlineData(Padding.Entry, 975, 2048)]
    [InlineData(Padding.Entry, 1998, 2048)]
    [InlineData(Padding.Entry, 1999, 4096)]
    [InlineData(Padding.Entry, 8000, 8192)]
    [InlineData(Padding.Entry, 16000, 16384)]
    [InlineData(Padding.Entry, 32000, 32768)]
    [InlineData(Padding.Entry, 65486, 65536)]
    [InlineData(Padding.Entry, 65487, 131072)]
    [InlineData(Padding.Entry, 131023, 196608)]
    [InlineData(Padding.Head, 0, 4096)]
    [InlineData(Padding.Head, 4046, 4096)]
    [InlineData(Padding.Head, 4047, 16384)]
    [InlineData(Padding.Head, 16334, 16384)]
    [InlineData(Padding.Head, 16335, 32768)]
    [InlineData(Padding.Head, 32719, 49152)]
    public void Sizes_are_filled_up(Padding padding, int plain, int stored)
    {
        var bytes = new byte[plain];
        bytes.AsSpan().Fill(0x5A);

        var envelope = Sealer.Seal(key, Place, bytes, padding);

        Assert.Equal(stored, envelope.Length);
        Assert.Equal(bytes, Sealer.Open(key, Place, envelope));
    }
}
