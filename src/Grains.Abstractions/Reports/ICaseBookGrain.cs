using Spot.Grains.Abstractions.Administrators;
using Spot.Grains.Abstractions.Identity;

namespace Spot.Grains.Abstractions.Reports;

/// <summary>The company's list of cases: a cache of the heads of all reports, filled on activation, with no storage of its own.</summary>
/// <remarks>Every list and every count is computed from the viewer's own cases: a case the viewer may not read leaves no trace.</remarks>
[Alias("spot.casebook")]
public interface ICaseBookGrain : IGrainWithStringKey
{
    /// <summary>One page of the viewer's released cases.</summary>
    [Asks(CallerKind.Administrator), Alias("List")]
    Task<CasePage> List(SessionTicket session, CaseQuery query);

    /// <summary>Says that a report's head has a new version. Repeats and older versions are ignored.</summary>
    [Asks(CallerKind.Service), Alias("Changed")]
    Task Changed(Id16 report, int version);

    /// <summary>A number that grows with each change in the book; asked every half second while a list is open. Release times count as changes.</summary>
    [Asks(CallerKind.Administrator), Alias("Version"), Orleans.Concurrency.ReadOnly, Orleans.Concurrency.AlwaysInterleave]
    Task<int> Version(SessionTicket session);

    /// <summary>Whether a case shows to the viewer, for the stream of its news. Like <see cref="Version"/> it does not count as being there.</summary>
    [Asks(CallerKind.Administrator), Alias("Shows"), Orleans.Concurrency.ReadOnly, Orleans.Concurrency.AlwaysInterleave]
    Task<bool> Shows(SessionTicket session, Id16 report);
}

/// <summary>Deliveries of one company, from its commits to whom they concern, with growing pauses after a failure.</summary>
[Alias("spot.outbox")]
public interface IOutboxGrain : IGrainWithStringKey
{
    /// <summary>Something was committed for it, or the tenant's reminder came by: deliver what is there.</summary>
    [Asks(CallerKind.Service), Alias("Wake"), Orleans.Concurrency.OneWay]
    Task Wake();
}

/// <summary>Which of the viewer's cases.</summary>
[GenerateSerializer, Immutable, Alias("spot.case.query")]
public sealed record CaseQuery
{
    /// <summary>Only with this status; null: all.</summary>
    [Id(0)] public CaseStatus? Status { get; init; }

    /// <summary>Only with this kind label; null: all.</summary>
    [Id(1)] public string? Kind { get; init; }

    /// <summary>Only cases whose reference contains this; null: all.</summary>
    [Id(2)] public string? Reference { get; init; }

    /// <summary>The cursor of the page before; null: the first page.</summary>
    [Id(3)] public string? After { get; init; }

    /// <summary>How many rows, 1 to 100.</summary>
    [Id(4)] public int Take { get; init; } = 50;
}

/// <summary>One page of cases, by the date that is due next.</summary>
[GenerateSerializer, Immutable, Alias("spot.case.page")]
public sealed record CasePage
{
    /// <summary>Whether the session is over.</summary>
    [Id(0)] public bool SignedOut { get; init; }

    /// <summary>The rows.</summary>
    [Id(1)] public IReadOnlyList<CaseRow> Rows { get; init; } = [];

    /// <summary>The cursor of the next page; null: this is the last.</summary>
    [Id(2)] public string? Next { get; init; }

    /// <summary>The viewer's cases by status, whatever the filter.</summary>
    [Id(3)] public IReadOnlyDictionary<CaseStatus, int> Counts { get; init; } = new Dictionary<CaseStatus, int>();

    /// <summary>Today, in the company's time zone.</summary>
    [Id(4)] public DateOnly Today { get; init; }

    /// <summary>The kinds in use among the viewer's cases, for the filter.</summary>
    [Id(5)] public IReadOnlyList<string> Kinds { get; init; } = [];
}

/// <summary>What the list shows of a case: plain case data, no content.</summary>
[GenerateSerializer, Immutable, Alias("spot.case.row")]
public sealed record CaseRow
{
    /// <summary>The report.</summary>
    [Id(0)] public required Id16 Report { get; init; }

    /// <summary>Two random words by which people name the case.</summary>
    [Id(1)] public required string Reference { get; init; }

    /// <summary>Where it stands.</summary>
    [Id(2)] public required CaseStatus Status { get; init; }

    /// <summary>The day the company got it.</summary>
    [Id(3)] public required DateOnly Received { get; init; }

    /// <summary>The day by which it must be confirmed.</summary>
    [Id(4)] public required DateOnly ConfirmBy { get; init; }

    /// <summary>The day it was confirmed; null: not yet.</summary>
    [Id(5)] public DateOnly? Confirmed { get; init; }

    /// <summary>The day by which the reporter must be told what was done.</summary>
    [Id(6)] public required DateOnly AnswerBy { get; init; }

    /// <summary>The day it was closed; null: not yet.</summary>
    [Id(7)] public DateOnly? Closed { get; init; }

    /// <summary>The outcome; null: not closed.</summary>
    [Id(8)] public string? Outcome { get; init; }

    /// <summary>Labels set at triage.</summary>
    [Id(9)] public required CaseLabels Labels { get; init; }

    /// <summary>Whether something of the reporter's that shows, the report itself included, has not been read by anyone yet.</summary>
    [Id(10)] public bool HasNews { get; init; }

    /// <summary>Whether a question to the reporter is unanswered.</summary>
    [Id(11)] public bool WaitsForReporter { get; init; }

    /// <summary>Who handles it, by name; null: nobody yet.</summary>
    [Id(12)] public string? Handler { get; init; }
}
