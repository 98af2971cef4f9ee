using Spot.Api.Layout;
using Spot.Grains.Abstractions.Reports;

namespace Spot.Api.Reports;

/// <summary>What stands above a part of a report, the same for both sides.</summary>
public static class PartTitle
{
    private const int Longest = 70;

    /// <summary>The title of a part. The first open one is the account.</summary>
    /// <param name="part">The part.</param>
    /// <param name="first">Whether it is the report's first.</param>
    public static string Of(ReportPart part, bool first) =>
        part.Quote is { } quote ? $"Asked about: “{PlainText.Start(quote, Longest)}”"
        : first && part.Field is null ? "What happened"
        : part.Asked;
}
