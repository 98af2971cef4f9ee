using System.Text.Json.Serialization;

namespace Spot.Grains.Operations;

/// <summary>How the stored states of this room are written.</summary>
[JsonSerializable(typeof(KeyRingState))]
internal sealed partial class OperationsJson : JsonSerializerContext;
