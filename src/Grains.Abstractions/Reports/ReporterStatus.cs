using Spot.Grains.Abstractions.Identity;

namespace Spot.Grains.Abstractions.Reports;

/// <summary>Where a case stands. The number is stored.</summary>
public enum CaseStatus
{
    /// <summary>Sent; not yet confirmed by the company.</summary>
    New = 0,

    /// <summary>Confirmed; being looked at.</summary>
    Open = 1,

    /// <summary>Closed, with an outcome.</summary>
    Closed = 2,
}

/// <summary>Who wrote a message. The number is stored.</summary>
public enum MessageFrom
{
    /// <summary>The reporter.</summary>
    Reporter = 0,

    /// <summary>The company.</summary>
    Company = 1,
}

/// <summary>One message between company and reporter.</summary>
[GenerateSerializer, Immutable, Alias("spot.message")]
public sealed record MessageView
{
    /// <summary>Its number in the case, from 1.</summary>
    [Id(0)] public required int Number { get; init; }

    /// <summary>Who wrote it.</summary>
    [Id(1)] public required MessageFrom From { get; init; }

    /// <summary>The writer's name, for the company's side only; null towards the reporter.</summary>
    [Id(2)] public string? By { get; init; }

    /// <summary>The text; empty when the reporter would rather not answer.</summary>
    [Id(3)] public required string Text { get; init; }

    /// <summary>The day it shows to the other side.</summary>
    [Id(4)] public required DateOnly Day { get; init; }

    /// <summary>Whether the other side can see it yet. Always true in what the company gets.</summary>
    [Id(5)] public bool Released { get; init; } = true;

    /// <summary>Whether it asks for an answer.</summary>
    [Id(6)] public bool IsQuestion { get; init; }

    /// <summary>The number of the message it answers; 0: none.</summary>
    [Id(7)] public int Answers { get; init; }

    /// <summary>Whether the reporter would rather not answer.</summary>
    [Id(8)] public bool Declined { get; init; }

    /// <inheritdoc/>
    public override string ToString() => "[redacted]";
}

/// <summary>One part of the report as the company has it.</summary>
[GenerateSerializer, Immutable, Alias("spot.report.part")]
public sealed record ReportPart
{
    /// <summary>The quote that was asked about; null for an open part, or when its words were taken out.</summary>
    [Id(0)] public string? Quote { get; init; }

    /// <summary>What was asked.</summary>
    [Id(1)] public required string Asked { get; init; }

    /// <summary>The optional field's name; null for anything else.</summary>
    [Id(2)] public string? Field { get; init; }

    /// <summary>The reporter's words.</summary>
    [Id(3)] public required string Text { get; init; }

    /// <summary>Whether it is the account: the answer to the open question.</summary>
    [Id(4)] public bool IsAccount { get; init; }

    /// <inheritdoc/>
    public override string ToString() => "[redacted]";
}

/// <summary>The report as sent.</summary>
[GenerateSerializer, Immutable, Alias("spot.report.sent")]
public sealed record SentReport
{
    /// <summary>Its parts.</summary>
    [Id(0)] public required IReadOnlyList<ReportPart> Parts { get; init; }

    /// <summary>The reporter's name and how to reach them; null: sent without a name.</summary>
    [Id(1)] public string? Name { get; init; }

    /// <summary>Who is excluded from the list, by name. Empty: nobody.</summary>
    [Id(2)] public IReadOnlyList<string> Excluded { get; init; } = [];

    /// <summary>Who else must not read it, in the reporter's words; empty: nobody.</summary>
    [Id(3)] public string ExcludedWords { get; init; } = "";

    /// <summary>The script's language, version and hash.</summary>
    [Id(4)] public required string Script { get; init; }

    /// <inheritdoc/>
    public override string ToString() => "[redacted]";
}

/// <summary>The reporter's page of a sent report.</summary>
[GenerateSerializer, Immutable, Alias("spot.reporter.status")]
public sealed record ReporterStatus
{
    /// <summary>The report, to watch it for news.</summary>
    [Id(0)] public required Id16 Report { get; init; }

    /// <summary>Where it stands.</summary>
    [Id(1)] public required CaseStatus Status { get; init; }

    /// <summary>The day it was sent.</summary>
    [Id(2)] public required DateOnly Sent { get; init; }

    /// <summary>The day the company gets, or got, it.</summary>
    [Id(3)] public required DateOnly Received { get; init; }

    /// <summary>Whether the company can see it yet.</summary>
    [Id(4)] public bool Released { get; init; }

    /// <summary>The day by which the company must confirm (7 days after receipt; Directive (EU) 2019/1937, article 9).</summary>
    [Id(5)] public required DateOnly ConfirmBy { get; init; }

    /// <summary>The day it confirmed; null: not yet.</summary>
    [Id(6)] public DateOnly? Confirmed { get; init; }

    /// <summary>The day by which the company must say what it did (3 months after confirming, or after the day it had to).</summary>
    [Id(7)] public required DateOnly AnswerBy { get; init; }

    /// <summary>The day it was closed; null: not yet.</summary>
    [Id(8)] public DateOnly? Closed { get; init; }

    /// <summary>What the company did, in its words; null: not yet.</summary>
    [Id(9)] public string? Outcome { get; init; }

    /// <summary>How many people at the company have read it.</summary>
    [Id(10)] public int ReadBy { get; init; }

    /// <summary>The names of those who may read it.</summary>
    [Id(11)] public IReadOnlyList<string> Readers { get; init; } = [];

    /// <summary>Messages both ways, oldest first; the report itself is not among them.</summary>
    [Id(12)] public IReadOnlyList<MessageView> Messages { get; init; } = [];

    /// <summary>The report as sent.</summary>
    [Id(13)] public required SentReport Contents { get; init; }

    /// <summary>Today, in the company's time zone.</summary>
    [Id(14)] public required DateOnly Today { get; init; }

    /// <summary>Whether the conversation was erased after sending.</summary>
    [Id(15)] public bool ConversationErased { get; init; }

    /// <summary>When "tomorrow morning" is.</summary>
    [Id(16)] public DateOnly Morning { get; init; }

    /// <inheritdoc/>
    public override string ToString() => "[redacted]";
}

/// <summary>What the reporter writes on the status page.</summary>
[GenerateSerializer, Immutable, Alias("spot.reporter.message")]
public sealed record ReporterMessage
{
    /// <summary>Made with the form.</summary>
    [Id(0)] public required Id16 Once { get; init; }

    /// <summary>The text; may be empty only with <see cref="Declined"/>.</summary>
    [Id(1)] public string Text { get; init; } = "";

    /// <summary>The question it answers; 0: an addition.</summary>
    [Id(2)] public int Answers { get; init; }

    /// <summary>"I'd rather not answer".</summary>
    [Id(3)] public bool Declined { get; init; }

    /// <summary>Now, rather than tomorrow morning.</summary>
    [Id(4)] public bool Now { get; init; }

    /// <inheritdoc/>
    public override string ToString() => "[redacted]";
}

/// <summary>How writing a message ended, on either side.</summary>
public enum WriteOutcome
{
    /// <summary>It is kept; also the answer to the same form again.</summary>
    Kept = 0,

    /// <summary>Without a word.</summary>
    Empty = 1,

    /// <summary>Longer than 20,000 characters.</summary>
    TooLong = 2,

    /// <summary>The case has moved on (closed by someone else, answered already): shown before anything is kept.</summary>
    Stale = 3,

    /// <summary>Nothing was sent yet, so there is nothing to write to.</summary>
    NotNow = 4,
}

/// <summary>What became of a reporter's message.</summary>
[GenerateSerializer, Immutable, Alias("spot.write.result")]
public sealed record WriteResult
{
    /// <summary>How it ended.</summary>
    [Id(0)] public required WriteOutcome Outcome { get; init; }

    /// <summary>The page as it stands now.</summary>
    [Id(1)] public ReporterStatus? Status { get; init; }
}
