using System.Text.Json.Serialization;

namespace Spot.Grains.Administrators;

/// <summary>How the stored states of this room are written.</summary>
[JsonSerializable(typeof(AdministratorState))]
[JsonSerializable(typeof(AdminSessionState))]
[JsonSerializable(typeof(InviteState))]
[JsonSerializable(typeof(LoginState))]
internal sealed partial class AdministratorJson : JsonSerializerContext;

/// <summary>How what is shown until it is kept is written, under the cookie's secret.</summary>
[JsonSerializable(typeof(ShownOnce))]
internal sealed partial class ShownOnceJson : JsonSerializerContext;
