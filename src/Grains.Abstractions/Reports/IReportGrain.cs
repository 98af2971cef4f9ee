using Orleans.Concurrency;
using Spot.Grains.Abstractions.Administrators;
using Spot.Grains.Abstractions.Identity;

namespace Spot.Grains.Abstractions.Reports;

/// <summary>One case: the report as sent, what was written both ways, notes, and where it stands. Its stream is its own audit trail.</summary>
/// <remarks>Created by the conversation's commit. Administrator methods check the session here and let only those in who are on the case's list of
/// readers; everyone else, whatever the role, hears <see cref="CaseRefusal.NotFound"/>, the same as for a case that never was.</remarks>
[Alias("spot.report")]
public interface IReportGrain : IGrainWithStringKey
{
    /// <summary>Opens the case for a reader: an audit entry is durable before anything is shown.</summary>
    [Asks(CallerKind.Administrator), Alias("Open")]
    Task<CaseAnswer> Open(SessionTicket session);

    /// <summary>Confirms to the reporter that the company has the report (7 days).</summary>
    [Asks(CallerKind.Administrator), Alias("Acknowledge")]
    Task<CaseAnswer> Acknowledge(SessionTicket session, Id16 once);

    /// <summary>Sets labels at triage: from then on they are plain case data.</summary>
    [Asks(CallerKind.Administrator), Alias("Label")]
    Task<CaseAnswer> Label(SessionTicket session, Id16 once, CaseLabels labels);

    /// <summary>Writes to the reporter.</summary>
    [Asks(CallerKind.Administrator), Alias("Ask")]
    Task<CaseAnswer> Ask(SessionTicket session, Id16 once, string text, bool question);

    /// <summary>Adds an internal note, which the reporter's key never opens.</summary>
    [Asks(CallerKind.Administrator), Alias("Note")]
    Task<CaseAnswer> Note(SessionTicket session, Id16 once, string text);

    /// <summary>Closes the case with an outcome and words to the reporter (3 months).</summary>
    /// <param name="session">The reader's session.</param>
    /// <param name="once">Made with the form.</param>
    /// <param name="version">The <see cref="CaseView.Version"/> the form was made from: if somebody closed or wrote meanwhile, that is shown first.</param>
    /// <param name="outcome">From <see cref="CaseOutcomes"/>.</param>
    /// <param name="text">What the company did, for the reporter.</param>
    [Asks(CallerKind.Administrator), Alias("Close")]
    Task<CaseAnswer> Close(SessionTicket session, Id16 once, int version, string outcome, string text);

    /// <summary>A number that grows with each change that shows to that side; asked every half second for each watched case.</summary>
    [Asks(CallerKind.Administrator | CallerKind.Reporter), Alias("Version"), ReadOnly, AlwaysInterleave]
    Task<int> Version(MessageFrom side);

    /// <summary>The reporter's page. Asked by the conversation, which proves it by the report key.</summary>
    [Asks(CallerKind.Service), Alias("Status")]
    Task<ReporterStatus?> Status(byte[] reportKey);

    /// <summary>A message of the reporter. Asked by the conversation, which proves it by the report key.</summary>
    [Asks(CallerKind.Service), Alias("Receive")]
    Task<ReceiveOutcome> Receive(byte[] reportKey, ReporterMessage message);
}

/// <summary>How a reporter's message ended in the case.</summary>
public enum ReceiveOutcome
{
    /// <summary>It is kept.</summary>
    Kept = 0,

    /// <summary>The case has moved on.</summary>
    Stale = 1,

    /// <summary>Too much at once.</summary>
    Busy = 2,

    /// <summary>Not confirmed in time.</summary>
    Unconfirmed = 3,

    /// <summary>There is no such case (any more).</summary>
    NotFound = 4,
}

/// <summary>Why a case does not answer.</summary>
public enum CaseRefusal
{
    /// <summary>It was done.</summary>
    None = 0,

    /// <summary>No such case, or not for this person: the same answer, in the same time.</summary>
    NotFound = 1,

    /// <summary>The session is over: sign in again.</summary>
    SignedOut = 2,

    /// <summary>Too much at once.</summary>
    Busy = 3,

    /// <summary>Not confirmed in time; the same form may be sent again.</summary>
    Unconfirmed = 4,

    /// <summary>Somebody else changed it meanwhile; the view is the newest.</summary>
    Stale = 5,

    /// <summary>Without a word, where words are needed.</summary>
    Empty = 6,

    /// <summary>Longer than 20,000 characters, or not one of the values to choose from.</summary>
    OutOfRange = 7,
}

/// <summary>A case as a reader gets it, or why not.</summary>
[GenerateSerializer, Immutable, Alias("spot.case.answer")]
public sealed record CaseAnswer
{
    /// <summary>Why not.</summary>
    [Id(0)] public CaseRefusal Refusal { get; init; }

    /// <summary>The case; also with <see cref="CaseRefusal.Stale"/>, <see cref="CaseRefusal.Empty"/> and <see cref="CaseRefusal.OutOfRange"/>.</summary>
    [Id(1)] public CaseView? Case { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"CaseAnswer({Refusal})";
}

/// <summary>Labels a reader sets at triage. Null: not set.</summary>
[GenerateSerializer, Immutable, Alias("spot.case.labels")]
public sealed record CaseLabels
{
    /// <summary>The kind of matter.</summary>
    [Id(0)] public string? Kind { get; init; }

    /// <summary>The part of the company.</summary>
    [Id(1)] public string? Department { get; init; }

    /// <summary>How pressing: low, normal, high.</summary>
    [Id(2)] public string? Urgency { get; init; }

    /// <summary>The most characters of each.</summary>
    public const int MaxLength = 80;
}

/// <summary>The outcomes a case can be closed with (stored as they stand here).</summary>
public static class CaseOutcomes
{
    /// <summary>All of them, in the order they are offered.</summary>
    public static IReadOnlyList<string> All { get; } = ["confirmed", "partly-confirmed", "not-confirmed", "not-enough-to-go-on", "passed-on", "outside-scope"];
}

/// <summary>A case as a reader sees it.</summary>
[GenerateSerializer, Immutable, Alias("spot.case.view")]
public sealed record CaseView
{
    /// <summary>The list's row.</summary>
    [Id(0)] public required CaseRow Row { get; init; }

    /// <summary>The report as sent.</summary>
    [Id(1)] public required SentReport Report { get; init; }

    /// <summary>Messages both ways that have been released, oldest first.</summary>
    [Id(2)] public required IReadOnlyList<MessageView> Messages { get; init; }

    /// <summary>Internal notes, oldest first.</summary>
    [Id(3)] public required IReadOnlyList<NoteView> Notes { get; init; }

    /// <summary>Who may read the case.</summary>
    [Id(4)] public required IReadOnlyList<string> Readers { get; init; }

    /// <summary>What happened to the case, by whom, on which day: oldest first.</summary>
    [Id(5)] public required IReadOnlyList<CaseEvent> Events { get; init; }

    /// <summary>Labels proposed from the reporter's own answers; plain only once set.</summary>
    [Id(6)] public required CaseLabels Proposed { get; init; }

    /// <summary>What the company told the reporter at the end; null: not closed.</summary>
    [Id(7)] public string? OutcomeText { get; init; }

    /// <summary>For forms: grows with each change.</summary>
    [Id(8)] public required int Version { get; init; }

    /// <summary>Today, in the company's time zone.</summary>
    [Id(9)] public required DateOnly Today { get; init; }

    /// <inheritdoc/>
    public override string ToString() => "[redacted]";
}

/// <summary>An internal note.</summary>
[GenerateSerializer, Immutable, Alias("spot.case.note")]
public sealed record NoteView
{
    /// <summary>Who wrote it.</summary>
    [Id(0)] public required string By { get; init; }

    /// <summary>When, to the day.</summary>
    [Id(1)] public required DateOnly Day { get; init; }

    /// <summary>The text.</summary>
    [Id(2)] public required string Text { get; init; }

    /// <inheritdoc/>
    public override string ToString() => "[redacted]";
}

/// <summary>One line of a case's own audit trail.</summary>
[GenerateSerializer, Immutable, Alias("spot.case.event")]
public sealed record CaseEvent
{
    /// <summary>What: received, read, acknowledged, labelled, asked, answered, noted, closed.</summary>
    [Id(0)] public required string What { get; init; }

    /// <summary>Who; null: the reporter, or Spot.</summary>
    [Id(1)] public string? By { get; init; }

    /// <summary>When, to the day.</summary>
    [Id(2)] public required DateOnly Day { get; init; }
}
