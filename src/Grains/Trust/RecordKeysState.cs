namespace Spot.Grains.Trust;

/// <summary>The keys behind records, as stored. Sealed, like every state, by the storage's decorator.</summary>
[GenerateSerializer, Alias("spot.record.keys.state")]
internal sealed record RecordKeysState
{
    /// <summary>Certificates of authorities, DER, oldest first; the last one stands above the key in use.</summary>
    [Id(0)] public List<byte[]> Authorities { get; init; } = [];

    /// <summary>Signing certificates, DER, oldest first; the last one is in use.</summary>
    [Id(1)] public List<byte[]> Signers { get; init; } = [];

    /// <summary>The private key in use (PKCS #8). Earlier ones are forgotten.</summary>
    [Id(2)] public byte[] Key { get; init; } = [];

    /// <summary>The day from which the key is in use.</summary>
    [Id(3)] public DateOnly Since { get; init; }

    /// <inheritdoc/>
    public override string ToString() => "[redacted]";
}
