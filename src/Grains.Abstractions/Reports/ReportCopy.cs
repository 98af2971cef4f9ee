using Spot.Grains.Abstractions.Identity;

namespace Spot.Grains.Abstractions.Reports;

/// <summary>The reporter's copy: exactly what would be sent, part by part, beside what was said.</summary>
[GenerateSerializer, Immutable, Alias("spot.copy")]
public sealed record ReportCopy
{
    /// <summary>Its parts in order.</summary>
    [Id(0)] public required IReadOnlyList<CopyPart> Parts { get; init; }

    /// <summary>Counts the edits: an edit made on an older state is refused as stale by <see cref="CopyEdit.Revision"/>.</summary>
    [Id(1)] public int Revision { get; init; }

    /// <summary>Whether the last edit could not be kept because the copy had moved on; the parts are the newest.</summary>
    [Id(2)] public bool Stale { get; init; }

    /// <inheritdoc/>
    public override string ToString() => "[redacted]";
}

/// <summary>One part of the copy: one prompt and its answer.</summary>
[GenerateSerializer, Immutable, Alias("spot.copy.part")]
public sealed record CopyPart
{
    /// <summary>The prompt's number, which names the part.</summary>
    [Id(0)] public required int Prompt { get; init; }

    /// <summary>The quote the prompt was about; null for an open one.</summary>
    [Id(1)] public string? Quote { get; init; }

    /// <summary>What was asked, without the quote.</summary>
    [Id(2)] public required string Asked { get; init; }

    /// <summary>The optional field's name; null for anything else.</summary>
    [Id(3)] public string? Field { get; init; }

    /// <summary>What would be sent.</summary>
    [Id(4)] public required string Text { get; init; }

    /// <summary>What was said in the conversation.</summary>
    [Id(5)] public required string Original { get; init; }

    /// <summary>Whether the part was taken out. Its quote then goes too.</summary>
    [Id(6)] public bool Removed { get; init; }

    /// <summary>Whether the quote no longer stands in what is sent, so that the company sees the question without it.</summary>
    [Id(7)] public bool QuoteGone { get; init; }

    /// <summary>Whether it is the account: the answer to the open question.</summary>
    [Id(8)] public bool IsAccount { get; init; }

    /// <inheritdoc/>
    public override string ToString() => "[redacted]";
}

/// <summary>An edit of the copy: the texts of the parts as the form has them.</summary>
[GenerateSerializer, Immutable, Alias("spot.copy.edit")]
public sealed record CopyEdit
{
    /// <summary>The <see cref="ReportCopy.Revision"/> the form was made from.</summary>
    [Id(0)] public required int Revision { get; init; }

    /// <summary>The new text of each named part; parts left out stay as they are.</summary>
    [Id(1)] public IReadOnlyDictionary<int, string> Texts { get; init; } = new Dictionary<int, string>();

    /// <summary>Parts to take out.</summary>
    [Id(2)] public IReadOnlyList<int> Remove { get; init; } = [];

    /// <summary>Parts to put back as they were said.</summary>
    [Id(3)] public IReadOnlyList<int> Restore { get; init; } = [];

    /// <inheritdoc/>
    public override string ToString() => "[redacted]";
}

/// <summary>Somebody who could read a report now.</summary>
[GenerateSerializer, Immutable, Alias("spot.reader")]
public sealed record ReaderView
{
    /// <summary>The administrator.</summary>
    [Id(0)] public required Id16 Administrator { get; init; }

    /// <summary>The person's name.</summary>
    [Id(1)] public required string Name { get; init; }

    /// <summary>What the person does in the company, such as "People team".</summary>
    [Id(2)] public required string Title { get; init; }

    /// <summary>The day since which the person has been a reader.</summary>
    [Id(3)] public required DateOnly Since { get; init; }
}

/// <summary>What the page that sends needs.</summary>
[GenerateSerializer, Immutable, Alias("spot.sending")]
public sealed record SendingView
{
    /// <summary>Who could read it now; empty: sending is not offered.</summary>
    [Id(0)] public required IReadOnlyList<ReaderView> Readers { get; init; }

    /// <summary>Whether a code is kept. Without one, keeping it comes first.</summary>
    [Id(1)] public bool HasCode { get; init; }

    /// <summary>Whether anything is left in the copy.</summary>
    [Id(2)] public bool HasParts { get; init; }

    /// <summary>Whether it was sent already.</summary>
    [Id(3)] public bool Submitted { get; init; }

    /// <summary>When "tomorrow morning" is, in the company's time zone.</summary>
    [Id(4)] public DateOnly Morning { get; init; }
}

/// <summary>The two decisions and the button.</summary>
[GenerateSerializer, Immutable, Alias("spot.submit")]
public sealed record SubmitRequest
{
    /// <summary>Made with the form.</summary>
    [Id(0)] public required Id16 Once { get; init; }

    /// <summary>The name and how to be reached; null: without a name.</summary>
    [Id(1)] public string? Name { get; init; }

    /// <summary>Who must not read it, from the list.</summary>
    [Id(2)] public IReadOnlyList<Id16> Excluded { get; init; } = [];

    /// <summary>Who else must not read it, in words; empty: nobody.</summary>
    [Id(3)] public string ExcludedWords { get; init; } = "";

    /// <summary>The readers the page showed: if they have changed, the list is shown again.</summary>
    [Id(4)] public IReadOnlyList<Id16> Shown { get; init; } = [];

    /// <summary>Now, rather than tomorrow morning.</summary>
    [Id(5)] public bool Now { get; init; }

    /// <summary>The most characters of the name, and of the words.</summary>
    public const int MaxShort = 500;

    /// <inheritdoc/>
    public override string ToString() => "[redacted]";
}

/// <summary>How sending ended.</summary>
public enum SubmitOutcome
{
    /// <summary>It is sent, whole; also the answer to the same form again.</summary>
    Sent = 0,

    /// <summary>No code is kept yet.</summary>
    NoCode = 1,

    /// <summary>The readers are no longer those the page showed.</summary>
    ReadersChanged = 2,

    /// <summary>Nobody would be left to read it.</summary>
    NoReader = 3,

    /// <summary>Every part was taken out.</summary>
    NothingLeft = 4,

    /// <summary>The name or the words are too long.</summary>
    TooLong = 5,
}

/// <summary>What became of sending.</summary>
[GenerateSerializer, Immutable, Alias("spot.submit.result")]
public sealed record SubmitResult
{
    /// <summary>How it ended.</summary>
    [Id(0)] public required SubmitOutcome Outcome { get; init; }

    /// <summary>What the page needs to be shown again; null when sent.</summary>
    [Id(1)] public SendingView? Sending { get; init; }
}
