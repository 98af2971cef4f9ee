namespace Spot.Grains.Operations;

/// <summary>The form keys, as stored. Sealed, like every state, by the storage's decorator.</summary>
[GenerateSerializer, Alias("spot.keyring.state")]
internal sealed record KeyRingState
{
    /// <summary>The keys, oldest first.</summary>
    [Id(0)] public List<FormKey> Keys { get; init; } = [];
}
