using System.Security.Cryptography;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Abstractions.Tenants;
using Spot.Grains.Abstractions.Vault;
using Spot.Grains.Vault;

namespace Spot.Grains.Administrators;

/// <summary>Makes the company's recovery key: a key pair whose private half leaves only as a paper share and its wrap (one of one, until there is a
/// second owner).</summary>
internal static class RecoveryCeremony
{
    /// <summary>A new key for one owner, with two different words to be typed back.</summary>
    public static ShownOnce ForOneOwner(Id16 owner)
    {
        using var pair = HpkeKeyPair.Generate();
        var shared = SubsetShares.Create(pair.Private.Bytes, k: 1, n: 1);
        var first = RandomNumberGenerator.GetInt32(PaperShare.WordCount - 1) + 1;
        return new ShownOnce
        {
            Words = [.. shared.Shares[0].Words],
            First = first,
            Second = RandomNumberGenerator.GetInt32(first + 1, PaperShare.WordCount + 1),
            Key = new RecoveryKey
            {
                PublicKey = pair.Public.ToArray(),
                Wraps = [.. shared.Wraps.Select(w => new RecoveryWrap { Numbers = w.Numbers, Sealed = w.Sealed.ToArray() })],
                Holders = [owner],
            },
        };
    }

    /// <summary>Whether a typed word is the one on paper: any case, and its first four letters are enough.</summary>
    public static bool IsWord(string onPaper, string? typed)
    {
        var word = (typed ?? "").Trim().ToLowerInvariant();
        return word == onPaper || (word.Length == WordList.PrefixLength && onPaper.StartsWith(word, StringComparison.Ordinal));
    }
}
