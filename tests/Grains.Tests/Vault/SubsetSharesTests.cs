using System.Security.Cryptography;
using Spot.Grains.Abstractions.Vault;
using Spot.Grains.Vault;

namespace Spot.Grains.Tests.Vault;

public sealed class SubsetSharesTests
{
    private static readonly byte[] Secret = RandomNumberGenerator.GetBytes(32);

    public static TheoryData<int, int> Sizes => [.. from n in Enumerable.Range(1, 7) from k in Enumerable.Range(1, n) select (k, n)];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Any_k_open_and_no_fewer(int k, int n)
    {
        var made = SubsetShares.Create(Secret, k, n);

        Assert.Equal(n, made.Shares.Count);
        Assert.InRange(made.Wraps.Count, 1, 35);
        for (var group = 0; group < 1 << n; group++)
        {
            PaperShare[] present = [.. made.Shares.Where((_, i) => (group >> i & 1) == 1)];
            var opened = SubsetShares.Open(made.Wraps, present);
            if (present.Length >= k) Assert.Equal(Secret, opened);
            else Assert.Null(opened);
        }
    }

    [Fact]
    public void The_order_of_the_shares_does_not_matter_and_words_are_enough()
    {
        var made = SubsetShares.Create(Secret, 3, 5);
        PaperShare[] given = [made.Shares[4], made.Shares[0], made.Shares[2]];
        PaperShare[] typed = [.. given.Select(share => PaperShare.Read(string.Join(", ", share.Words)).Share!)];

        Assert.Equal(Secret, SubsetShares.Open(made.Wraps, typed));
    }

    [Fact]
    public void One_share_given_twice_counts_once()
    {
        var made = SubsetShares.Create(Secret, 2, 3);

        Assert.Null(SubsetShares.Open(made.Wraps, [made.Shares[0], made.Shares[0]]));
        Assert.Equal(Secret, SubsetShares.Open(made.Wraps, [made.Shares[0], made.Shares[0], made.Shares[2]]));
    }

    [Fact]
    public void A_share_of_another_secret_opens_nothing_and_does_no_harm()
    {
        var made = SubsetShares.Create(Secret, 2, 3);
        var stranger = PaperShare.Create();

        Assert.Null(SubsetShares.Open(made.Wraps, [made.Shares[0], stranger]));
        Assert.Equal(Secret, SubsetShares.Open(made.Wraps, [made.Shares[0], stranger, made.Shares[1]]));
        Assert.Null(SubsetShares.Open(made.Wraps, []));
        Assert.Null(SubsetShares.Open([], made.Shares));
    }

    [Fact]
    public void Wraps_name_their_groups()
    {
        var made = SubsetShares.Create(Secret, 2, 3);

        Assert.Equal(["1,2", "1,3", "2,3"], made.Wraps.Select(w => string.Join(',', w.Numbers)));
    }

    [Fact]
    public void A_damaged_wrap_is_named_and_not_taken_for_a_wrong_share()
    {
        var made = SubsetShares.Create(Secret, 2, 2);
        var bytes = made.Wraps[0].Sealed.ToArray();
        bytes[^1] ^= 1;

        var error = Assert.Throws<SealException>(() => SubsetShares.Open([made.Wraps[0] with { Sealed = bytes }], made.Shares));
        Assert.Equal(SealFault.Damaged, error.Fault);
        Assert.Throws<SealException>(() => SubsetShares.Open([made.Wraps[0] with { Numbers = [1, 3] }], made.Shares));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(2, 1)]
    [InlineData(1, 0)]
    [InlineData(1, 8)]
    public void Impossible_numbers_are_refused(int k, int n) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => SubsetShares.Create(Secret, k, n));

    [Fact]
    public void Shares_show_in_no_text() => Assert.Equal("[redacted]", SubsetShares.Create(Secret, 1, 1).ToString());
}
