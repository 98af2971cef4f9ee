namespace Spot.Grains.Abstractions.Conversations;

/// <summary>Why a visit gets nothing.</summary>
public enum VisitRefusal
{
    /// <summary>It was done.</summary>
    None = 0,

    /// <summary>There is no such conversation (any more), or no such code.</summary>
    NotFound = 1,

    /// <summary>The visit is over: too long quiet, too long in all, left, or the words were exchanged elsewhere.</summary>
    VisitOver = 2,

    /// <summary>Too much at once: nothing was written; the same form may be sent again.</summary>
    Busy = 3,

    /// <summary>Not confirmed in time: it may or may not be written; the same form sent again meets itself.</summary>
    Unconfirmed = 4,
}

/// <summary>What a visit got, or why not.</summary>
[GenerateSerializer, Immutable, Alias("spot.visit`1")]
public sealed record Visit<T>
{
    /// <summary>Why not; <see cref="VisitRefusal.None"/> with a value.</summary>
    [Id(0)] public VisitRefusal Refusal { get; init; }

    /// <summary>What was asked for; default with a refusal.</summary>
    [Id(1)] public T? Value { get; init; }

    /// <summary>When a visit that goes quiet now will be over.</summary>
    [Id(2)] public DateTimeOffset? QuietUntil { get; init; }

    /// <summary>When this visit will be over in any case.</summary>
    [Id(3)] public DateTimeOffset? Until { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"Visit({Refusal})";
}
