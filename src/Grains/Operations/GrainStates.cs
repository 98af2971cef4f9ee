using System.Text.Json;
using System.Text.Json.Serialization;
using Spot.Grains.Administrators;
using Spot.Grains.Tenants;
using Spot.Grains.Trust;

namespace Spot.Grains.Operations;

/// <summary>How every stored state of every room is written: by code made from the type when it is built, so that what is stored hangs on no runtime's reflection.</summary>
public static class GrainStates
{
    /// <summary>The rooms' contexts.</summary>
    public static IReadOnlyList<JsonSerializerContext> Contexts { get; } = [AdministratorJson.Default, TenantJson.Default, TrustJson.Default, OperationsJson.Default];

    /// <summary>The settings of stored states, over the given contexts alone: a type that none of them knows is not stored.</summary>
    public static JsonSerializerOptions OptionsOver(IEnumerable<JsonSerializerContext> contexts)
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web) { TypeInfoResolver = System.Text.Json.Serialization.Metadata.JsonTypeInfoResolver.Combine([.. contexts]) };
        options.MakeReadOnly();
        return options;
    }
}
