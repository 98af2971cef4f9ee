using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Spot.Grains.Journal;

namespace Spot.Grains.Reports;

/// <summary>How what a report stores is written: JSON, readable in ten years, by exports and by the command line.</summary>
/// <remarks>A member this program does not know is refused like an unknown kind: who rewrites a head must not drop what a newer program put there.</remarks>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(ReportEntry))]
[JsonSerializable(typeof(ReportHead))]
[JsonSerializable(typeof(ReportContents))]
[JsonSerializable(typeof(OutboxItem))]
internal sealed partial class ReportJson : JsonSerializerContext
{
    /// <summary>Reads a stored form.</summary>
    /// <exception cref="StoredFormException">It is of a kind, or has a member, that this program does not know.</exception>
    public static T Read<T>(ReadOnlySpan<byte> json, JsonTypeInfo<T> form, string what)
    {
        try
        {
            return JsonSerializer.Deserialize(json, form) ?? throw new StoredFormException(what, "is empty");
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            // The reader's own message may quote what is inside: only its type goes on.
            throw new StoredFormException(what, $"is of a form this program does not know ({e.GetType().Name})");
        }
    }
}
