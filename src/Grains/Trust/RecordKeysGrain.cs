using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Spot.Grains.Abstractions.Trust;
using Spot.Grains.Operations;

namespace Spot.Grains.Trust;

/// <summary>Makes an authority at its first call and a signing key under it every year.</summary>
[GrainType("record-keys")]
internal sealed partial class RecordKeysGrain(
    [PersistentState("state", "spot")] IPersistentState<RecordKeysState> state,
    IRecordAuthority authorities,
    [FromKeyedServices(TimeProviderNames.Grains)] TimeProvider time,
    ILogger<RecordKeysGrain> logger) : Grain, IRecordKeysGrain
{
    private bool published;

    private DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    /// <inheritdoc/>
    public async Task<byte[]?> Sign(byte[] digest, DateOnly day)
    {
        await Renew();
        using var signer = X509CertificateLoader.LoadCertificate(state.State.Signers[^1]);
        if (signer.NotAfter.ToUniversalTime() <= day.ToDateTime(new TimeOnly(12, 0), DateTimeKind.Utc)) return null;
        using var authority = X509CertificateLoader.LoadCertificate(state.State.Authorities[^1]);
        using var key = RSA.Create();
        key.ImportPkcs8PrivateKey(state.State.Key, out _);
        return RecordSignature.Sign(digest, day, signer, [authority], key);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<byte[]>> Certificates()
    {
        await Renew();
        return [.. state.State.Authorities, .. state.State.Signers];
    }

    private async Task Renew()
    {
        var due = state.State.Signers.Count == 0 || state.State.Since.AddYears(1) <= Today;
        if (due && await Authority() is { } authority)
        {
            using (authority) await MakeKey(authority);
        }
        else if (due)
        {
            Log.AuthorityAway(logger);
        }

        // Also after a crash between state and file, and after the file was lost.
        if (published) return;
        authorities.Publish(string.Join('\n', state.State.Authorities.Concat(state.State.Signers).Select(der => PemEncoding.WriteString("CERTIFICATE", der))) + "\n");
        published = true;
    }

    // The file first, the state after it: after a crash between the two the file's authority is taken up, and no record was signed yet.
    private async Task<X509Certificate2?> Authority()
    {
        if (authorities.Read() is { } pem) return X509Certificate2.CreateFromPem(pem, pem);
        if (state.State.Authorities.Count > 0) return null;
        using var key = await NewKey();
        var authority = RecordCertificates.Authority(key, Today);
        authorities.Write(authority.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem() + "\n");
        return authority;
    }

    private async Task MakeKey(X509Certificate2 authority)
    {
        using var key = await NewKey();
        using var signer = RecordCertificates.Signer(key, authority, Today);
        var before = state.State;
        await this.Save(state, new RecordKeysState
        {
            // Whichever authority made the key in use stands last.
            Authorities = [.. before.Authorities.Where(der => !der.AsSpan().SequenceEqual(authority.RawData)), authority.RawData],
            Signers = [.. before.Signers, signer.RawData],
            Key = key.ExportPkcs8PrivateKey(),
            Since = Today,
        });
        published = false;
    }

    // Seconds of work on a slow machine, and only once a year: not on the grains' own threads.
    private static Task<RSA> NewKey() => Task.Run(() =>
    {
        var key = RSA.Create(RecordCertificates.KeySize);
        key.ExportSubjectPublicKeyInfo();
        return key;
    });

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning,
            "Records need a new signing key, and the authority's key (record-ca.key in the folder of keys) is not there. Put it back until the next record is made.")]
        public static partial void AuthorityAway(ILogger logger);
    }
}
