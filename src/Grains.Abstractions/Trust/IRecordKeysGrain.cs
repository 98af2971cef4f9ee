using Spot.Grains.Abstractions.Identity;

namespace Spot.Grains.Abstractions.Trust;

/// <summary>The installation's keys behind records. A private key never leaves it.</summary>
[Alias("spot.record.keys")]
public interface IRecordKeysGrain : IGrainWithStringKey
{
    /// <summary>Signs a SHA-256 with this year's key; null when its certificate has ended and no new one can be made.</summary>
    [Asks(CallerKind.Service), Alias("Sign")]
    Task<byte[]?> Sign(byte[] digest, DateOnly day);

    /// <summary>All certificates ever used, DER, authorities first: published for ever, so that old records can always be checked. Makes the first ones.</summary>
    [Asks(CallerKind.Service | CallerKind.Operator), Alias("Certificates")]
    Task<IReadOnlyList<byte[]>> Certificates();
}

/// <summary>The key of the one <see cref="IRecordKeysGrain"/>: <c>-/record-keys/all</c>.</summary>
public static class RecordKeysKey
{
    /// <summary>The key.</summary>
    public static string All { get; } = new GrainKey(TenantId.Installation, "record-keys", "all").ToString();
}
