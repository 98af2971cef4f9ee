namespace Spot.Api.Hosting;

/// <summary>What a host name asks for.</summary>
public enum HostKind
{
    /// <summary>Nothing of ours.</summary>
    Unknown,

    /// <summary>The bare domain: security page, policies.</summary>
    Bare,

    /// <summary>Who runs the installation.</summary>
    Operator,

    /// <summary>A company, if the directory knows the slug.</summary>
    Company,
}

/// <summary>A host name, read against the installation's domain.</summary>
/// <param name="Kind">What it asks for.</param>
/// <param name="Slug">The label before the domain, in lower case; empty unless <see cref="HostKind.Company"/>.</param>
public readonly record struct AskedHost(HostKind Kind, string Slug)
{
    private const int LongestSlug = 40;

    /// <summary>The subdomain of whoever runs the installation.</summary>
    public const string OperatorLabel = "operator";

    /// <summary>Reads a host name without its port. Never fails: what is not ours is <see cref="HostKind.Unknown"/>.</summary>
    public static AskedHost Read(string? host, string domain)
    {
        if (string.IsNullOrEmpty(host)) return default;
        if (host.Equals(domain, StringComparison.OrdinalIgnoreCase)) return new(HostKind.Bare, "");
        var label = host.Length - domain.Length - 1;
        if (label is < 1 or > LongestSlug || host[label] != '.' || !host.EndsWith(domain, StringComparison.OrdinalIgnoreCase)) return default;
        var slug = host[..label].ToLowerInvariant();
        if (slug == OperatorLabel) return new(HostKind.Operator, "");
        return slug.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-') ? new(HostKind.Company, slug) : default;
    }
}
