using System.Text.Json.Serialization;

namespace Spot.Grains.Tenants;

/// <summary>How the stored states of this room are written.</summary>
[JsonSerializable(typeof(DirectoryState))]
[JsonSerializable(typeof(TenantState))]
internal sealed partial class TenantJson : JsonSerializerContext;
