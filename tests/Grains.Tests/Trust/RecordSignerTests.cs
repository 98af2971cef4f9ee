using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Spot.Grains.Abstractions.Conversations;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Abstractions.Trust;
using Spot.Grains.Journal;
using Spot.Grains.Tenants;
using Spot.Grains.Tests.Conversations;
using Spot.Grains.Trust;
using Spot.Grains.Vault;

namespace Spot.Grains.Tests.Trust;

public sealed class RecordSignerTests(SigningOffice office) : IClassFixture<SigningOffice>
{
    private static readonly DateOnly Day = new(2026, 11, 3);

    [Fact]
    public async Task A_record_is_signed_under_the_installations_authority_on_its_day()
    {
        var digest = SHA256.HashData("a"u8);
        var signature = SigningOffice.Read(await office.Sign(digest, Day));
        Assert.Equal(digest, signature.Digest);
        Assert.Equal(Day, signature.Day);
        Assert.True(signature.HoldsTogether());
        Assert.True(signature.IsIssuedUnder(await office.Authorities()));
        using var key = signature.Signer.GetRSAPublicKey();
        Assert.Equal(3072, key!.KeySize);
    }

    [Fact]
    public async Task The_leaf_is_kept_before_the_record_is_out_and_says_no_company()
    {
        var (digest, random) = (SHA256.HashData("a"u8), TimeLogLeaf.Random());
        await office.Sign(digest, Day, random);
        await office.Forget();
        Caller.Stamp(CallerKind.Service, TenantId.Installation);
        var leaves = await office.Cluster.Grains.GetGrain<ITimeLogGrain>(TimeLogKey.All).Leaves(Day);
        Assert.Contains(leaves, leaf => leaf.AsSpan().SequenceEqual(TimeLogLeaf.Of(random, digest)));

        var heads = new List<StoredHead>();
        await foreach (var head in office.Journal.Heads(TenantId.Installation, StreamType.TimeLog, TestContext.Current.CancellationToken)) heads.Add(head);
        Assert.Single(heads);
        await foreach (var head in office.Journal.Heads(office.Tenant, StreamType.TimeLog, TestContext.Current.CancellationToken)) Assert.Fail($"{head.Type} of a company");
    }

    [Fact]
    public async Task A_days_leaves_come_sorted_and_all_survive_a_restart()
    {
        var signed = new List<byte[]>();
        for (var i = 0; i < 12; i++)
        {
            var (digest, random) = (SHA256.HashData([(byte)i]), TimeLogLeaf.Random());
            SigningOffice.Read(await office.Sign(digest, Day, random));
            signed.Add(TimeLogLeaf.Of(random, digest));
            if (i == 5) await office.Forget();
        }

        Caller.Stamp(CallerKind.Service, TenantId.Installation);
        var leaves = await office.Cluster.Grains.GetGrain<ITimeLogGrain>(TimeLogKey.All).Leaves(Day);
        Assert.Equal(leaves.Select(Convert.ToHexString).Order(StringComparer.Ordinal), leaves.Select(Convert.ToHexString));
        Assert.Superset(signed.Select(Convert.ToHexString).ToHashSet(), leaves.Select(Convert.ToHexString).ToHashSet());
    }

    [Theory]
    [InlineData(12, -1, false)]
    [InlineData(11, -1, true)]
    [InlineData(12, 0, true)]
    [InlineData(9, 1, false)]
    [InlineData(10, 1, true)]
    [InlineData(12, 2, false)]
    [InlineData(12, -365, false)]
    public void Only_a_day_that_is_today_somewhere_is_signed(int hour, int days, bool expected) =>
        Assert.Equal(expected, RecordSignerGrain.IsTodaySomewhere(Day.AddDays(days), new DateTimeOffset(2026, 11, 3, hour, 30, 0, TimeSpan.Zero)));

    [Fact]
    public async Task A_record_of_another_day_is_refused() =>
        Assert.Equal(SigningOutcome.WrongDay, (await office.Sign(SHA256.HashData("a"u8), Day.AddDays(-9))).Outcome);

    [Fact]
    public async Task Published_certificates_hold_no_key()
    {
        SigningOffice.Read(await office.Sign(SHA256.HashData("a"u8), Day));
        Assert.DoesNotContain("PRIVATE", await File.ReadAllTextAsync(office.CertificatesFile, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_a_live_visit_gets_its_record_signed_and_only_for_its_companys_today()
    {
        var spot = office.Cluster;
        var reporter = await Reporter.Start(spot, await spot.Company());
        await reporter.Answer(Reporter.Account);
        SigningRequest On(DateOnly day) => new() { Digest = SHA256.HashData("a"u8), Random = TimeLogLeaf.Random(), Day = day };
        var today = new CompanyClock(spot.Clock, "Etc/UTC").Today;

        var signed = await reporter.Grain.SignRecord(reporter.Secret, On(today));
        Assert.Equal(today, SigningOffice.Read(signed.Value!).Day);

        // Yesterday is still today elsewhere on earth, which a record of this company must not say.
        Assert.Equal(SigningOutcome.WrongDay, (await reporter.Grain.SignRecord(reporter.Secret, On(today.AddDays(-1)))).Value!.Outcome);
        var stranger = await reporter.Grain.SignRecord(RandomNumberGenerator.GetBytes(32), On(today));
        Assert.Equal((VisitRefusal.VisitOver, null), (stranger.Refusal, stranger.Value));
        await reporter.Grain.Leave(reporter.Secret);
        Assert.Equal(VisitRefusal.VisitOver, (await reporter.Grain.SignRecord(reporter.Secret, On(today))).Refusal);
    }

    [Theory, InlineData(CallerKind.Reporter), InlineData(CallerKind.Administrator), InlineData(CallerKind.Operator)]
    public async Task Nobody_but_a_conversation_asks_for_a_signature(CallerKind kind) => await Assert.ThrowsAsync<CallerRefusedException>(() =>
        office.Cluster.Ask<IRecordSignerGrain>(kind, office.Tenant, RecordSignerKey.Of(office.Tenant))
            .Sign(new SigningRequest { Digest = SHA256.HashData("a"u8), Random = TimeLogLeaf.Random(), Day = Day }));
}
