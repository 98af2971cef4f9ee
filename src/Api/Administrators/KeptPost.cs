using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Spot.Grains.Abstractions.Identity;

namespace Spot.Api.Administrators;

/// <summary>A form that came in after the session was over: where it was going, its text, and whose it is.</summary>
/// <param name="Path">Where the form was going.</param>
/// <param name="Fields">What it said.</param>
/// <param name="By">The administrator for whom the form was made.</param>
/// <param name="Until">When it is dropped.</param>
public sealed record KeptPost(string Path, IReadOnlyList<KeyValuePair<string, string>> Fields, Id16 By, DateTimeOffset Until)
{
    /// <summary>The hidden field that carries it.</summary>
    public const string Field = "kept";

    /// <inheritdoc/>
    public override string ToString() => "[redacted]";
}

/// <summary>Carries such a form through signing in by the browser itself, sealed: nothing of it is stored, the page shows none of it, and only the
/// administrator who wrote it gets it back, whoever signs in at that browser.</summary>
public sealed class KeptPosts(IDataProtectionProvider protection, TimeProvider time)
{
    /// <summary>As long as a session may last; nobody comes back to it later.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromHours(12);

    private readonly IDataProtector protector = protection.CreateProtector("spot.kept-post");

    /// <summary>As a hidden field's value; null: there is nothing to carry, or nobody knows whose it is.</summary>
    public string? Carry(string? path, IReadOnlyList<KeyValuePair<string, string>> fields, Id16? by) =>
        fields.Count > 0 && by is { } administrator && SignInSteps.Wanted(path) is { } page
            ? protector.Protect(JsonSerializer.Serialize(new KeptPost(page, fields, administrator, time.GetUtcNow() + Kept)))
            : null;

    /// <summary>The hidden field as it came, to be carried on; null: nothing, or nothing of ours.</summary>
    public string? On(string? value) => Read(value) is null ? null : value;

    /// <summary>What a hidden field carries for whoever has signed in; null: nothing for them.</summary>
    public KeptPost? Open(string? value, Id16? who) => Read(value) is { } kept && kept.By == who ? kept : null;

    private KeptPost? Read(string? value)
    {
        if (string.IsNullOrEmpty(value)) return null;
        try
        {
            return JsonSerializer.Deserialize<KeptPost>(protector.Unprotect(value)) is { } kept && time.GetUtcNow() < kept.Until ? kept : null;
        }
        catch (CryptographicException)
        {
            // The browser's own field, changed on the way: signing in goes on without it.
            return null;
        }
    }
}
