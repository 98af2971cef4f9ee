using System.Text.Json.Serialization;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Abstractions.Reports;

namespace Spot.Grains.Reports;

/// <summary>One entry of a report's stream, as it lies inside the outer seal: plain case data, and content sealed once more to people.</summary>
/// <remarks>Stored for years: kinds and members are never renamed or reused, and what is new is a new kind, which older programs refuse.</remarks>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind", UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FailSerialization)]
[JsonDerivedType(typeof(ReportSubmitted), "submitted")]
[JsonDerivedType(typeof(ReportRead), "read")]
[JsonDerivedType(typeof(ReportAcknowledged), "acknowledged")]
[JsonDerivedType(typeof(ReportLabelled), "labelled")]
[JsonDerivedType(typeof(ReportAsked), "asked")]
[JsonDerivedType(typeof(ReportAnswered), "answered")]
[JsonDerivedType(typeof(ReportNoted), "noted")]
[JsonDerivedType(typeof(ReportClosed), "closed")]
internal abstract record ReportEntry
{
    /// <summary>The day it happened, in the company's time zone; for what the reporter sent, the day it shows to the company.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>The mark of the form it came from; null: no form made it.</summary>
    public Id16? Once { get; init; }

    /// <inheritdoc/>
    public sealed override string ToString() => "[redacted]";
}

/// <summary>Entry 1: the report as sent, and its keys sealed to those who may read it.</summary>
internal sealed record ReportSubmitted : ReportEntry
{
    /// <summary>Two random words by which people name the case.</summary>
    public required string Reference { get; init; }

    /// <summary>The time zone (IANA) in which this case counts its days.</summary>
    public required string Zone { get; init; }

    /// <summary>The day the reporter sent it.</summary>
    public required DateOnly Sent { get; init; }

    /// <summary>Whether it shows to the company at once, rather than on the morning of <see cref="ReportEntry.Day"/>.</summary>
    public required bool AtOnce { get; init; }

    /// <summary>Who may read it: the case's only access rule.</summary>
    public required IReadOnlyList<ReaderWrap> Readers { get; init; }

    /// <summary>Both keys, sealed to the recovery key; null where an excluded person could use that.</summary>
    public byte[]? Recovery { get; init; }

    /// <summary><see cref="ReportContents"/> under the report key.</summary>
    public required byte[] Contents { get; init; }
}

/// <summary>Both keys of a report, sealed to one reader.</summary>
/// <param name="Id">The administrator.</param>
/// <param name="Name">The name, for the page.</param>
/// <param name="KeyNumber">Which of the administrator's keys, counted from 1.</param>
/// <param name="Wrap">HPKE of report key and notes key.</param>
internal sealed record ReaderWrap(Id16 Id, string Name, int KeyNumber, byte[] Wrap);

/// <summary>A person of the company, as an entry names it.</summary>
internal sealed record CasePerson(Id16 Id, string Name);

/// <summary>Something a person of the company did.</summary>
internal abstract record ReportAction : ReportEntry
{
    /// <summary>Who.</summary>
    public required CasePerson By { get; init; }
}

/// <summary>A reader was shown the case. Written before it is shown.</summary>
internal sealed record ReportRead : ReportAction
{
    /// <summary>What the reporter sent that this reader had not been shown before: numbers of entries.</summary>
    public required IReadOnlyList<int> News { get; init; }
}

/// <summary>The company confirmed to the reporter that it has the report.</summary>
internal sealed record ReportAcknowledged : ReportAction;

/// <summary>A reader set the labels.</summary>
internal sealed record ReportLabelled : ReportAction
{
    /// <summary>All of them, as they stand from now on.</summary>
    public required StoredLabels Labels { get; init; }
}

/// <summary>The company wrote to the reporter.</summary>
internal sealed record ReportAsked : ReportAction
{
    /// <summary>The text under the report key.</summary>
    public required byte[] Text { get; init; }

    /// <summary>Whether it asks for an answer.</summary>
    public required bool Question { get; init; }
}

/// <summary>The reporter wrote to the company.</summary>
internal sealed record ReportAnswered : ReportEntry
{
    /// <summary>The text under the report key.</summary>
    public required byte[] Text { get; init; }

    /// <summary>The number of the entry it answers; 0: none.</summary>
    public required int Answers { get; init; }

    /// <summary>Whether the reporter would rather not answer.</summary>
    public required bool Declined { get; init; }

    /// <summary>Whether it shows to the company at once, rather than on the morning of <see cref="ReportEntry.Day"/>.</summary>
    public required bool AtOnce { get; init; }
}

/// <summary>A reader added an internal note.</summary>
internal sealed record ReportNoted : ReportAction
{
    /// <summary>The text under the notes key, which the reporter never has.</summary>
    public required byte[] Text { get; init; }
}

/// <summary>The case was closed.</summary>
internal sealed record ReportClosed : ReportAction
{
    /// <summary>One of <see cref="CaseOutcomes"/>.</summary>
    public required string Outcome { get; init; }

    /// <summary>What the company tells the reporter, under the report key.</summary>
    public required byte[] Text { get; init; }
}

/// <summary>Labels as they are stored.</summary>
internal sealed record StoredLabels(string? Kind, string? Department, string? Urgency)
{
    /// <summary>None set.</summary>
    public static StoredLabels None { get; } = new(null, null, null);

    /// <summary>As they are stored.</summary>
    public static StoredLabels Of(CaseLabels labels) => new(labels.Kind, labels.Department, labels.Urgency);

    /// <summary>As they travel.</summary>
    public CaseLabels ToLabels() => new() { Kind = Kind, Department = Department, Urgency = Urgency };
}
