namespace Spot.Grains.Abstractions.Conversations;

/// <summary>Which part of the interview a prompt belongs to. The number is stored.</summary>
public enum PromptStage
{
    /// <summary>Says something; waits for nothing, or for "go on".</summary>
    Info = 0,

    /// <summary>The one open question.</summary>
    Open = 1,

    /// <summary>An open question about the person's own words.</summary>
    Probe = 2,

    /// <summary>A short optional field after the closing.</summary>
    Cover = 3,

    /// <summary>"Anything to add, change or take out?"</summary>
    Close = 4,
}

/// <summary>What a prompt asks about; none for an open probe. The number is stored.</summary>
public enum PromptKind
{
    /// <summary>Somebody mentioned.</summary>
    Person = 1,

    /// <summary>A place mentioned.</summary>
    Place = 2,

    /// <summary>A time mentioned.</summary>
    Time = 3,

    /// <summary>Something that was said.</summary>
    Speech = 4,

    /// <summary>A thing mentioned, such as a message or a photo.</summary>
    Object = 5,

    /// <summary>What the person felt.</summary>
    Feeling = 6,

    /// <summary>What it did to the person.</summary>
    Impact = 7,

    /// <summary>Whether anyone saw it.</summary>
    Witness = 8,

    /// <summary>What there is to show.</summary>
    Evidence = 9,

    /// <summary>Whether it was told to anyone.</summary>
    ToldBefore = 10,

    /// <summary>Whether it happened before.</summary>
    HappenedBefore = 11,
}

/// <summary>One thing the bot says.</summary>
[GenerateSerializer, Immutable, Alias("spot.prompt")]
public sealed record Prompt
{
    /// <summary>Its number in the conversation, from 1.</summary>
    [Id(0)] public required int Number { get; init; }

    /// <summary>The whole sentence or sentences, the quote included.</summary>
    [Id(1)] public required string Text { get; init; }

    /// <summary>The part of the interview.</summary>
    [Id(2)] public required PromptStage Stage { get; init; }

    /// <summary>What it asks about; null when it asks openly.</summary>
    [Id(3)] public PromptKind? Kind { get; init; }

    /// <summary>The person's own words it asks about, exactly; null without a quote.</summary>
    [Id(4)] public string? Quote { get; init; }

    /// <summary>What stands before the quote.</summary>
    [Id(5)] public string? Lead { get; init; }

    /// <summary>What stands after the quote.</summary>
    [Id(6)] public string? Ask { get; init; }

    /// <summary>The name of the optional field or of the company's extra question; null for anything else.</summary>
    [Id(7)] public string? Field { get; init; }

    /// <summary>Answers to choose from, where a field proposes some; otherwise empty.</summary>
    [Id(8)] public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>Whether it can be skipped.</summary>
    [Id(9)] public bool Skippable { get; init; }

    /// <summary>Whether it waits for the person.</summary>
    [Id(10)] public bool AwaitsAnswer { get; init; }

    /// <inheritdoc/>
    public override string ToString() => "[redacted]";
}
