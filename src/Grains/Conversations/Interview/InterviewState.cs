using System.Text.Json;
using System.Text.Json.Serialization;
using Spot.Grains.Abstractions.Conversations;

namespace Spot.Grains.Conversations.Interview;

/// <summary>Where an interview stands. With the script it is all that the next step needs; it is kept sealed in each turn. It quotes the person, so it is never logged.</summary>
/// <remarks>
/// Stored: never rename or reuse a field; a new one must mean "nothing" when it is missing, because the generated reader sets what it does not find to null or zero.
/// </remarks>
public sealed record InterviewState
{
    /// <summary>Form of this record; this build writes 1.</summary>
    public int Format { get; init; } = 1;

    /// <summary>Version of the script that spoke last.</summary>
    public required string Script { get; init; }

    /// <summary>What the interview is waiting for.</summary>
    public InterviewPhase Phase { get; init; }

    /// <summary>The prompt that waits for a reply; null when the interview is over.</summary>
    public Prompt? Current { get; init; }

    /// <summary>Number of the last prompt said.</summary>
    public int LastNumber { get; init; }

    /// <summary>Number of the open question.</summary>
    public int OpenNumber { get; init; }

    /// <summary>How many probes this account bears at most.</summary>
    public int MostProbes { get; init; }

    /// <summary>Probes asked so far, in order.</summary>
    public IReadOnlyList<AskedPart> Asked { get; init => field = value ?? []; } = [];

    /// <summary>Parts still to be asked about, in the order of the telling.</summary>
    public IReadOnlyList<PendingPart> Pending { get; init => field = value ?? []; } = [];

    /// <summary>Skips running.</summary>
    public int Skips { get; init; }

    /// <summary>Empty or "I don't know" answers running.</summary>
    public int Empties { get; init; }

    /// <summary>Whether the count of parts left has been said.</summary>
    public bool Paused { get; init; }

    /// <summary>Ids of the optional fields still to come.</summary>
    public IReadOnlyList<string> Cover { get; init => field = value ?? []; } = [];

    /// <summary>Ids of the optional fields that what was written has answered.</summary>
    public IReadOnlyList<string> Answered { get; init => field = value ?? []; } = [];

    /// <summary>Look-up forms of the words the person asked not to be asked about.</summary>
    public IReadOnlyList<string> Hushed { get; init => field = value ?? []; } = [];

    /// <summary>True when nothing waits for a reply any more.</summary>
    [JsonIgnore]
    public bool IsOver => Phase == InterviewPhase.Over;

    /// <summary>UTF-8 JSON, to be sealed.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, InterviewStateJson.Default.InterviewState);

    /// <summary>Reads what <see cref="ToJson"/> wrote, in this build or an earlier one.</summary>
    /// <exception cref="JsonException">Not such a record: broken storage.</exception>
    public static InterviewState FromJson(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, InterviewStateJson.Default.InterviewState) ?? throw new JsonException("The interview's state is empty.");

    /// <summary>Never the content.</summary>
    public override string ToString() => $"InterviewState {Phase} at {LastNumber} [redacted]";
}

/// <summary>What an interview is waiting for.</summary>
public enum InterviewPhase
{
    /// <summary>The account.</summary>
    Open,

    /// <summary>The answer to a probe.</summary>
    Probe,

    /// <summary>Going on or finishing, after a dozen probes.</summary>
    Pause,

    /// <summary>The answer to the closing.</summary>
    Closing,

    /// <summary>The answer to an optional field.</summary>
    Cover,

    /// <summary>Nothing.</summary>
    Over,
}

/// <summary>A probe that was asked.</summary>
/// <param name="Number">Its prompt.</param>
/// <param name="Source">The prompt whose answer it quotes.</param>
/// <param name="Quote">The words it quotes.</param>
/// <param name="FollowUp">Whether it follows up an answer, which then is not followed up itself.</param>
public sealed record AskedPart(int Number, int Source, string Quote, bool FollowUp)
{
    /// <summary>Never the content.</summary>
    public override string ToString() => $"AskedPart {Number} [redacted]";
}

/// <summary>A part that is still to be asked about.</summary>
/// <param name="Source">The prompt whose answer it quotes.</param>
/// <param name="Quote">The words to quote.</param>
/// <param name="Frame">Which wordings of the script fit.</param>
/// <param name="Kind">What it is about, when that is sure.</param>
/// <param name="FollowUp">Whether it follows up an answer.</param>
public sealed record PendingPart(int Source, string Quote, string Frame, PromptKind? Kind, bool FollowUp)
{
    /// <summary>Never the content.</summary>
    public override string ToString() => $"PendingPart of {Source} [redacted]";
}

/// <summary>What the interview says next.</summary>
/// <param name="State">To be kept for the next reply.</param>
/// <param name="Prompts">What to show now, in order; none of them waits for an answer when the interview is over.</param>
public sealed record InterviewStep(InterviewState State, IReadOnlyList<Prompt> Prompts);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(InterviewState))]
internal sealed partial class InterviewStateJson : JsonSerializerContext;
