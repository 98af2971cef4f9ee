using System.Security.Cryptography;
using Spot.Grains.Vault;

namespace Spot.Grains.Tests.Vault;

public sealed class TimeLogLeafTests
{
    [Fact]
    public void A_leaf_is_the_one_another_program_works_out()
    {
        var vector = Vectors.Of("timeLogLeaf");

        Assert.Equal(vector.Bytes("leaf"), TimeLogLeaf.Of(vector.Bytes("random"), SHA256.HashData(vector.Bytes("record"))));
    }

    [Fact]
    public void The_same_record_has_another_leaf_each_time()
    {
        var hash = SHA256.HashData("record"u8);

        Assert.NotEqual(TimeLogLeaf.Of(TimeLogLeaf.Random(), hash), TimeLogLeaf.Of(TimeLogLeaf.Random(), hash));
    }

    [Theory]
    [InlineData(31, 32)]
    [InlineData(33, 32)]
    [InlineData(32, 31)]
    [InlineData(32, 33)]
    public void Other_lengths_are_refused(int random, int hash) =>
        Assert.Throws<ArgumentException>(() => TimeLogLeaf.Of(new byte[random], new byte[hash]));
}
