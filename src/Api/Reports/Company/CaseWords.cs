using System.Globalization;
using Spot.Grains.Abstractions.Reports;

namespace Spot.Api.Reports.Company;

/// <summary>Case data in words: facts and dates, no judgement.</summary>
internal static class CaseWords
{
    private static readonly string[] Numbers = ["Nothing", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten"];

    /// <summary>Where a case stands, and the tag's class.</summary>
    public static (string Text, string Class) Standing(CaseRow row) => row switch
    {
        { Status: CaseStatus.Closed, HasNews: true } => ("Closed, new message", "tag co"),
        { Status: CaseStatus.Closed } => ("Closed", "tag"),
        { Status: CaseStatus.New, HasNews: true } => ("New", "tag act"),
        { HasNews: true } or { Status: CaseStatus.New } => ("Waiting for us", "tag co"),
        { WaitsForReporter: true } => ("Waiting for reporter", "tag wait"),
        _ => ("Being looked at", "tag"),
    };

    /// <summary>The day that is due next, and for what; null: closed.</summary>
    public static (DateOnly Day, string For)? NextDue(CaseRow row) =>
        row.Status == CaseStatus.Closed ? null : row.Confirmed is null ? (row.ConfirmBy, "to confirm") : (row.AnswerBy, "to answer");

    /// <summary>Whether a day is so near that it stands out.</summary>
    public static bool IsNear(DateOnly due, DateOnly today) => due.DayNumber - today.DayNumber <= 2;

    /// <summary>The labels in a line.</summary>
    public static string Labels(CaseLabels labels)
    {
        var set = new[] { labels.Kind, labels.Department, labels.Urgency is { } urgency and not "normal" ? $"{urgency} urgency" : null }.Where(l => l is not null);
        var line = string.Join(", ", set);
        return line.Length == 0 ? "Not sorted yet" : line;
    }

    /// <summary>How pressing.</summary>
    public static string Urgency(string urgency) => urgency switch { "low" => "Low", "high" => "High", _ => "Normal" };

    /// <summary>An outcome.</summary>
    public static string Outcome(string outcome) => outcome switch
    {
        "confirmed" => "What was told is confirmed",
        "partly-confirmed" => "Confirmed in part",
        "not-confirmed" => "Not confirmed",
        "not-enough-to-go-on" => "Not enough to go on",
        "passed-on" => "Passed on to someone else",
        "outside-scope" => "Outside of what this channel is for",
        _ => outcome,
    };

    /// <summary>A line of the trail.</summary>
    public static string What(string what) => what switch
    {
        "received" => "Arrived",
        "read" => "Read",
        "acknowledged" => "Confirmed to the reporter",
        "labelled" => "Labels set",
        "asked" => "Written to the reporter",
        "answered" => "The reporter wrote",
        "noted" => "Note added",
        "closed" => "Closed, and the reporter told",
        _ => what,
    };

    /// <summary>The heading of the first page.</summary>
    public static string NeedsYou(int things, string name)
    {
        var first = name.Split(' ', 2)[0];
        return things switch
        {
            0 => $"Nothing needs you today, {first}.",
            1 => $"One thing needs you today, {first}.",
            _ => $"{Count(things)} things need you today, {first}.",
        };
    }

    /// <summary>A number at the beginning of a sentence.</summary>
    public static string Count(int number) => number < Numbers.Length ? Numbers[number] : number.ToString(CultureInfo.InvariantCulture);

    /// <summary>What has to be looked at again in a form; the text is kept.</summary>
    public static string Problem(string form, CaseRefusal refusal, int length) => (refusal, form) switch
    {
        (CaseRefusal.Empty, "note") => "There are no words in the note yet.",
        (CaseRefusal.Empty, "close") => "Tell the reporter in a few words what you did.",
        (CaseRefusal.Empty, _) => "There are no words in it yet.",
        (CaseRefusal.OutOfRange, "labels") => $"Labels have {CaseLabels.MaxLength} characters at most, and one of three urgencies.",
        (CaseRefusal.OutOfRange, "close") when length <= MaxText => "Choose one of the outcomes.",
        (CaseRefusal.OutOfRange, _) => string.Create(CultureInfo.InvariantCulture, $"This is longer than one text can be, by {length - MaxText:N0}. Your text is still here; send it in two parts."),
        (_, "confirm") => "Somebody has confirmed it meanwhile.",
        (_, "close") => "Something came or was done meanwhile: look at the case first. Your text is still here, and nothing was sent.",
        _ => "The case has moved on meanwhile: look at it first. Your text is still here, and nothing was sent.",
    };

    private const int MaxText = Spot.Grains.Abstractions.Conversations.ReplyRequest.MaxLength;
}
