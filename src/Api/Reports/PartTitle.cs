using Spot.Api.Layout;
using Spot.Grains.Abstractions.Reports;

namespace Spot.Api.Reports;

/// <summary>What stands above a part of a report, the same for both sides.</summary>
public static class PartTitle
{
    /// <summary>The title of the account.</summary>
    public const string Account = "What happened";

    private const int Longest = 70;

    /// <summary>The title of a part.</summary>
    public static string Of(ReportPart part) =>
        part.IsAccount ? Account
        : part.Quote is { } quote ? $"Asked about: “{PlainText.Start(quote, Longest)}”"
        : part.Asked.TrimStart('”', '"', '.', ' ');
}
