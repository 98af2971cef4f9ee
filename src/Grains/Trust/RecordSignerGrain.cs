using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Spot.Grains.Abstractions.Trust;
using Spot.Grains.Vault;

namespace Spot.Grains.Trust;

/// <inheritdoc cref="IRecordSignerGrain"/>
[GrainType("signer"), CollectionAgeLimit(Minutes = 2)]
internal sealed class RecordSignerGrain([FromKeyedServices(TimeProviderNames.Grains)] TimeProvider time) : Grain, IRecordSignerGrain
{
    // The earliest and the latest time zone on earth, in hours from UTC.
    private const int Earliest = -12;
    private const int Latest = 14;

    /// <inheritdoc/>
    public async Task<RecordSigning> Sign(SigningRequest request)
    {
        if (request.Digest.Length != SHA256.HashSizeInBytes) throw new ArgumentException("A digest is a SHA-256.", nameof(request));
        if (!IsTodaySomewhere(request.Day, time.GetUtcNow())) return new RecordSigning { Outcome = SigningOutcome.WrongDay };
        var leaf = TimeLogLeaf.Of(request.Random, request.Digest);
        // The leaf first: no record is out whose leaf is not in the log. A leaf without a record harms nothing.
        if (!await GrainFactory.GetGrain<ITimeLogGrain>(TimeLogKey.All).Keep(request.Day, leaf)) return new RecordSigning { Outcome = SigningOutcome.Busy };
        var signature = await GrainFactory.GetGrain<IRecordKeysGrain>(RecordKeysKey.All).Sign(request.Digest, request.Day);
        return signature is null
            ? new RecordSigning { Outcome = SigningOutcome.NoKey }
            : new RecordSigning { Outcome = SigningOutcome.Signed, Signature = signature };
    }

    /// <summary>Whether a day is today in some time zone. The day stands in the drawn text, so the front door names it; the conversation has compared it with its company's own.</summary>
    internal static bool IsTodaySomewhere(DateOnly day, DateTimeOffset now) =>
        day >= DateOnly.FromDateTime(now.UtcDateTime.AddHours(Earliest)) && day <= DateOnly.FromDateTime(now.UtcDateTime.AddHours(Latest));
}
