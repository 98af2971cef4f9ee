using Orleans.Storage;

namespace Spot.Silo.Storage.Orleans;

/// <summary>A grain's state as the provider beneath sees it: sealed bytes.</summary>
internal sealed class SealedState
{
    /// <summary>The envelope; null for no record.</summary>
    public byte[]? Envelope { get; init; }
}

/// <summary>Hands sealed bytes to the provider as they are.</summary>
internal sealed class SealedStateSerializer : IGrainStorageSerializer
{
    /// <inheritdoc/>
    public BinaryData Serialize<T>(T? input) => input is SealedState { Envelope: { } envelope } ? BinaryData.FromBytes(envelope) : throw new InvalidOperationException("Only sealed states are stored.");

    /// <inheritdoc/>
    public T Deserialize<T>(BinaryData input) => new SealedState { Envelope = input.ToArray() } is T state ? state : throw new InvalidOperationException("Only sealed states are stored.");
}
