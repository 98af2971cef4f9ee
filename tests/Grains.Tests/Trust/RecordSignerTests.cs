using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.DependencyInjection;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Abstractions.Trust;
using Spot.Grains.Journal;
using Spot.Grains.Tests.Hosting;
using Spot.Grains.Vault;
using Spot.Silo.Trust;

namespace Spot.Grains.Tests.Trust;

/// <summary>Each test has an installation of its own: what the first record makes is made once.</summary>
public sealed class RecordSignerTests : IAsyncLifetime
{
    private static readonly DateOnly Day = new(2026, 11, 3);
    private readonly SpotCluster silo = new();
    private readonly TenantId tenant = TenantId.Random();

    public ValueTask InitializeAsync() => silo.InitializeAsync();

    public ValueTask DisposeAsync() => silo.DisposeAsync();

    private string KeyFile => silo.Folder[Path.Combine("keys", RecordAuthorityFiles.KeyName)];

    private string CertificatesFile => silo.Folder[Path.Combine("data", RecordAuthorityFiles.CertificatesName)];

    private IJournal Journal => silo.Silo.GetRequiredService<IJournal>();

    private async Task Forget()
    {
        Caller.Stamp(CallerKind.Service, TenantId.Installation);
        await silo.Grains.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero);
    }

    private Task<RecordSigning> Sign(byte[] digest, DateOnly day, byte[]? random = null)
    {
        Caller.Stamp(CallerKind.Reporter, tenant);
        return silo.Grains.GetGrain<IRecordSignerGrain>(RecordSignerKey.Of(tenant))
            .Sign(new SigningRequest { Digest = digest, Random = random ?? TimeLogLeaf.Random(), Day = day });
    }

    private async Task<X509Certificate2Collection> Authorities()
    {
        Caller.Stamp(CallerKind.Service, TenantId.Installation);
        var all = (await silo.Grains.GetGrain<IRecordKeysGrain>(RecordKeysKey.All).Certificates()).Select(X509CertificateLoader.LoadCertificate);
        return [.. all.Where(c => c.Subject.Contains("authority", StringComparison.Ordinal))];
    }

    private static RecordSignature Read(RecordSigning signing)
    {
        Assert.Equal(SigningOutcome.Signed, signing.Outcome);
        return RecordSignature.TryRead(signing.Signature, out _)!;
    }

    [Fact]
    public async Task A_record_is_signed_under_the_installations_authority_on_its_day()
    {
        var digest = SHA256.HashData("a"u8);
        var signature = Read(await Sign(digest, Day));
        Assert.Equal(digest, signature.Digest);
        Assert.Equal(Day, signature.Day);
        Assert.True(signature.HoldsTogether());
        Assert.True(signature.IsIssuedUnder(await Authorities()));
        using var key = signature.Signer.GetRSAPublicKey();
        Assert.Equal(3072, key!.KeySize);
    }

    [Fact]
    public async Task The_leaf_is_kept_before_the_record_is_out_and_says_no_company()
    {
        var (digest, random) = (SHA256.HashData("a"u8), TimeLogLeaf.Random());
        await Sign(digest, Day, random);
        await Forget();
        Caller.Stamp(CallerKind.Service, TenantId.Installation);
        var leaves = await silo.Grains.GetGrain<ITimeLogGrain>(TimeLogKey.All).Leaves(Day);
        Assert.Equal(TimeLogLeaf.Of(random, digest), Assert.Single(leaves));

        var heads = new List<StoredHead>();
        await foreach (var head in Journal.Heads(TenantId.Installation, StreamType.TimeLog, TestContext.Current.CancellationToken)) heads.Add(head);
        Assert.Single(heads);
        await foreach (var head in Journal.Heads(tenant, StreamType.TimeLog, TestContext.Current.CancellationToken)) Assert.Fail($"{head.Type} of a company");
    }

    [Fact]
    public async Task A_days_leaves_come_sorted_and_all_survive_a_restart()
    {
        var signed = new List<byte[]>();
        for (var i = 0; i < 12; i++)
        {
            var (digest, random) = (SHA256.HashData([(byte)i]), TimeLogLeaf.Random());
            Read(await Sign(digest, Day, random));
            signed.Add(TimeLogLeaf.Of(random, digest));
            if (i == 5) await Forget();
        }

        Caller.Stamp(CallerKind.Service, TenantId.Installation);
        var leaves = await silo.Grains.GetGrain<ITimeLogGrain>(TimeLogKey.All).Leaves(Day);
        Assert.Equal(signed.Select(Convert.ToHexString).Order(StringComparer.Ordinal), leaves.Select(Convert.ToHexString));
    }

    [Theory]
    [InlineData(-1, SigningOutcome.WrongDay)]
    [InlineData(0, SigningOutcome.Signed)]
    [InlineData(1, SigningOutcome.WrongDay)]
    public async Task Only_a_day_that_is_today_somewhere_is_signed(int days, SigningOutcome expected)
    {
        // At 12:30 UTC it is yesterday nowhere; at 9:30 UTC it is tomorrow nowhere yet.
        silo.Clock.SetUtcNow(new DateTimeOffset(2026, 11, 4, days < 0 ? 12 : 9, 30, 0, TimeSpan.Zero));
        Assert.Equal(expected, (await Sign(SHA256.HashData("a"u8), Day.AddDays(1 + days))).Outcome);
    }

    [Fact]
    public async Task The_key_is_renewed_every_year_and_old_records_stay_good()
    {
        var first = Read(await Sign(SHA256.HashData("a"u8), Day));
        silo.Clock.Advance(TimeSpan.FromDays(364));
        Assert.Equal(first.Signer.RawData, Read(await Sign(SHA256.HashData("b"u8), Day.AddDays(364))).Signer.RawData);
        silo.Clock.Advance(TimeSpan.FromDays(1));
        var second = Read(await Sign(SHA256.HashData("c"u8), Day.AddDays(365)));
        Assert.NotEqual(first.Signer.RawData, second.Signer.RawData);
        var authorities = await Authorities();
        Assert.Single(authorities);
        Assert.True(first.IsIssuedUnder(authorities) && second.IsIssuedUnder(authorities));
        var published = new X509Certificate2Collection();
        published.ImportFromPem(await File.ReadAllTextAsync(CertificatesFile, TestContext.Current.CancellationToken));
        Assert.Equal(3, published.Count);
    }

    [Fact]
    public async Task The_authoritys_key_can_be_taken_away_for_two_years()
    {
        Read(await Sign(SHA256.HashData("a"u8), Day));
        var key = await File.ReadAllBytesAsync(KeyFile, TestContext.Current.CancellationToken);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyFile));
        File.Delete(KeyFile);

        silo.Clock.Advance(TimeSpan.FromDays(500));
        Read(await Sign(SHA256.HashData("b"u8), Day.AddDays(500)));
        silo.Clock.Advance(TimeSpan.FromDays(300));
        Assert.Equal(SigningOutcome.NoKey, (await Sign(SHA256.HashData("c"u8), Day.AddDays(800))).Outcome);
        Assert.False(File.Exists(KeyFile), "A second authority was made.");

        await File.WriteAllBytesAsync(KeyFile, key, TestContext.Current.CancellationToken);
        Assert.True(Read(await Sign(SHA256.HashData("d"u8), Day.AddDays(800))).IsIssuedUnder(await Authorities()));
    }

    [Fact]
    public async Task Published_certificates_hold_no_key()
    {
        Read(await Sign(SHA256.HashData("a"u8), Day));
        Assert.DoesNotContain("PRIVATE", await File.ReadAllTextAsync(CertificatesFile, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
