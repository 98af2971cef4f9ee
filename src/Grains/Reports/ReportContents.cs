using System.Text.Json.Serialization;
using Spot.Grains.Abstractions.Reports;

namespace Spot.Grains.Reports;

/// <summary>The report as sent, as it lies sealed under the report key.</summary>
internal sealed record ReportContents
{
    /// <summary>Its parts in order.</summary>
    public required IReadOnlyList<ContentsPart> Parts { get; init; }

    /// <summary>The reporter's name and how to reach them; null: without a name.</summary>
    public string? Name { get; init; }

    /// <summary>Who is excluded from the list, by name.</summary>
    public required IReadOnlyList<string> Excluded { get; init; }

    /// <summary>Who else must not read it, in the reporter's words.</summary>
    public required string ExcludedWords { get; init; }

    /// <summary>The script's language, version and hash.</summary>
    public required string Script { get; init; }

    /// <summary>Labels proposed from the reporter's own answers: sealed until a reader sets them.</summary>
    public required StoredLabels Proposed { get; init; }

    /// <summary>As it is stored.</summary>
    public static ReportContents Of(SentReport report, CaseLabels proposed) => new()
    {
        Parts = [.. report.Parts.Select(p => new ContentsPart(p.Quote, p.Asked, p.Field, p.Text, p.IsAccount))],
        Name = report.Name,
        Excluded = report.Excluded,
        ExcludedWords = report.ExcludedWords,
        Script = report.Script,
        Proposed = StoredLabels.Of(proposed),
    };

    /// <summary>As it travels.</summary>
    public SentReport ToReport() => new()
    {
        Parts = [.. Parts.Select(p => new ReportPart { Quote = p.Quote, Asked = p.Asked, Field = p.Field, Text = p.Text, IsAccount = p.IsAccount })],
        Name = Name,
        Excluded = Excluded,
        ExcludedWords = ExcludedWords,
        Script = Script,
    };

    /// <inheritdoc/>
    public override string ToString() => "[redacted]";
}

/// <summary>One part of a stored report.</summary>
internal sealed record ContentsPart(string? Quote, string Asked, string? Field, string Text,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool IsAccount = false)
{
    /// <inheritdoc/>
    public override string ToString() => "[redacted]";
}
