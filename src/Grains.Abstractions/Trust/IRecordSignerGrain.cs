using Spot.Grains.Abstractions.Identity;

namespace Spot.Grains.Abstractions.Trust;

/// <summary>Signs a company's records. It never sees one: a SHA-256 comes in, a signature goes out. Only conversations ask it, for a visit that may read them
/// (<see cref="Conversations.IConversationGrain.SignRecord"/>).</summary>
/// <remarks>A signature says that this installation made the file on that day; what stands in the file is what the conversation gave to the reporter.</remarks>
[Alias("spot.record.signer")]
public interface IRecordSignerGrain : IGrainWithStringKey
{
    /// <summary>Keeps the record's leaf for the time log, then signs.</summary>
    [Asks(CallerKind.Service), Alias("Sign")]
    Task<RecordSigning> Sign(SigningRequest request);
}

/// <summary>The key of an <see cref="IRecordSignerGrain"/>: <c>T/signer/self</c>.</summary>
public static class RecordSignerKey
{
    /// <summary>The key.</summary>
    public static string Of(TenantId tenant) => new GrainKey(tenant, "signer", "self").ToString();
}

/// <summary>A record to sign.</summary>
[GenerateSerializer, Immutable, Alias("spot.record.signing.request")]
public sealed record SigningRequest
{
    /// <summary>SHA-256 over every byte of the file but the signature's own.</summary>
    [Id(0)] public required byte[] Digest { get; init; }

    /// <summary>The record's 32 random bytes, which lead from it to its leaf in the time log.</summary>
    [Id(1)] public required byte[] Random { get; init; }

    /// <summary>The day that stands in the record: today, in the company's time zone.</summary>
    [Id(2)] public required DateOnly Day { get; init; }
}

/// <summary>How signing ended.</summary>
public enum SigningOutcome
{
    /// <summary>It is signed, and its leaf is durable.</summary>
    Signed = 0,

    /// <summary>Too much at once: nothing was signed; try again.</summary>
    Busy = 1,

    /// <summary>The day is not today anywhere on earth.</summary>
    WrongDay = 2,

    /// <summary>The signing certificate has ended, and the authority's key is not there to make the next one.</summary>
    NoKey = 3,
}

/// <summary>What came of it.</summary>
[GenerateSerializer, Immutable, Alias("spot.record.signing")]
public sealed record RecordSigning
{
    /// <summary>How it ended.</summary>
    [Id(0)] public required SigningOutcome Outcome { get; init; }

    /// <summary>The signature (<see cref="RecordSignature"/>), DER; empty unless signed.</summary>
    [Id(1)] public byte[] Signature { get; init; } = [];
}
