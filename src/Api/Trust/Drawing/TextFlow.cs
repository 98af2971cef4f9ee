using System.Globalization;
using System.Text;
using HarfBuzzSharp;
using SkiaSharp;

namespace Spot.Api.Trust.Drawing;

/// <summary>How words look.</summary>
internal readonly record struct Look(Voice Voice, float Size, SKColor Colour);

/// <summary>Words in one look.</summary>
internal readonly record struct Span(string Text, Look Look);

/// <summary>A stretch of text in one typeface, look, script and direction, shaped.</summary>
internal sealed record Shaped(int Start, int End, byte Level, Look Look, Face Face, GlyphInfo[] Glyphs, GlyphPosition[] Positions)
{
    /// <summary>From units of the typeface to points.</summary>
    public float Scale => Look.Size / Face.UnitsPerEm;
}

/// <summary>One line: the stretches in it, from left to right, and how wide they are in points.</summary>
internal sealed record Line(string Text, IReadOnlyList<(Shaped Run, int Start, int End)> Pieces, float Width, bool RunsLeft)
{
    /// <summary>Draws the line with its left edge and baseline at a point.</summary>
    public void Draw(Pen pen, float x, float baseline)
    {
        foreach (var (run, start, end) in Pieces) x += LineInk.Draw(pen, Text, run, start, end, x, baseline);
    }
}

/// <summary>Breaks one paragraph of any script into lines.</summary>
internal static class TextFlow
{
    private const char Missing = '\uFFFD';

    /// <summary>The lines of a text, one list a paragraph. Never empty.</summary>
    public static IEnumerable<IReadOnlyList<Line>> Paragraphs(IReadOnlyList<Span> spans, float width)
    {
        var text = new StringBuilder();
        var looks = new List<Look>();
        foreach (var span in spans)
        {
            foreach (var letter in Cleaned(span.Text))
            {
                if (letter == '\n')
                {
                    yield return Lines(text.ToString(), looks, width);
                    text.Clear();
                    looks.Clear();
                    continue;
                }

                text.Append(letter);
                looks.Add(span.Look);
            }
        }

        yield return Lines(text.ToString(), looks, width);
    }

    /// <summary>The width of a short text on one line, in points.</summary>
    public static Line Single(string text, Look look) => Lines(Cleaned(text).ReplaceLineEndings(" "), [.. Enumerable.Repeat(look, text.Length)], float.MaxValue)[0];

    // Line ends become one kind; what no typeface can show as a character (halves of pairs, controls) is replaced or left out, tabs become spaces.
    private static string Cleaned(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.ReplaceLineEndings("\n").EnumerateRunes())
        {
            if (rune.Value is '\n') clean.Append('\n');
            else if (rune.Value is '\t') clean.Append("    ");
            else if (rune.Value == Missing || Rune.GetUnicodeCategory(rune) is not UnicodeCategory.Control) clean.Append(rune.ToString());
        }

        return clean.ToString();
    }

    private static List<Line> Lines(string text, IReadOnlyList<Look> looks, float width)
    {
        if (text.Length == 0) return [new Line(text, [], 0, RunsLeft: false)];
        (text, looks) = WithoutMissing(text, looks);
        var levels = Directions.Levels(text, out var paragraph);
        var characters = StringInfo.ParseCombiningCharacters(text);
        var runs = Runs(text, looks, levels, characters);
        var advance = Advances(text.Length, runs);
        var allowed = Breaks.Allowed(text, characters);

        var lines = new List<Line>();
        var start = 0;
        while (start < text.Length)
        {
            var end = EndOfLine(text, characters, advance, allowed, start, width);
            lines.Add(Arrange(text, runs, advance, start, end, paragraph));
            start = end;
        }

        return lines;
    }

    // A character that no typeface has is written as its number: a record that shows a box would not say what was said.
    private static (string, IReadOnlyList<Look>) WithoutMissing(string text, IReadOnlyList<Look> looks)
    {
        StringBuilder? changed = null;
        List<Look>? changedLooks = null;
        var characters = StringInfo.ParseCombiningCharacters(text);
        for (var i = 0; i < characters.Length; i++)
        {
            var at = characters[i];
            var length = (i + 1 < characters.Length ? characters[i + 1] : text.Length) - at;
            var shown = RecordFonts.For(looks[at].Voice, text, at, length) is not null;
            if (shown && changed is null) continue;
            if (changed is null)
            {
                changed = new StringBuilder(text, 0, at, text.Length * 2);
                changedLooks = [.. looks.Take(at)];
            }

            foreach (var rune in text.AsSpan(at, length).EnumerateRunes())
            {
                var one = rune.ToString();
                var piece = shown || RecordFonts.IsInvisible(rune) || RecordFonts.For(looks[at].Voice, one, 0, one.Length) is not null ? one : $"[U+{rune.Value:X4}]";
                changed.Append(piece);
                changedLooks!.AddRange(Enumerable.Repeat(looks[at], piece.Length));
            }
        }

        return changed is null ? (text, looks) : (changed.ToString(), changedLooks!);
    }

    private static List<Shaped> Runs(string text, IReadOnlyList<Look> looks, byte[] levels, int[] characters)
    {
        var runs = new List<Shaped>();
        var start = 0;
        (Face Face, byte Level, Look Look, Script Script) current = (RecordFonts.Of(Voice.Sans), 0, default, Script.Common);
        for (var i = 0; i < characters.Length; i++)
        {
            var at = characters[i];
            var length = (i + 1 < characters.Length ? characters[i + 1] : text.Length) - at;
            var face = RecordFonts.For(looks[at].Voice, text, at, length) ?? RecordFonts.Of(looks[at].Voice);
            var script = UnicodeFunctions.Default.GetScript((uint)Rune.GetRuneAt(text, at).Value);
            if (script == Script.Common || script == Script.Inherited || script == Script.Unknown) script = i == 0 ? Script.Common : current.Script;
            if (i > 0 && current.Script == Script.Common && face == current.Face) current.Script = script;
            var next = (face, levels[at], looks[at], script);
            if (i > 0 && next != current) Close(at);
            current = next;
        }

        Close(text.Length);
        return runs;

        void Close(int end)
        {
            if (end == start) return;
            runs.Add(Shape(text, start, end, current.Level, current.Look, current.Face, current.Script));
            start = end;
        }
    }

    private static Shaped Shape(string text, int start, int end, byte level, Look look, Face face, Script script)
    {
        using var buffer = new HarfBuzzSharp.Buffer();
        buffer.AddUtf16(text.AsSpan(), start, end - start);
        buffer.Direction = level % 2 == 0 ? Direction.LeftToRight : Direction.RightToLeft;
        buffer.Script = script == Script.Common ? Script.Latin : script;
        buffer.Language = Language.Default;
        face.Shaping.Shape(buffer);
        return new Shaped(start, end, level, look, face, buffer.GlyphInfos, buffer.GlyphPositions);
    }

    // The advance of each glyph, noted at the unit its cluster begins with.
    private static float[] Advances(int length, List<Shaped> runs)
    {
        var advance = new float[length];
        foreach (var run in runs)
            for (var i = 0; i < run.Glyphs.Length; i++)
                advance[run.Glyphs[i].Cluster] += run.Positions[i].XAdvance * run.Scale;
        return advance;
    }

    private static int EndOfLine(string text, int[] characters, float[] advance, bool[] allowed, int start, float width)
    {
        var first = Array.BinarySearch(characters, start);
        var used = 0f;
        var lastAllowed = -1;
        for (var i = first; i < characters.Length; i++)
        {
            var at = characters[i];
            var end = i + 1 < characters.Length ? characters[i + 1] : text.Length;
            if (allowed[at] && at > start) lastAllowed = at;
            for (var unit = at; unit < end; unit++) used += advance[unit];
            if (used <= width || char.IsWhiteSpace(text[at])) continue;
            if (lastAllowed > start) return lastAllowed;
            return at > start ? at : end;
        }

        return text.Length;
    }

    private static Line Arrange(string text, List<Shaped> runs, float[] advance, int start, int end, byte paragraph)
    {
        // Spaces at the end of a line take no room; on a line that runs left they would stand before it.
        var last = end;
        while (last > start && char.IsWhiteSpace(text[last - 1])) last--;
        var pieces = new List<(Shaped Run, int Start, int End)>();
        foreach (var run in runs)
        {
            var (from, to) = (Math.Max(run.Start, start), Math.Min(run.End, last));
            if (from < to) pieces.Add((run, from, to));
        }

        // UAX #9, L2: from the highest level down to the lowest odd one, turn every stretch of that level or higher.
        for (var level = pieces.Select(p => p.Run.Level).DefaultIfEmpty().Max(); level >= 1; level--)
        {
            for (var i = 0; i < pieces.Count;)
            {
                if (pieces[i].Run.Level < level) { i++; continue; }
                var count = 1;
                while (i + count < pieces.Count && pieces[i + count].Run.Level >= level) count++;
                pieces.Reverse(i, count);
                i += count;
            }
        }

        var width = 0f;
        for (var i = start; i < last; i++) width += advance[i];
        return new Line(text, pieces, width, paragraph == 1);
    }
}
