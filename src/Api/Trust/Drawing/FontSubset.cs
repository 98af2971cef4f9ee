using System.Buffers.Binary;
using System.Text;

namespace Spot.Api.Trust.Drawing;

/// <summary>Takes the outlines that a document does not use out of a TrueType font. Glyphs keep their numbers, so nothing else has to change; what is left packs
/// to a tenth. The drawing library would embed the whole font.</summary>
/// <remarks>OpenType specification 1.9: the table directory, head, hhea, hmtx, loca, glyf. Tables for shaping are left out: the text is shaped already.</remarks>
internal static class FontSubset
{
    private const uint TrueType = 0x00010000;
    private const int HeadLocaFormat = 50;
    private const int PostSize = 32;

    // Composite glyphs: which of the flags say how long a component is, and whether another follows.
    private const int ArgumentsAreWords = 0x0001;
    private const int HasScale = 0x0008;
    private const int MoreComponents = 0x0020;
    private const int HasTwoScales = 0x0040;
    private const int HasMatrix = 0x0080;

    private static readonly string[] Kept = ["OS/2", "cmap", "cvt ", "fpgm", "gasp", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "name", "post", "prep"];

    /// <summary>The smaller font; null when it is not a plain TrueType font (a collection, or outlines of another kind).</summary>
    /// <param name="font">The whole file.</param>
    /// <param name="used">The glyphs that are drawn.</param>
    public static byte[]? Of(ReadOnlySpan<byte> font, IReadOnlySet<ushort> used)
    {
        var tables = Tables(font);
        if (tables is null) return null;
        var longOffsets = BinaryPrimitives.ReadInt16BigEndian(tables["head"].AsSpan(HeadLocaFormat)) != 0;
        var offsets = Offsets(tables["loca"], longOffsets);
        var glyphs = WithComponents(tables["glyf"], offsets, used);

        var outlines = new MemoryStream();
        var loca = new byte[4 * offsets.Length];
        for (var glyph = 0; glyph < offsets.Length - 1; glyph++)
        {
            BinaryPrimitives.WriteInt32BigEndian(loca.AsSpan(4 * glyph), (int)outlines.Length);
            if (glyphs.Contains((ushort)glyph)) outlines.Write(tables["glyf"], offsets[glyph], offsets[glyph + 1] - offsets[glyph]);
            while (outlines.Length % 4 != 0) outlines.WriteByte(0);
        }

        BinaryPrimitives.WriteInt32BigEndian(loca.AsSpan(4 * (offsets.Length - 1)), (int)outlines.Length);
        tables["glyf"] = outlines.ToArray();
        tables["loca"] = loca;
        BinaryPrimitives.WriteInt16BigEndian(tables["head"].AsSpan(HeadLocaFormat), 1);
        ForgetWidths(tables["hmtx"], BinaryPrimitives.ReadUInt16BigEndian(tables["hhea"].AsSpan(34)), glyphs);
        if (tables.TryGetValue("post", out var post)) tables["post"] = WithoutNames(post);
        return Write(tables);
    }

    private static SortedDictionary<string, byte[]>? Tables(ReadOnlySpan<byte> font)
    {
        if (font.Length < 12 || BinaryPrimitives.ReadUInt32BigEndian(font) != TrueType) return null;
        var tables = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        for (var i = 0; i < BinaryPrimitives.ReadUInt16BigEndian(font[4..]); i++)
        {
            var row = font.Slice(12 + 16 * i, 16);
            var tag = Encoding.ASCII.GetString(row[..4]);
            if (Kept.Contains(tag)) tables[tag] = font.Slice((int)BinaryPrimitives.ReadUInt32BigEndian(row[8..]), (int)BinaryPrimitives.ReadUInt32BigEndian(row[12..])).ToArray();
        }

        return tables.ContainsKey("glyf") && tables.ContainsKey("loca") && tables.ContainsKey("head") && tables.ContainsKey("hhea") && tables.ContainsKey("hmtx") ? tables : null;
    }

    private static int[] Offsets(byte[] loca, bool isLong)
    {
        var offsets = new int[loca.Length / (isLong ? 4 : 2)];
        for (var i = 0; i < offsets.Length; i++)
            offsets[i] = isLong ? BinaryPrimitives.ReadInt32BigEndian(loca.AsSpan(4 * i)) : 2 * BinaryPrimitives.ReadUInt16BigEndian(loca.AsSpan(2 * i));
        return offsets;
    }

    private static HashSet<ushort> WithComponents(byte[] outlines, int[] offsets, IEnumerable<ushort> used)
    {
        var all = new HashSet<ushort>();
        var open = new Stack<ushort>(used.Append<ushort>(0));
        while (open.TryPop(out var glyph))
        {
            if (glyph >= offsets.Length - 1 || !all.Add(glyph)) continue;
            var outline = outlines.AsSpan(offsets[glyph], offsets[glyph + 1] - offsets[glyph]);
            if (outline.Length < 10 || BinaryPrimitives.ReadInt16BigEndian(outline) >= 0) continue;
            for (var at = 10; ;)
            {
                var flags = BinaryPrimitives.ReadUInt16BigEndian(outline[at..]);
                open.Push(BinaryPrimitives.ReadUInt16BigEndian(outline[(at + 2)..]));
                at += 4 + ((flags & ArgumentsAreWords) != 0 ? 4 : 2)
                    + ((flags & HasScale) != 0 ? 2 : (flags & HasTwoScales) != 0 ? 4 : (flags & HasMatrix) != 0 ? 8 : 0);
                if ((flags & MoreComponents) == 0) break;
            }
        }

        return all;
    }

    private static void ForgetWidths(byte[] widths, int count, HashSet<ushort> glyphs)
    {
        // The last width counts for all glyphs after it.
        for (var glyph = 0; glyph < count - 1; glyph++)
            if (!glyphs.Contains((ushort)glyph)) widths.AsSpan(4 * glyph, 4).Clear();
    }

    private static byte[] WithoutNames(byte[] post)
    {
        var small = post[..Math.Min(post.Length, PostSize)];
        BinaryPrimitives.WriteUInt32BigEndian(small, 0x00030000);
        return small;
    }

    private static byte[] Write(SortedDictionary<string, byte[]> tables)
    {
        var count = tables.Count;
        var power = System.Numerics.BitOperations.Log2((uint)count);
        using var file = new MemoryStream();
        var header = new byte[12 + 16 * count];
        BinaryPrimitives.WriteUInt32BigEndian(header, TrueType);
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(4), (ushort)count);
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(6), (ushort)(16 << power));
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(8), (ushort)power);
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(10), (ushort)(16 * count - (16 << power)));
        file.Write(header);
        var row = 12;
        foreach (var (tag, bytes) in tables)
        {
            var entry = header.AsSpan(row, 16);
            Encoding.ASCII.GetBytes(tag, entry);
            BinaryPrimitives.WriteUInt32BigEndian(entry[4..], Sum(bytes));
            BinaryPrimitives.WriteUInt32BigEndian(entry[8..], (uint)file.Length);
            BinaryPrimitives.WriteUInt32BigEndian(entry[12..], (uint)bytes.Length);
            file.Write(bytes);
            while (file.Length % 4 != 0) file.WriteByte(0);
            row += 16;
        }

        var all = file.ToArray();
        header.CopyTo(all, 0);
        return all;
    }

    private static uint Sum(ReadOnlySpan<byte> bytes)
    {
        uint sum = 0;
        for (; bytes.Length >= 4; bytes = bytes[4..]) sum += BinaryPrimitives.ReadUInt32BigEndian(bytes);
        Span<byte> last = stackalloc byte[4];
        last.Clear();
        bytes.CopyTo(last);
        return sum + BinaryPrimitives.ReadUInt32BigEndian(last);
    }
}
