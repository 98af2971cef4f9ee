using Spot.Grains.Abstractions.Administrators;
using Spot.Grains.Abstractions.Tenants;

namespace Spot.Grains.Administrators;

/// <summary>What is stored of a session. The private key lies under the cookie's secret, the row under a key that goes with the session.</summary>
[GenerateSerializer, Alias("spot.session.state")]
internal sealed record AdminSessionState
{
    /// <summary>Whose, how far, and the wrapped key; null: over, or never begun.</summary>
    [Id(0)] public SessionStart? Start { get; init; }

    /// <summary>When it began.</summary>
    [Id(1)] public DateTimeOffset Began { get; init; }

    /// <summary>When somebody was last there; up to a minute old.</summary>
    [Id(2)] public DateTimeOffset Seen { get; init; }

    /// <summary>What is shown until it is kept, under the cookie's secret; null: nothing.</summary>
    [Id(3)] public byte[]? Shown { get; init; }

    /// <inheritdoc/>
    public override string ToString() => "[redacted]";
}

/// <summary>What a session shows until it is kept. Only ever stored sealed under the cookie's secret.</summary>
internal sealed record ShownOnce
{
    /// <summary>Recovery codes.</summary>
    public IReadOnlyList<string>? Codes { get; init; }

    /// <summary>The words of the recovery key's paper.</summary>
    public IReadOnlyList<string>? Words { get; init; }

    /// <summary>The words to be typed back, counted from 1.</summary>
    public int First { get; init; }

    /// <summary>The other one.</summary>
    public int Second { get; init; }

    /// <summary>What the company gets when the words are kept.</summary>
    public RecoveryKey? Key { get; init; }

    /// <inheritdoc/>
    public override string ToString() => "[redacted]";
}
