using Spot.Grains.Abstractions.Identity;

namespace Spot.Grains.Abstractions.Conversations;

/// <summary>A conversation as its page shows it.</summary>
[GenerateSerializer, Immutable, Alias("spot.conversation.view")]
public sealed record ConversationView
{
    /// <summary>All turns in order.</summary>
    [Id(0)] public required IReadOnlyList<TurnView> Turns { get; init; }

    /// <summary>The number of the prompt that waits; 0 when the interview is over.</summary>
    [Id(1)] public int Turn { get; init; }

    /// <summary>Whether nothing more will be asked.</summary>
    [Id(2)] public bool IsOver { get; init; }

    /// <summary>Whether a code is kept (typed back).</summary>
    [Id(3)] public bool HasCode { get; init; }

    /// <summary>Whether the report was sent.</summary>
    [Id(4)] public bool Submitted { get; init; }

    /// <summary>Whether the conversation was erased after sending: only the status page is left.</summary>
    [Id(5)] public bool Erased { get; init; }

    /// <summary>Whether the account has been given, so that there is something to keep, print or send.</summary>
    [Id(6)] public bool HasAccount { get; init; }

    /// <inheritdoc/>
    public override string ToString() => "[redacted]";
}

/// <summary>One prompt and what came back.</summary>
[GenerateSerializer, Immutable, Alias("spot.turn.view")]
public sealed record TurnView
{
    /// <summary>What the bot said.</summary>
    [Id(0)] public required Prompt Prompt { get; init; }

    /// <summary>The answer as it stands now; null when there is none.</summary>
    [Id(1)] public string? Answer { get; init; }

    /// <summary>Whether it was skipped.</summary>
    [Id(2)] public bool Skipped { get; init; }

    /// <summary>Older wordings, oldest first; empty when never changed or erased.</summary>
    [Id(3)] public IReadOnlyList<string> Older { get; init; } = [];

    /// <summary>Whether the answer was changed, also when the older wordings were erased since.</summary>
    [Id(4)] public bool Changed { get; init; }

    /// <inheritdoc/>
    public override string ToString() => "[redacted]";
}

/// <summary>What the person does. The number is stored.</summary>
public enum ReplyKind
{
    /// <summary>Answers the waiting prompt.</summary>
    Answer = 0,

    /// <summary>Skips the waiting prompt.</summary>
    Skip = 1,

    /// <summary>After a dozen questions: goes on.</summary>
    GoOn = 2,

    /// <summary>Finishes: straight to the closing, or, in the optional fields, to the end.</summary>
    Finish = 3,

    /// <summary>Rewrites, or answers after all, an earlier prompt.</summary>
    Change = 4,
}

/// <summary>One form of the chat.</summary>
[GenerateSerializer, Immutable, Alias("spot.reply")]
public sealed record ReplyRequest
{
    /// <summary>The number of the prompt that waited when the form was made.</summary>
    [Id(0)] public required int Turn { get; init; }

    /// <summary>Made with the form: the same form twice is one reply.</summary>
    [Id(1)] public required Id16 Once { get; init; }

    /// <summary>What the person does.</summary>
    [Id(2)] public required ReplyKind Kind { get; init; }

    /// <summary>The text of an answer or a change, as typed.</summary>
    [Id(3)] public string Text { get; init; } = "";

    /// <summary>The prompt a <see cref="ReplyKind.Change"/> is about.</summary>
    [Id(4)] public int Prompt { get; init; }

    /// <summary>The most characters (UTF-16, after line ends are made one) a text may have.</summary>
    public const int MaxLength = 20_000;

    /// <inheritdoc/>
    public override string ToString() => "[redacted]";
}

/// <summary>How a reply ended.</summary>
public enum ReplyOutcome
{
    /// <summary>It is kept.</summary>
    Kept = 0,

    /// <summary>An answer without a word.</summary>
    Empty = 1,

    /// <summary>Longer than <see cref="ReplyRequest.MaxLength"/>.</summary>
    TooLong = 2,

    /// <summary>Meant for another prompt than the one that waits, or the same form with another text: both texts are shown.</summary>
    Stale = 3,

    /// <summary>Not possible here (finishing before the account, changing what was never asked).</summary>
    NotNow = 4,

    /// <summary>The conversation holds so many wordings that no answer can be changed any more; answering goes on.</summary>
    Full = 5,
}

/// <summary>What became of a reply.</summary>
[GenerateSerializer, Immutable, Alias("spot.reply.result")]
public sealed record ReplyResult
{
    /// <summary>How it ended.</summary>
    [Id(0)] public required ReplyOutcome Outcome { get; init; }

    /// <summary>The turns that are new or changed, when kept; the turn in question (with what is kept there), when stale.</summary>
    [Id(1)] public IReadOnlyList<TurnView> Turns { get; init; } = [];

    /// <summary>The conversation's waiting prompt now.</summary>
    [Id(2)] public int Turn { get; init; }

    /// <summary>Whether nothing more will be asked.</summary>
    [Id(3)] public bool IsOver { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"ReplyResult({Outcome})";
}

/// <summary>The access code's state.</summary>
[GenerateSerializer, Immutable, Alias("spot.code.view")]
public sealed record CodeView
{
    /// <summary>Whether a code is kept.</summary>
    [Id(0)] public bool Kept { get; init; }

    /// <summary>The nine words that wait to be typed back; empty when none do.</summary>
    [Id(1)] public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>The position (1 to 9) of the first word to type back.</summary>
    [Id(2)] public int First { get; init; }

    /// <summary>The position (1 to 9) of the second word to type back.</summary>
    [Id(3)] public int Second { get; init; }

    /// <inheritdoc/>
    public override string ToString() => "[redacted]";
}

/// <summary>How typing two words back ended.</summary>
[GenerateSerializer, Immutable, Alias("spot.code.confirmation")]
public sealed record CodeConfirmation
{
    /// <summary>Whether the words are the code now.</summary>
    [Id(0)] public bool Kept { get; init; }

    /// <summary>Whether the first of the two was wrong.</summary>
    [Id(1)] public bool FirstWrong { get; init; }

    /// <summary>Whether the second of the two was wrong.</summary>
    [Id(2)] public bool SecondWrong { get; init; }

    /// <summary>The code as it stands.</summary>
    [Id(3)] public required CodeView Code { get; init; }
}

/// <summary>Everything a record prints: the conversation as it stands, for the reporter alone.</summary>
[GenerateSerializer, Immutable, Alias("spot.record.contents")]
public sealed record RecordContents
{
    /// <summary>The company's name.</summary>
    [Id(0)] public required string Company { get; init; }

    /// <summary>The day the conversation began, in the company's time zone.</summary>
    [Id(1)] public required DateOnly Began { get; init; }

    /// <summary>Today, in the company's time zone.</summary>
    [Id(2)] public required DateOnly Day { get; init; }

    /// <summary>All turns.</summary>
    [Id(3)] public required IReadOnlyList<TurnView> Turns { get; init; }

    /// <summary>The script's language, such as <c>en</c>.</summary>
    [Id(4)] public required string Language { get; init; }

    /// <summary>The script's version.</summary>
    [Id(5)] public required string ScriptVersion { get; init; }

    /// <summary>The SHA-256 of the script, in hexadecimal.</summary>
    [Id(6)] public required string ScriptHash { get; init; }

    /// <inheritdoc/>
    public override string ToString() => "[redacted]";
}
