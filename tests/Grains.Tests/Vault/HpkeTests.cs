using System.Globalization;
using System.Numerics;
using CsCheck;
using Spot.Grains.Vault;

namespace Spot.Grains.Tests.Vault;

public sealed class HpkeTests : IDisposable
{
    private static readonly byte[] Info = "tenant/report/reader"u8.ToArray();
    private static readonly byte[] Associated = "1"u8.ToArray();
    private static readonly byte[] Secret = "report key and notes key"u8.ToArray();

    private readonly HpkeKeyPair reader = HpkeKeyPair.Generate();

    public void Dispose() => reader.Dispose();

    [Fact]
    public void What_is_sealed_to_a_person_opens_with_the_private_half()
    {
        var blob = Hpke.Seal(reader.Public.Span, Info, Associated, Secret);

        Assert.Equal(Hpke.Overhead + Secret.Length, blob.Length);
        Assert.Equal(Secret, Hpke.Open(reader, Info, Associated, blob));
        Assert.Equal(Secret, Hpke.Open(reader.Private.CopyBytes(), Info, Associated, blob));
        Assert.NotEqual(blob, Hpke.Seal(reader.Public.Span, Info, Associated, Secret));
    }

    // RFC 9180, appendix A.3.1: the suite there has another cipher, but the same DHKEM(P-256, HKDF-SHA256).
    [Fact]
    public void The_shared_secret_is_that_of_RFC_9180()
    {
        var shared = new byte[32];
        using var pair = HpkeKeyPair.FromPrivate(Convert.FromHexString("f3ce7fdae57e1a310d87f1ebbde6f328be0a99cdbcadf4d6589cf29de4b8ffd2"));

        var ok = DhKem.TryDecapsulate(
            pair,
            Convert.FromHexString("04a92719c6195d5085104f469a8b9814d5838ff72b60501e2c4466e5e67b325ac98536d7b61a1af4b78e5b7f951c0900be863c403ce65c9bfcb9382657222d18c4"),
            shared);

        Assert.True(ok);
        Assert.Equal("c0d26aeab536609a572b07695d933b589dcf363ff9d93c93adea537aeabb8cb8", Convert.ToHexStringLower(shared));
    }

    [Fact]
    public void The_vector_of_RFC_9180_for_this_suite_opens() => Opens(Vectors.Of("hpke").GetProperty("rfc9180"));

    [Fact]
    public void What_another_implementation_sealed_opens()
    {
        var all = Vectors.Of("hpke").GetProperty("foreign").EnumerateArray().ToArray();

        Assert.Equal(4, all.Length);
        foreach (var one in all) Opens(one);
    }

    [Fact]
    public void Nothing_opens_with_another_key_or_for_something_else()
    {
        using var other = HpkeKeyPair.Generate();
        var blob = Hpke.Seal(reader.Public.Span, Info, Associated, Secret);

        Assert.Equal(SealFault.Damaged, FaultOf(() => Hpke.Open(other, Info, Associated, blob)));
        Assert.Equal(SealFault.Damaged, FaultOf(() => Hpke.Open(reader, "tenant/report/other"u8, Associated, blob)));
        Assert.Equal(SealFault.Damaged, FaultOf(() => Hpke.Open(reader, Info, "2"u8, blob)));
        Assert.Equal(SealFault.Damaged, FaultOf(() => Hpke.Open(reader, Info, default, blob)));
    }

    [Fact]
    public void Every_flipped_bit_and_every_truncation_is_refused_and_named()
    {
        var blob = Hpke.Seal(reader.Public.Span, Info, Associated, Secret);
        for (var bit = 0; bit < blob.Length * 8; bit++)
        {
            blob[bit / 8] ^= (byte)(1 << bit % 8);
            Assert.Equal(bit < 8 ? SealFault.UnknownSuite : SealFault.Damaged, FaultOf(() => Hpke.Open(reader, Info, Associated, blob)));
            blob[bit / 8] ^= (byte)(1 << bit % 8);
        }

        for (var length = 0; length < blob.Length; length++)
        {
            var expected = length < Hpke.Overhead ? SealFault.Truncated : SealFault.Damaged;
            Assert.Equal(expected, FaultOf(() => Hpke.Open(reader, Info, Associated, blob.AsSpan(0, length))));
        }
    }

    [Fact]
    public void No_bytes_make_opening_fail_otherwise_than_by_name()
    {
        Gen.Select(Gen.Byte.Array[0, 200], Gen.Int[0, 66]).Sample((bytes, right) =>
        {
            byte[] real = [1, .. reader.Public.Span];
            byte[] blob = [.. real.AsSpan(0, right), .. bytes];
            Assert.Throws<SealException>(() => Hpke.Open(reader, Info, Associated, blob));
        }, iter: 2_000);
    }

    [Fact]
    public void Only_points_of_the_curve_are_public_keys()
    {
        var good = reader.Public.ToArray();
        Assert.True(Hpke.IsPublicKey(good));

        var off = good.ToArray();
        off[64] ^= 1;
        byte[] compressed = [2, .. good.AsSpan(1, 32)];
        byte[] hybrid = [(byte)(6 + (good[64] & 1)), .. good.AsSpan(1)];
        byte[][] bad = [off, compressed, hybrid, [0], [], [4, .. new byte[64]], good[..64], [.. good, 0], OverTheField()];

        foreach (var point in bad)
        {
            Assert.False(Hpke.IsPublicKey(point));
            Assert.Throws<ArgumentException>(() => Hpke.Seal(point, Info, Associated, Secret));
        }

        var blob = Hpke.Seal(good, Info, Associated, Secret);
        off.CopyTo(blob, 1);
        Assert.Equal(SealFault.Damaged, FaultOf(() => Hpke.Open(reader, Info, Associated, blob)));
    }

    [Fact]
    public void Only_numbers_below_the_order_of_the_curve_are_private_keys()
    {
        const string Order = "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551";
        byte[][] bad = [new byte[32], new byte[31], [], Convert.FromHexString(Order), [.. Enumerable.Repeat((byte)0xFF, 32)]];

        foreach (var number in bad) Assert.Throws<ArgumentException>(() => HpkeKeyPair.FromPrivate(number));

        using var largest = HpkeKeyPair.FromPrivate(Convert.FromHexString(Order[..^1] + "0"));
        Assert.True(Hpke.IsPublicKey(largest.Public.Span));
    }

    [Fact]
    public void A_pair_is_made_again_from_its_private_half_and_shows_in_no_text()
    {
        using var again = HpkeKeyPair.FromPrivate(reader.Private.CopyBytes());

        Assert.Equal(reader.Public.ToArray(), again.Public.ToArray());
        Assert.Equal("[redacted]", again.ToString());
    }

    private static void Opens(System.Text.Json.JsonElement vector)
    {
        using var pair = HpkeKeyPair.FromPrivate(vector.Bytes("privateKey"));
        byte[] blob = [1, .. vector.Bytes("enc"), .. vector.Bytes("ciphertext")];

        Assert.Equal(vector.Bytes("publicKey"), pair.Public.ToArray());
        Assert.Equal(vector.Bytes("plaintext"), Hpke.Open(pair, vector.Bytes("info"), vector.Bytes("aad"), blob));
    }

    private static SealFault FaultOf(Func<byte[]> open) => Assert.Throws<SealException>(open).Fault;

    // A point of the curve written with x + p in place of x: an equal number modulo p, but not its canonical form.
    private static byte[] OverTheField()
    {
        var p = BigInteger.Parse("0ffffffff00000001000000000000000000000000ffffffffffffffffffffffff", NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        var b = BigInteger.Parse("05ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b", NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        for (BigInteger x = 1; ; x++)
        {
            var square = (x * x * x - 3 * x + b) % p;
            var y = BigInteger.ModPow(square, (p + 1) / 4, p);
            if (y * y % p != square) continue;
            byte[] canonical = [4, .. Bytes(x), .. Bytes(y)];
            Assert.True(Hpke.IsPublicKey(canonical));
            return [4, .. Bytes(x + p), .. Bytes(y)];
        }

        static byte[] Bytes(BigInteger number)
        {
            var bytes = new byte[32];
            var used = number.ToByteArray(isUnsigned: true, isBigEndian: true);
            used.CopyTo(bytes, 32 - used.Length);
            return bytes;
        }
    }
}
