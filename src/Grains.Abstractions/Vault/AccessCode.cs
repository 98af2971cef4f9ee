using System.Security.Cryptography;

namespace Spot.Grains.Abstractions.Vault;

/// <summary>The reporter's only credential: nine words that carry 92 random bits E and 7 check bits, the start of SHA-256("check", E).</summary>
/// <remarks>E is kept as twelve bytes whose last four bits are zero; that is also what keys are derived from. 92 bits need no slow hash:
/// 10^6 codes under 10^4 guesses a second for ten years are met with a chance of 10^-9 (docs/threat-model.md).</remarks>
[GenerateSerializer, Immutable, Alias("spot.access-code")]
public sealed class AccessCode
{
    private static readonly WordCode Form = new("check", SecretBits: 92, CheckBits: 7);

    [Id(0)] private readonly byte[] entropy;

    private AccessCode(byte[] entropy) => this.entropy = entropy;

    /// <summary>How many words a code has: nine.</summary>
    public static int WordCount => Form.WordCount;

    /// <summary>The words, in order. To be shown to the reporter once, never kept or logged.</summary>
    public IReadOnlyList<string> Words => Form.Write(entropy);

    /// <summary>A new code from the system's random number generator.</summary>
    public static AccessCode Create() => new(Form.Random());

    /// <summary>Reads a code from anything typed: any case and separators, numbering ignored, a word's first four letters are enough.</summary>
    public static AccessCodeReading Read(string? text)
    {
        var (secret, problem, count, unknown) = TypedWords.Read(text, Form);
        return new AccessCodeReading(secret is null ? null : new AccessCode(secret), problem, count, unknown);
    }

    /// <summary>The code that carries these twelve bytes, such as one that waits sealed to be shown again.</summary>
    /// <exception cref="ArgumentException">They are not what <see cref="CopyEntropy"/> gives.</exception>
    public static AccessCode FromEntropy(ReadOnlySpan<byte> entropy) =>
        entropy.Length == 12 && (entropy[11] & 0x0f) == 0 ? new AccessCode(entropy.ToArray()) : throw new ArgumentException("Not what a code carries.", nameof(entropy));

    /// <summary>A copy of E, twelve bytes, for key derivation; the caller zeroes it.</summary>
    public byte[] CopyEntropy() => [.. entropy];

    /// <summary>Whether both are the same code, in constant time.</summary>
    public bool SameAs(AccessCode? other) => other is not null && CryptographicOperations.FixedTimeEquals(entropy, other.entropy);

    /// <inheritdoc/>
    public override string ToString() => "[redacted]";
}

/// <summary>What came of reading an access code.</summary>
/// <param name="Code">The code, when there is no problem.</param>
/// <param name="Problem">Why there is none.</param>
/// <param name="Count">How many words were found.</param>
/// <param name="Unknown">The words that are not on the list.</param>
public sealed record AccessCodeReading(AccessCode? Code, WordProblem Problem, int Count, IReadOnlyList<UnknownWord> Unknown)
{
    /// <inheritdoc/>
    public override string ToString() => "[redacted]";
}
