using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Abstractions.Reports;

namespace Spot.Grains.Reports;

/// <summary>A case's head: plain case data, the fold of its entries (<see cref="CaseFold"/>), written in the commit that changed it.
/// It is all that lists and counts are made of. No content.</summary>
internal sealed record ReportHead
{
    /// <summary>Two random words by which people name the case.</summary>
    public required string Reference { get; init; }

    /// <summary>The time zone (IANA) in which this case counts its days.</summary>
    public required string Zone { get; init; }

    /// <summary>The day the company gets it: of the morning, or of the sending.</summary>
    public required DateOnly Received { get; init; }

    /// <summary>Whether it showed to the company at once.</summary>
    public required bool AtOnce { get; init; }

    /// <summary>Who may read it.</summary>
    public required IReadOnlyList<CasePerson> Readers { get; init; }

    /// <summary>Where it stands.</summary>
    public required CaseStatus Status { get; init; }

    /// <summary>The day it was confirmed.</summary>
    public DateOnly? Confirmed { get; init; }

    /// <summary>The day it was closed.</summary>
    public DateOnly? Closed { get; init; }

    /// <summary>The outcome.</summary>
    public string? Outcome { get; init; }

    /// <summary>Who handles it: whoever confirmed it.</summary>
    public CasePerson? Handler { get; init; }

    /// <summary>The labels set.</summary>
    public required StoredLabels Labels { get; init; }

    /// <summary>Who has read it.</summary>
    public required IReadOnlyList<Id16> ReadBy { get; init; }

    /// <summary>What the reporter sent that nobody has read: the report itself, then messages.</summary>
    public required IReadOnlyList<CaseNews> News { get; init; }

    /// <summary>Questions to the reporter whose answer nobody has read.</summary>
    public required IReadOnlyList<CaseQuestion> Questions { get; init; }

    /// <summary>The number of the last entry.</summary>
    public required int Last { get; init; }
}

/// <summary>Something the reporter sent.</summary>
/// <param name="Entry">The number of its entry.</param>
/// <param name="Day">The day it shows to the company.</param>
/// <param name="AtOnce">Whether it showed at once, rather than on that day's morning.</param>
internal sealed record CaseNews(int Entry, DateOnly Day, bool AtOnce);

/// <summary>A question to the reporter.</summary>
/// <param name="Entry">The number of its entry.</param>
/// <param name="Answer">Its first answer; null: none yet.</param>
internal sealed record CaseQuestion(int Entry, CaseNews? Answer);
