using System.Text.Json;
using System.Text.Json.Serialization;
using Spot.Grains.Abstractions.Conversations;
using Spot.Grains.Abstractions.Identity;

namespace Spot.Grains.Conversations;

// What a conversation stores, inside the seals. Source-generated JSON: readable in ten years, by exports and by the command line.
// Add members with defaults; never rename or reuse one.

/// <summary>A conversation's head, under the outer seal: what the service must see to sweep it. Names no report.</summary>
internal sealed record HeadDocument
{
    /// <summary>The stream of the turns; erasing older wordings moves them to a new one.</summary>
    public required Id16 Turns { get; init; }

    /// <summary>Whether the turns were erased.</summary>
    public bool TurnsErased { get; init; }

    /// <summary>Whether all of it was erased: nobody comes in any more, and what is still there goes next.</summary>
    public bool Erased { get; init; }

    /// <summary>Streams of turns that were erased and whose keys and rows are still to go.</summary>
    public IReadOnlyList<Id16> Leaving { get; init; } = [];

    /// <summary>The browsers that may come in.</summary>
    public IReadOnlyList<TicketRow> Tickets { get; init; } = [];

    /// <summary>The day from which on the conversation is erased, counted from 1 January 1970.</summary>
    public required int KeepUntil { get; init; }

    /// <summary>The day from which on the turns of a sent report are erased; null: not sent.</summary>
    public int? TurnsUntil { get; init; }

    /// <summary>Days (0 to 7) drawn for this conversation and added to how long it is kept, so that its end says nothing exact about its beginning.</summary>
    public int Spread { get; init; }

    /// <summary>The slots that lead here, kept or waiting: they go with the conversation.</summary>
    public IReadOnlyList<Id16> Slots { get; init; } = [];

    /// <summary><see cref="InnerHead"/>, sealed under the conversation key.</summary>
    public required byte[] Inner { get; init; }
}

/// <summary>A browser's ticket: what it opens lies sealed under the cookie's secret.</summary>
/// <param name="Wrap">A <see cref="TicketDocument"/> under the ticket key.</param>
/// <param name="EndsDay">The day after which it is swept.</param>
internal sealed record TicketRow(byte[] Wrap, int EndsDay);

/// <summary>Inside a ticket.</summary>
internal sealed record TicketDocument
{
    /// <summary>The conversation key.</summary>
    public required byte[] Key { get; init; }

    /// <summary>When the visit began.</summary>
    public required DateTimeOffset Began { get; init; }

    /// <summary>When it was last seen, to the minute.</summary>
    public required DateTimeOffset Seen { get; init; }
}

/// <summary>What only the reporter's key opens of the head.</summary>
internal sealed record InnerHead
{
    /// <summary>The code that is kept; null: none yet.</summary>
    public KeptCode? Code { get; init; }

    /// <summary>Words that wait to be typed back; null: none.</summary>
    public WaitingCode? Waiting { get; init; }

    /// <summary>The report that was sent; null: none. Nothing else names it.</summary>
    public SentLink? Sent { get; init; }
}

/// <summary>Where the kept code's slot lies, and the version of its row.</summary>
internal sealed record KeptCode(Id16 Locator, int Version);

/// <summary>A code not yet typed back: its words must be shown again until then.</summary>
/// <param name="Entropy">What the words carry.</param>
/// <param name="Locator">Its slot.</param>
/// <param name="First">The position (1 to 9) of one word to type back.</param>
/// <param name="Second">The position of the other.</param>
/// <param name="Until">When its slot stops opening.</param>
internal sealed record WaitingCode(byte[] Entropy, Id16 Locator, int First, int Second, DateTimeOffset Until);

/// <summary>The way from the conversation to the case.</summary>
/// <param name="Report">The report.</param>
/// <param name="Key">The report key.</param>
internal sealed record SentLink(Id16 Report, byte[] Key);

/// <summary>What a slot holds, under the slot key.</summary>
internal sealed record SlotDocument
{
    /// <summary>The conversation.</summary>
    public required Id16 Conversation { get; init; }

    /// <summary>Its key.</summary>
    public required byte[] Key { get; init; }

    /// <summary>Until when it opens, while its words were not typed back; null: kept.</summary>
    public DateTimeOffset? Until { get; init; }
}

/// <summary>An entry under the outer seal: the form it answers, and the sealed turn.</summary>
/// <param name="Once">The form's mark; none for what no form made.</param>
/// <param name="Turn">A <see cref="TurnDocument"/>, sealed under the conversation key.</param>
/// <remarks>As bytes: the mark (16), then the sealed turn.</remarks>
internal sealed record EntryDocument(Id16 Once, byte[] Turn)
{
    /// <summary>The last entry of turns that were erased: without a turn. Whoever would add one after it meets a conflict and reads again.</summary>
    public static EntryDocument Fence => new(default, []);

    /// <summary>Whether it is a <see cref="Fence"/>.</summary>
    [JsonIgnore] public bool IsFence => Turn.Length == 0;

    /// <summary>The bytes that are sealed.</summary>
    public byte[] ToBytes() => [.. Once.ToBytes(), .. Turn];

    /// <summary>Reads what <see cref="ToBytes"/> wrote.</summary>
    public static EntryDocument Read(ReadOnlySpan<byte> bytes) => new(new Id16(bytes[..Id16.Size]), bytes[Id16.Size..].ToArray());
}

/// <summary>One step of the conversation. An unknown kind is refused by the reader of this build, never skipped.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind", UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FailSerialization)]
[JsonDerivedType(typeof(Begun), "begun")]
[JsonDerivedType(typeof(Replied), "replied")]
[JsonDerivedType(typeof(CopyEdited), "copy-edited")]
[JsonDerivedType(typeof(Submitted), "submitted")]
internal abstract record TurnDocument
{
    /// <summary>The day, in the company.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>The interview's state after this step (its own JSON).</summary>
    public JsonElement? State { get; init; }

    /// <summary>What the bot said in this step.</summary>
    public IReadOnlyList<Prompt> Prompts { get; init; } = [];

    /// <inheritdoc/>
    public override string ToString() => "[redacted]";
}

/// <summary>The conversation began.</summary>
internal sealed record Begun : TurnDocument
{
    /// <summary>The language of the script.</summary>
    public required string Language { get; init; }

    /// <summary>The script's version.</summary>
    public required string ScriptVersion { get; init; }

    /// <summary>The script's SHA-256, hexadecimal.</summary>
    public required string ScriptHash { get; init; }
}

/// <summary>The person replied.</summary>
internal sealed record Replied : TurnDocument
{
    /// <summary>What the person did.</summary>
    public required ReplyKind Reply { get; init; }

    /// <summary>The prompt it is about.</summary>
    public required int Prompt { get; init; }

    /// <summary>The text; null when there is none, or when it is an older wording that was erased.</summary>
    public string? Text { get; init; }

    /// <summary>Whether this wording was erased: the step stays, its words do not.</summary>
    public bool WordingErased { get; init; }

    /// <summary>Whether older wordings of this answer were erased.</summary>
    public bool Changed { get; init; }
}

/// <summary>The person edited the copy.</summary>
internal sealed record CopyEdited : TurnDocument
{
    /// <summary>Counts the edits, from 1.</summary>
    public required int Revision { get; init; }

    /// <summary>The edited parts, by prompt.</summary>
    public required IReadOnlyDictionary<int, PartEdit> Parts { get; init; }
}

/// <summary>How one part of the copy differs from what was said.</summary>
/// <param name="Text">The edited text; null: as it was said.</param>
/// <param name="Removed">Whether it was taken out.</param>
internal sealed record PartEdit(string? Text, bool Removed);

/// <summary>The copy was sent.</summary>
internal sealed record Submitted : TurnDocument;

/// <summary>How the documents are written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(HeadDocument))]
[JsonSerializable(typeof(InnerHead))]
[JsonSerializable(typeof(TicketDocument))]
[JsonSerializable(typeof(SlotDocument))]
[JsonSerializable(typeof(TurnDocument))]
internal sealed partial class ConversationJson : JsonSerializerContext;
