using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Abstractions.Trust;

namespace Spot.Api.Trust;

/// <summary>This process's copy of the certificates behind records, an hour old at most. Asking for them once at the start also makes the first ones, so that no
/// reporter waits for that.</summary>
public sealed partial class PublishedCertificates(IGrainFactory grains, TimeProvider time, ILogger<PublishedCertificates> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(5);
    private Copy? copy;

    /// <summary>All certificates, PEM, authorities first.</summary>
    public async ValueTask<string> Pem() => (copy ?? await Load()).Pem;

    /// <summary>The authorities.</summary>
    public async ValueTask<X509Certificate2Collection> Authorities() => (copy ?? await Load()).Authorities;

    /// <summary>SHA-256 of the authority that stands above today's records.</summary>
    public async ValueTask<byte[]> Fingerprint() => SHA256.HashData((await Authorities())[^1].RawData);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var pause = Every;
            try
            {
                await Load();
            }
            catch (Exception failure) when (failure is TimeoutException or OrleansException)
            {
                // The first keys may take longer to make than a call may last; they are there at the next one.
                pause = Again;
                Log.NotLoaded(logger, failure.GetType().Name);
            }

            await Task.Delay(pause, time, stoppingToken);
        }
    }

    private async Task<Copy> Load()
    {
        Caller.Stamp(CallerKind.Service, TenantId.Installation);
        var all = await grains.GetGrain<IRecordKeysGrain>(RecordKeysKey.All).Certificates();
        var pem = string.Join('\n', all.Select(der => PemEncoding.WriteString("CERTIFICATE", der))) + "\n";
        return copy = new Copy(pem, RecordVerifier.Authorities(pem));
    }

    private sealed record Copy(string Pem, X509Certificate2Collection Authorities);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The certificates of records could not be asked for ({Failure}); asking again.")]
        public static partial void NotLoaded(ILogger logger, string failure);
    }
}
