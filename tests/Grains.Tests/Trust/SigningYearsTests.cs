using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Spot.Grains.Abstractions.Trust;

namespace Spot.Grains.Tests.Trust;

/// <summary>Each test has an installation of its own: years go by in it.</summary>
public sealed class SigningYearsTests : IAsyncLifetime
{
    private static readonly DateOnly Day = new(2026, 11, 3);
    private readonly SigningOffice office = new();

    public ValueTask InitializeAsync() => office.InitializeAsync();

    public ValueTask DisposeAsync() => office.DisposeAsync();

    [Fact]
    public async Task The_key_is_renewed_every_year_and_old_records_stay_good()
    {
        var first = SigningOffice.Read(await office.Sign(SHA256.HashData("a"u8), Day));
        office.Cluster.Clock.Advance(TimeSpan.FromDays(364));
        Assert.Equal(first.Signer.RawData, SigningOffice.Read(await office.Sign(SHA256.HashData("b"u8), Day.AddDays(364))).Signer.RawData);
        office.Cluster.Clock.Advance(TimeSpan.FromDays(1));
        var second = SigningOffice.Read(await office.Sign(SHA256.HashData("c"u8), Day.AddDays(365)));
        Assert.NotEqual(first.Signer.RawData, second.Signer.RawData);
        var authorities = await office.Authorities();
        Assert.Single(authorities);
        Assert.True(first.IsIssuedUnder(authorities) && second.IsIssuedUnder(authorities));
        var published = new X509Certificate2Collection();
        published.ImportFromPem(await File.ReadAllTextAsync(office.CertificatesFile, TestContext.Current.CancellationToken));
        Assert.Equal(3, published.Count);
    }

    [Fact]
    public async Task The_authoritys_key_can_be_taken_away_for_two_years()
    {
        SigningOffice.Read(await office.Sign(SHA256.HashData("a"u8), Day));
        var key = await File.ReadAllBytesAsync(office.KeyFile, TestContext.Current.CancellationToken);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(office.KeyFile));
        File.Delete(office.KeyFile);

        office.Cluster.Clock.Advance(TimeSpan.FromDays(500));
        SigningOffice.Read(await office.Sign(SHA256.HashData("b"u8), Day.AddDays(500)));
        office.Cluster.Clock.Advance(TimeSpan.FromDays(300));
        Assert.Equal(SigningOutcome.NoKey, (await office.Sign(SHA256.HashData("c"u8), Day.AddDays(800))).Outcome);
        Assert.False(File.Exists(office.KeyFile), "A second authority was made.");

        await File.WriteAllBytesAsync(office.KeyFile, key, TestContext.Current.CancellationToken);
        Assert.True(SigningOffice.Read(await office.Sign(SHA256.HashData("d"u8), Day.AddDays(800))).IsIssuedUnder(await office.Authorities()));
    }
}
