using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;
using HarfBuzzSharp;
using SkiaSharp;

namespace Spot.Api.Trust.Drawing;

/// <summary>A voice on the page: who speaks decides the typeface.</summary>
internal enum Voice
{
    /// <summary>Spot, and everything around the words.</summary>
    Sans,

    /// <summary>Headings.</summary>
    Bold,

    /// <summary>A person's own words.</summary>
    Serif,
}

/// <summary>A typeface, ready for shaping and for drawing.</summary>
internal sealed class Face
{
    // The shaper reads these bytes for as long as the process lives. They must not move: Blob.FromStream keeps a pointer to an array that it does not pin,
    // and after the next garbage collection every glyph stands elsewhere.
    private readonly byte[] bytes;

    internal Face(SKTypeface typeface)
    {
        Typeface = typeface;
        using var stream = typeface.OpenStream(out var index);
        bytes = GC.AllocateUninitializedArray<byte>(stream.Length, pinned: true);
        if (stream.Read(bytes, bytes.Length) != bytes.Length) throw new InvalidOperationException("A typeface could not be read.");
        using var blob = new Blob(Marshal.UnsafeAddrOfPinnedArrayElement(bytes, 0), bytes.Length, MemoryMode.ReadOnly);
        using var face = new HarfBuzzSharp.Face(blob, index);
        UnitsPerEm = face.UnitsPerEm;
        Shaping = new Font(face);
        Shaping.SetFunctionsOpenType();
        Shaping.SetScale(UnitsPerEm, UnitsPerEm);
    }

    /// <summary>For drawing.</summary>
    public SKTypeface Typeface { get; }

    /// <summary>For shaping, in units of the typeface; never changed after it is made, so any number of threads may share it.</summary>
    public Font Shaping { get; }

    /// <summary>How many units make one em.</summary>
    public int UnitsPerEm { get; }

    /// <summary>The font with these glyphs only; null when it cannot be made smaller.</summary>
    public byte[]? Subset(IReadOnlySet<ushort> glyphs) => FontSubset.Of(bytes, glyphs);

    /// <summary>Whether it can show a character.</summary>
    public bool Has(Rune rune) => Shaping.TryGetNominalGlyph((uint)rune.Value, out _);
}

/// <summary>The typefaces that Spot carries (SIL Open Font License, see Fonts/OFL.txt), and what the machine offers for scripts that they lack.</summary>
internal static class RecordFonts
{
    private static readonly Face Sans = Carried("NotoSans-Regular.ttf");
    private static readonly Face Bold = Carried("NotoSans-Bold.ttf");
    private static readonly Face Serif = Carried("NotoSerif-Regular.ttf");
    private static readonly Face Arabic = Carried("NotoNaskhArabic-Regular.ttf");
    private static readonly Face Hebrew = Carried("NotoSansHebrew-Regular.ttf");
    private static readonly Face Emoji = Carried("NotoEmoji-Regular.ttf");
    private static readonly Face[][] Chains = [[Sans, Arabic, Hebrew, Emoji], [Bold, Sans, Arabic, Hebrew, Emoji], [Serif, Sans, Arabic, Hebrew, Emoji]];

    /// <summary>The typeface for one user-perceived character; null when neither Spot nor the machine has one.</summary>
    public static Face? For(Voice voice, string text, int start, int length)
    {
        var chain = Chains[(int)voice];
        var piece = text.AsSpan(start, length);
        if (length == 1 && piece[0] < 0x300) return chain[0];
        if (piece.Contains('\uFE0F') && Shows(Emoji, piece)) return Emoji;
        return Shows(chain, piece) ?? Shows(MachineFonts.For(FirstVisible(piece)), piece);
    }

    /// <summary>The typeface of a voice itself.</summary>
    public static Face Of(Voice voice) => Chains[(int)voice][0];

    /// <summary>Whether a character has no ink of its own and needs no glyph.</summary>
    public static bool IsInvisible(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.Control || rune.Value is >= 0xFE00 and <= 0xFE0F or >= 0xE0000 and <= 0xE0FFF or 0x034F or 0x115F or 0x1160 or 0x3164;

    private static Face? Shows(IEnumerable<Face> faces, ReadOnlySpan<char> piece)
    {
        foreach (var face in faces)
            if (Shows(face, piece)) return face;
        return null;
    }

    private static Rune FirstVisible(ReadOnlySpan<char> piece)
    {
        foreach (var rune in piece.EnumerateRunes())
            if (!IsInvisible(rune)) return rune;
        return default;
    }

    private static bool Shows(Face face, ReadOnlySpan<char> piece)
    {
        foreach (var rune in piece.EnumerateRunes())
            if (!IsInvisible(rune) && !face.Has(rune)) return false;
        return true;
    }

    private static Face Carried(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("fonts/" + name)
            ?? throw new InvalidOperationException($"The resource fonts/{name} is missing.");
        return new Face(SKTypeface.FromStream(stream) ?? throw new InvalidOperationException($"The resource fonts/{name} is not a typeface."));
    }
}
