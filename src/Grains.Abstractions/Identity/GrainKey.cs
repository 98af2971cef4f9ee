namespace Spot.Grains.Abstractions.Identity;

/// <summary>A grain's key: <c>{tenant}/{kind}/{id}</c>. Every kind of grain makes and parses its own through a type of its room;
/// this is the one shape they share, and what the caller filter compares.</summary>
public readonly record struct GrainKey(TenantId Tenant, string Kind, string Id)
{
    /// <summary>Reads a grain's primary key.</summary>
    /// <exception cref="FormatException">The key does not have three parts.</exception>
    public static GrainKey Parse(string key) => TryParse(key, out var parsed) ? parsed : throw new FormatException("Not a grain key of Spot.");

    /// <summary>Reads a grain's primary key; false for anything else.</summary>
    public static bool TryParse(string? key, out GrainKey parsed)
    {
        parsed = default;
        if (key is null) return false;
        var first = key.IndexOf('/', StringComparison.Ordinal);
        var second = first < 0 ? -1 : key.IndexOf('/', first + 1);
        if (second < 0 || second == first + 1 || second == key.Length - 1) return false;
        if (!TenantId.TryParse(key.AsSpan(0, first), out var tenant)) return false;
        parsed = new GrainKey(tenant, key[(first + 1)..second], key[(second + 1)..]);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Tenant}/{Kind}/{Id}";
}
