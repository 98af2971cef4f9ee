using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.DependencyInjection;
using Spot.Grains.Operations;

namespace Spot.Silo.Storage.Orleans;

/// <summary>How grain states are written: JSON, so that they are readable in ten years, by the command line and by exports.</summary>
internal sealed class GrainStateJson
{
    private readonly JsonSerializerOptions options;

    /// <summary>With the generated contexts that were registered; a type that none of them knows is refused.</summary>
    public GrainStateJson(IEnumerable<JsonSerializerContext> contexts) => options = GrainStates.OptionsOver(contexts);

    /// <summary>Writes a state; the caller zeroes the bytes.</summary>
    public byte[] Write<T>(T state) => JsonSerializer.SerializeToUtf8Bytes(state, options);

    /// <summary>Reads a state.</summary>
    /// <exception cref="JsonException">The bytes are not such a state.</exception>
    public T Read<T>(ReadOnlySpan<byte> bytes) => JsonSerializer.Deserialize<T>(bytes, options) ?? throw new JsonException("A state of nothing.");
}

/// <summary>Registers a room's generated JSON.</summary>
public static class GrainStateJsonServices
{
    /// <summary>States of these types are written by this context.</summary>
    public static IServiceCollection AddGrainStateJson(this IServiceCollection services, JsonSerializerContext context) => services.AddSingleton(context);
}
