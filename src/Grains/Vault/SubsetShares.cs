using System.Security.Cryptography;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Abstractions.Vault;

namespace Spot.Grains.Vault;

/// <summary>A secret that k of n people open together: for each group of k one wrap of the secret under the shares of just that group.</summary>
/// <remarks>
/// <para>Wrap key = HKDF(the group's shares in the order of their bytes, one after another; word "shares"); wrap = <see cref="Sealer"/> with the
/// group's numbers as its place. n is at most 7, so there are at most 35 wraps. Fewer than k shares leave at least one of 128 bits to guess.</para>
/// <para>No field arithmetic: nothing here is more than HKDF and AES-GCM, and a wrap can be checked by hand.</para>
/// </remarks>
public static class SubsetShares
{
    private const string Word = "shares";

    /// <summary>How many people there can be.</summary>
    public const int MaxShares = 7;

    /// <summary>Makes n shares, and the wraps that any k of them open.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not 1 &lt;= k &lt;= n &lt;= 7.</exception>
    public static SharedSecret Create(ReadOnlySpan<byte> secret, int k, int n)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(n, MaxShares);
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(k, n);
        var shares = new PaperShare[n];
        for (var i = 0; i < n; i++) shares[i] = PaperShare.Create();
        var wraps = new List<SubsetWrap>();
        foreach (var group in Groups(n, k))
        {
            using var key = KeyOf([.. group.Select(i => shares[i])]);
            int[] numbers = [.. group.Select(i => i + 1)];
            wraps.Add(new SubsetWrap(numbers, Sealer.Seal(key, Place(numbers), secret, Padding.None)));
        }

        return new SharedSecret(shares, wraps);
    }

    /// <summary>Opens the secret with enough shares, in any order; more than needed do no harm, the same share twice counts once.</summary>
    /// <returns>The secret, which the caller zeroes; null when these shares open none of the wraps.</returns>
    /// <exception cref="SealException">The shares are right, but the wrap is damaged.</exception>
    public static byte[]? Open(IReadOnlyList<SubsetWrap> wraps, IReadOnlyList<PaperShare> shares)
    {
        ArgumentNullException.ThrowIfNull(wraps);
        ArgumentNullException.ThrowIfNull(shares);
        var distinct = new List<PaperShare>();
        foreach (var share in shares)
            if (!distinct.Exists(share.SameAs))
                distinct.Add(share);
        if (distinct.Count > MaxShares) throw new ArgumentException($"There are at most {MaxShares} shares.", nameof(shares));

        foreach (var size in wraps.Select(w => w.Numbers.Count).Distinct().Where(size => size <= distinct.Count))
        {
            foreach (var group in Groups(distinct.Count, size))
            {
                using var key = KeyOf([.. group.Select(i => distinct[i])]);
                foreach (var wrap in wraps.Where(w => w.Numbers.Count == size))
                {
                    // A wrap of another group is the usual case here, not a fault; damage to the right one is.
                    var fault = Sealer.TryOpen(key, Place(wrap.Numbers), wrap.Sealed.Span, out var secret);
                    if (fault == SealFault.None) return secret;
                    if (fault != SealFault.WrongKey) throw new SealException(fault, "A recovery wrap");
                }
            }
        }

        return null;
    }

    private static SealContext Place(IReadOnlyList<int> numbers) => new(TenantId.Installation, Word, string.Join(',', numbers));

    private static Key32 KeyOf(PaperShare[] group)
    {
        var parts = Array.ConvertAll(group, share => share.CopyBytes());
        Array.Sort(parts, (a, b) => a.AsSpan().SequenceCompareTo(b));
        byte[] joined = [.. parts.SelectMany(part => part)];
        try
        {
            return Key32.FromSecret(joined, Word);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(joined);
            foreach (var part in parts) CryptographicOperations.ZeroMemory(part);
        }
    }

    // All groups of so many out of n, each in rising order.
    private static IEnumerable<int[]> Groups(int n, int size)
    {
        for (var bits = 0; bits < 1 << n; bits++)
            if (int.PopCount(bits) == size)
                yield return [.. Enumerable.Range(0, n).Where(i => (bits >> i & 1) == 1)];
    }
}

/// <summary>One group's wrap of the secret.</summary>
/// <param name="Numbers">The group's share numbers, counted from 1, rising.</param>
/// <param name="Sealed">The secret, sealed under the group's shares.</param>
public sealed record SubsetWrap(IReadOnlyList<int> Numbers, ReadOnlyMemory<byte> Sealed);

/// <summary>A secret's shares, to be printed and forgotten, and its wraps, to be stored.</summary>
/// <param name="Shares">Share 1 first.</param>
/// <param name="Wraps">One for each group of k.</param>
public sealed record SharedSecret(IReadOnlyList<PaperShare> Shares, IReadOnlyList<SubsetWrap> Wraps)
{
    /// <inheritdoc/>
    public override string ToString() => "[redacted]";
}
