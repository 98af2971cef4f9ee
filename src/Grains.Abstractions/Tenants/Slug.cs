using System.Collections.Frozen;

namespace Spot.Grains.Abstractions.Tenants;

/// <summary>Which words can be a company's subdomain.</summary>
public static class Slug
{
    /// <summary>The fewest characters.</summary>
    public const int MinLength = 2;

    /// <summary>The most characters.</summary>
    public const int MaxLength = 40;

    // Names that belong to the installation, that mail and browsers look for by themselves, or that a stranger would take for the operator.
    private static readonly FrozenSet<string> Reserved = new[]
    {
        "abuse", "acme-challenge", "admin", "administrator", "api", "app", "assets", "autoconfig", "autodiscover", "billing", "blog", "cdn", "dashboard",
        "demo-operator", "dns", "docs", "download", "downloads", "ftp", "help", "hostmaster", "imap", "internal", "isatap", "localhost", "login", "mail",
        "metrics", "mta-sts", "mx", "ns", "ns1", "ns2", "ns3", "operator", "pop", "pop3", "postmaster", "private", "public", "record", "records", "root",
        "security", "signin", "signup", "smtp", "spot", "static", "status", "support", "system", "test", "tls", "trust", "verify", "webmail", "webmaster",
        "wpad", "www",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether a company can answer at this name: 2 to 40 of a-z, 0-9 and inner hyphens, and not reserved.</summary>
    public static bool IsPossible(string? slug) =>
        slug is { Length: >= MinLength and <= MaxLength }
        && slug.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
        && slug[0] != '-' && slug[^1] != '-'
        // The third and fourth character as hyphens mark another alphabet's encoding (RFC 5891, 4.2.3.1), which could look like another company.
        && !(slug.Length >= 4 && slug[2] == '-' && slug[3] == '-')
        && !Reserved.Contains(slug);
}
