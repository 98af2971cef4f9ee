using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Spot.Api.Trust;

/// <summary>What a signed PDF says about its own signature: which bytes are covered, and the signature itself. Found by looking at bytes, so an encrypted file
/// is read like any other. The script verify.js does the same in the browser; keep them alike.</summary>
internal sealed partial class SignedParts
{
    /// <summary>Whether the bytes begin as a PDF does.</summary>
    public bool IsPdf { get; private init; }

    /// <summary>Whether there is a signature at all.</summary>
    public bool HasSignature { get; private init; }

    /// <summary>Whether the file ends before the covered bytes do.</summary>
    public bool IsCutShort { get; private init; }

    /// <summary>Whether every byte but the signature's own is covered.</summary>
    public bool CoversAll { get; private init; }

    /// <summary>SHA-256 of the covered bytes; empty when something above is wrong.</summary>
    public byte[] Digest { get; private init; } = [];

    /// <summary>The signature, DER with zeros after it; empty when its place holds anything but hexadecimal digits.</summary>
    public byte[] Signature { get; private init; } = [];

    /// <summary>Looks at a file.</summary>
    public static SignedParts Of(ReadOnlySpan<byte> file)
    {
        if (!file.StartsWith("%PDF-"u8)) return new SignedParts();
        var found = new SignedParts { IsPdf = true };
        // The last word counts: whoever adds to a signed file adds at its end. A part that covers all settles it.
        for (var from = 0; ;)
        {
            var next = file[from..].IndexOf("/ByteRange"u8);
            if (next < 0) return found;
            from += next + "/ByteRange".Length;
            if (Range(file[from..]) is not var (start, gap, resume, covered)) continue;
            found = At(file, start, gap, resume, covered);
            if (found.CoversAll) return found;
        }
    }

    private static SignedParts At(ReadOnlySpan<byte> file, long start, long gap, long resume, long rest)
    {
        if (resume + rest > file.Length) return new SignedParts { IsPdf = true, HasSignature = true, IsCutShort = true };
        if (start != 0 || gap <= 0 || resume <= gap + 2) return new SignedParts { IsPdf = true, HasSignature = true };
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(file[..(int)gap]);
        hash.AppendData(file.Slice((int)resume, (int)rest));
        return new SignedParts
        {
            IsPdf = true,
            HasSignature = true,
            CoversAll = resume + rest == file.Length,
            Digest = hash.GetHashAndReset(),
            Signature = Hexadecimal(file[(int)gap..(int)resume]),
        };
    }

    // The gap is the one stretch that is not covered: nothing but the digits of the signature may stand there.
    private static byte[] Hexadecimal(ReadOnlySpan<byte> gap)
    {
        if (gap[0] != '<' || gap[^1] != '>' || gap.Length % 2 != 0 || gap.ContainsAnyInRange((byte)'A', (byte)'F')) return [];
        var bytes = new byte[gap.Length / 2 - 1];
        return Convert.FromHexString(Encoding.Latin1.GetString(gap[1..^1]), bytes, out _, out var written) == System.Buffers.OperationStatus.Done && written == bytes.Length
            ? bytes
            : [];
    }

    private static (long Start, long Gap, long Resume, long Covered)? Range(ReadOnlySpan<byte> after)
    {
        var match = Numbers().Match(Encoding.Latin1.GetString(after[..Math.Min(after.Length, 80)]));
        return match.Success ? (At(1), At(2), At(3), At(4)) : null;

        long At(int group) => long.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"^\s*\[\s*([0-9]{1,10})\s+([0-9]{1,10})\s+([0-9]{1,10})\s+([0-9]{1,10})\s*\]", RegexOptions.CultureInvariant)]
    private static partial Regex Numbers();
}
