using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Spot.Api.Hosting;

/// <summary>The fields of a form that an error page gives back, with a button that sends them again. Nothing is given back that is not named:
/// a password or a code must not stand in a page.</summary>
public sealed record KeptFields(IReadOnlyList<string> Names);

/// <summary>Marks a POST that needs no form token: one made before the visitor has any cookie. The same-origin check still holds.</summary>
public sealed record Tokenless;

/// <summary>What a form's endpoint promises.</summary>
public static class FormEndpoints
{
    /// <summary>Names the fields that an error page gives back: the text, and the hidden ones that make a repeat harmless.</summary>
    public static TBuilder KeepingFields<TBuilder>(this TBuilder endpoint, params string[] names) where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new KeptFields(names));

    /// <summary>For the forms that stand on a page before any cookie: starting, coming back, signing in.</summary>
    public static TBuilder WithoutToken<TBuilder>(this TBuilder endpoint) where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new Tokenless());

    // "p*" stands for all whose names begin with p: parts of a text that are as many as there are.
    private static IEnumerable<string> Named(KeptFields kept, IEnumerable<string> sent) =>
        sent.Where(field => kept.Names.Any(name => name.EndsWith('*') ? field.StartsWith(name[..^1], StringComparison.Ordinal) : field == name));

    /// <summary>What was posted in the fields that may be given back; empty when there is none or it cannot be read.</summary>
    internal static async Task<IReadOnlyList<KeyValuePair<string, string>>> Kept(this HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<KeptFields>() is not { } kept || !context.Request.HasFormContentType) return [];
        try
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            return [.. Named(kept, form.Keys).SelectMany(name => form[name], (name, value) => KeyValuePair.Create(name, value ?? ""))];
        }
        catch (Exception unreadable) when (unreadable is BadHttpRequestException or InvalidDataException or IOException)
        {
            // The form itself is what went wrong (too large, cut off): there is nothing to give back, and the page says what happened.
            return [];
        }
    }
}
