using System.Text.Json;
using System.Text.Json.Serialization;

namespace Spot.Grains.Abstractions.Identity;

/// <summary>Writes an <see cref="Id16"/> as its text form, also as a dictionary's key.</summary>
public sealed class Id16JsonConverter : JsonConverter<Id16>
{
    /// <inheritdoc/>
    public override Id16 Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Id16.TryParse(reader.GetString(), out var id) ? id : throw new JsonException("Not an id.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Id16 value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());

    /// <inheritdoc/>
    public override Id16 ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Read(ref reader, typeToConvert, options);

    /// <inheritdoc/>
    public override void WriteAsPropertyName(Utf8JsonWriter writer, Id16 value, JsonSerializerOptions options) => writer.WritePropertyName(value.ToString());
}

/// <summary>Writes a <see cref="TenantId"/> as its text form.</summary>
public sealed class TenantIdJsonConverter : JsonConverter<TenantId>
{
    /// <inheritdoc/>
    public override TenantId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        TenantId.TryParse(reader.GetString(), out var tenant) ? tenant : throw new JsonException("Not a company's id.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, TenantId value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
