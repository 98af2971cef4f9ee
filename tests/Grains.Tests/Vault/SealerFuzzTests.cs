using CsCheck;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Vault;

namespace Spot.Grains.Tests.Vault;

public sealed class SealerFuzzTests : IDisposable
{
    private static readonly TenantId Tenant = TenantId.Random();

    private readonly Key32 key = Key32.Random();

    public void Dispose() => key.Dispose();

    [Fact]
    public void Whatever_is_sealed_opens()
    {
        var places = Gen.Select(Gen.String[1, 20], Gen.String[1, 40], Gen.Long, Gen.Byte.Array[0, 40], Gen.Byte.Array[0, 5000], Gen.Enum<Padding>());
        places.Sample((kind, row, sequence, previous, plaintext, padding) =>
        {
            var place = new SealContext(Tenant, kind, row, sequence, previous);
            Assert.Equal(plaintext, Sealer.Open(key, place, Sealer.Seal(key, place, plaintext, padding)));
        }, iter: 5_000);
    }

    [Fact]
    public void No_bytes_make_opening_fail_otherwise_than_by_name()
    {
        var place = new SealContext(Tenant, "turns", Id16.Random(), 1);
        // Half of them begin as the real thing does, so that all checks are reached.
        byte[] header = [1, 1, .. key.Id];
        Gen.Select(Gen.Byte.Array[0, 300], Gen.Int[0, 18], Gen.Bool).Sample((bytes, right, real) =>
        {
            byte[] envelope = real ? [.. header.AsSpan(0, right), .. bytes] : bytes;
            var error = Assert.Throws<SealException>(() => Sealer.Open(key, place, envelope));
            Assert.NotEqual(SealFault.None, error.Fault);
        }, iter: 50_000);
    }

    [Fact]
    public void No_change_of_a_sealed_thing_goes_unnoticed()
    {
        var place = new SealContext(Tenant, "turns", Id16.Random(), 1);
        var good = Sealer.Seal(key, place, "Twice, in March."u8, Padding.Entry);
        Gen.Select(Gen.Int[0, good.Length - 1], Gen.Byte, Gen.Int[0, good.Length]).Sample((at, value, length) =>
        {
            var other = good.ToArray();
            other[at] = value;
            var changed = other.AsSpan(0, length);
            if (changed.SequenceEqual(good)) return;
            Assert.Throws<SealException>(() => Sealer.Open(key, place, other.AsSpan(0, length)));
        }, iter: 50_000);
    }
}
