using System.Security.Cryptography;
using Spot.Grains.Abstractions.Vault;

namespace Spot.Api.Trust;

/// <summary>A password that Spot proposes for a file: five words of the published list, 55 random bits. It is shown once and kept nowhere.</summary>
internal static class Passphrase
{
    private const int Words = 5;

    /// <summary>The fewest characters that are accepted when somebody chooses their own.</summary>
    public const int Shortest = 12;

    /// <summary>A new one.</summary>
    public static string Propose() => string.Join('-', Enumerable.Range(0, Words).Select(_ => WordList.English[RandomNumberGenerator.GetInt32(WordList.English.Count)]));
}
