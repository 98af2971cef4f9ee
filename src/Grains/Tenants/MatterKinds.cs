namespace Spot.Grains.Tenants;

/// <summary>The kinds of matter a company starts with at triage. Plain words, none of which judges what was told.</summary>
internal static class MatterKinds
{
    /// <summary>In the order they are offered.</summary>
    public static IReadOnlyList<string> Usual { get; } =
    [
        "How someone was treated", "Unwanted contact or remarks", "Unequal treatment", "Money or goods", "Gifts or favours", "Safety and health",
        "Personal data", "Environment", "Reprisal", "Something else",
    ];
}
