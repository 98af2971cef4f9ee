using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.DependencyInjection;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Abstractions.Trust;
using Spot.Grains.Journal;
using Spot.Grains.Tests.Hosting;
using Spot.Grains.Vault;
using Spot.Silo.Trust;

namespace Spot.Grains.Tests.Trust;

/// <summary>An installation that signs records, and a company in it.</summary>
public sealed class SigningOffice : IAsyncLifetime
{
    private const int Tries = 6;

    public SpotCluster Cluster { get; } = new();

    public TenantId Tenant { get; } = TenantId.Random();

    public string KeyFile => Cluster.Folder[Path.Combine("keys", RecordAuthorityFiles.KeyName)];

    public string CertificatesFile => Cluster.Folder[Path.Combine("data", RecordAuthorityFiles.CertificatesName)];

    internal IJournal Journal => Cluster.Silo.GetRequiredService<IJournal>();

    public async ValueTask InitializeAsync()
    {
        await Cluster.InitializeAsync();
        await Authorities();
    }

    public ValueTask DisposeAsync() => Cluster.DisposeAsync();

    /// <summary>Ends every activation: the next call reads from storage.</summary>
    public async Task Forget()
    {
        Caller.Stamp(CallerKind.Service, TenantId.Installation);
        await Cluster.Grains.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero);
    }

    public Task<RecordSigning> Sign(byte[] digest, DateOnly day, byte[]? random = null) => Patiently(() =>
    {
        Caller.Stamp(CallerKind.Service, Tenant);
        return Cluster.Grains.GetGrain<IRecordSignerGrain>(RecordSignerKey.Of(Tenant))
            .Sign(new SigningRequest { Digest = digest, Random = random ?? TimeLogLeaf.Random(), Day = day });
    });

    public async Task<X509Certificate2Collection> Authorities()
    {
        var all = await Patiently(() =>
        {
            Caller.Stamp(CallerKind.Service, TenantId.Installation);
            return Cluster.Grains.GetGrain<IRecordKeysGrain>(RecordKeysKey.All).Certificates();
        });
        return [.. all.Select(der => X509CertificateLoader.LoadCertificate(der)).Where(c => c.Subject.Contains("authority", StringComparison.Ordinal))];
    }

    internal static RecordSignature Read(RecordSigning signing)
    {
        Assert.Equal(SigningOutcome.Signed, signing.Outcome);
        return RecordSignature.TryRead(signing.Signature, out _)!;
    }

    // Making keys of this size takes longer than a call may last on a machine that has much else to do; it goes on meanwhile.
    private static async Task<T> Patiently<T>(Func<Task<T>> call)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await call();
            }
            catch (TimeoutException) when (attempt < Tries)
            {
                // Asked again.
            }
        }
    }
}
