namespace Spot.Grains.Abstractions.Identity;

/// <summary>One company, for ever: random, never reused, never shown. The subdomain (slug) only points to it.</summary>
/// <remarks>Written as <c>t</c> and 32 hexadecimal digits: Orleans' ADO.NET storage reads keys that look like bare numbers as numbers,
/// which lets two keys share a row. <see cref="Installation"/> (<c>-</c>) owns what belongs to no company.</remarks>
[GenerateSerializer, Immutable, Alias("spot.tenant-id"), System.Text.Json.Serialization.JsonConverter(typeof(TenantIdJsonConverter))]
public readonly record struct TenantId([property: Id(0)] Id16 Value)
{
    /// <summary>The owner of what belongs to the installation as a whole.</summary>
    public static TenantId Installation => default;

    /// <summary>Whether this is <see cref="Installation"/>.</summary>
    public bool IsInstallation => Value.IsNone;

    /// <summary>A new company's id.</summary>
    public static TenantId Random() => new(Id16.Random());

    /// <summary>Reads the text form; false for anything else.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out TenantId tenant)
    {
        tenant = default;
        if (text is "-") return true;
        if (text.Length != 33 || text[0] != 't' || !Id16.TryParse(text[1..].ToString(), out var value) || value.IsNone) return false;
        tenant = new TenantId(value);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => IsInstallation ? "-" : $"t{Value}";
}
