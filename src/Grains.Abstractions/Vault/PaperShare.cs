using System.Security.Cryptography;

namespace Spot.Grains.Abstractions.Vault;

/// <summary>One owner's part of a recovery secret, on paper: twelve words that carry 128 random bits and 4 check bits,
/// the start of SHA-256("share", bits). Alone it says nothing about the secret (see SubsetShares).</summary>
[GenerateSerializer, Immutable, Alias("spot.paper-share")]
public sealed class PaperShare
{
    private static readonly WordCode Form = new("share", SecretBits: 128, CheckBits: 4);

    [Id(0)] private readonly byte[] bytes;

    private PaperShare(byte[] bytes) => this.bytes = bytes;

    /// <summary>How many words a share has: twelve.</summary>
    public static int WordCount => Form.WordCount;

    /// <summary>The words, in order. To be shown to the owner once, never kept or logged.</summary>
    public IReadOnlyList<string> Words => Form.Write(bytes);

    /// <summary>A new share from the system's random number generator.</summary>
    public static PaperShare Create() => new(Form.Random());

    /// <summary>Reads a share from anything typed, as <see cref="AccessCode.Read"/> does. One wrong word is noticed 15 times of 16;
    /// the rest show when the shares together open nothing.</summary>
    public static PaperShareReading Read(string? text)
    {
        var (secret, problem, count, unknown) = TypedWords.Read(text, Form);
        return new PaperShareReading(secret is null ? null : new PaperShare(secret), problem, count, unknown);
    }

    /// <summary>A copy of the sixteen bytes; the caller zeroes it.</summary>
    public byte[] CopyBytes() => [.. bytes];

    /// <summary>Whether both are the same share, in constant time.</summary>
    public bool SameAs(PaperShare? other) => other is not null && CryptographicOperations.FixedTimeEquals(bytes, other.bytes);

    /// <inheritdoc/>
    public override string ToString() => "[redacted]";
}

/// <summary>What came of reading a paper share.</summary>
/// <param name="Share">The share, when there is no problem.</param>
/// <param name="Problem">Why there is none.</param>
/// <param name="Count">How many words were found.</param>
/// <param name="Unknown">The words that are not on the list.</param>
public sealed record PaperShareReading(PaperShare? Share, WordProblem Problem, int Count, IReadOnlyList<UnknownWord> Unknown)
{
    /// <inheritdoc/>
    public override string ToString() => "[redacted]";
}
