using System.Text.Json.Serialization;

namespace Spot.Grains.Trust;

/// <summary>How the stored states of this room are written.</summary>
[JsonSerializable(typeof(RecordKeysState))]
internal sealed partial class TrustJson : JsonSerializerContext;
