using System.Text.Json;

namespace Spot.Api.Administrators;

/// <summary>A form that came in after the session was over: where it was going and its text, carried through signing in by the browser itself (nothing of
/// it is stored), and shown again after it.</summary>
/// <param name="Path">Where the form was going.</param>
/// <param name="Fields">What it said.</param>
public sealed record KeptPost(string Path, IReadOnlyList<KeyValuePair<string, string>> Fields)
{
    /// <summary>The hidden field that carries it.</summary>
    public const string Field = "kept";

    /// <summary>As a hidden field's value; null: there is nothing to carry.</summary>
    public static string? Of(string? path, IReadOnlyList<KeyValuePair<string, string>> fields) =>
        fields.Count > 0 && SignInSteps.Wanted(path) is { } page ? JsonSerializer.Serialize(new KeptPost(page, fields)) : null;

    /// <summary>Reads the hidden field; null: nothing, or nothing of ours.</summary>
    public static KeptPost? Read(string? value)
    {
        if (string.IsNullOrEmpty(value)) return null;
        try
        {
            return JsonSerializer.Deserialize<KeptPost>(value) is { Fields: not null } kept && SignInSteps.Wanted(kept.Path) is not null ? kept : null;
        }
        catch (JsonException)
        {
            // The browser's own field, changed on the way: signing in goes on without it.
            return null;
        }
    }

    /// <inheritdoc/>
    public override string ToString() => "[redacted]";
}
