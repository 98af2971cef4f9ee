using System.Text;
using SkiaSharp;

namespace Spot.Api.Trust.Drawing;

/// <summary>Puts shaped glyphs on the page, together with the text they stand for, so that a PDF reader can search, copy and read it out.</summary>
internal static class LineInk
{
    /// <summary>Draws (or only notes) the part of a stretch between two units; returns its width in points when it was drawn.</summary>
    public static float Draw(Pen pen, string text, Shaped run, int start, int end, float x, float baseline)
    {
        var scale = run.Scale;
        var count = 0;
        foreach (var glyph in run.Glyphs)
        {
            if (glyph.Cluster < start || glyph.Cluster >= end) continue;
            if (pen.Canvas is null) pen.Note(run.Face, (ushort)glyph.Codepoint);
            count++;
        }

        if (count == 0 || pen.Canvas is null) return 0;

        using var font = new SKFont(pen.TypefaceOf(run.Face), run.Look.Size) { Subpixel = true, Hinting = SKFontHinting.None, LinearMetrics = true };
        using var builder = new SKTextBlobBuilder();
        var bytes = Encoding.UTF8.GetByteCount(text.AsSpan(start, end - start));
        var buffer = builder.AllocateRawPositionedTextRun(font, count, bytes);
        var written = Encoding.UTF8.GetBytes(text.AsSpan(start, end - start), buffer.Text);
        if (written != bytes) throw new InvalidOperationException("A text changed its length.");

        var at = 0;
        var advance = 0f;
        for (var i = 0; i < run.Glyphs.Length; i++)
        {
            var cluster = (int)run.Glyphs[i].Cluster;
            if (cluster < start || cluster >= end) continue;
            var position = run.Positions[i];
            buffer.Glyphs[at] = (ushort)run.Glyphs[i].Codepoint;
            buffer.Positions[at] = new SKPoint(advance + position.XOffset * scale, -position.YOffset * scale);
            buffer.Clusters[at] = (uint)Encoding.UTF8.GetByteCount(text.AsSpan(start, cluster - start));
            advance += position.XAdvance * scale;
            at++;
        }

        using var blob = builder.Build();
        if (blob is not null)
        {
            using var paint = new SKPaint { Color = run.Look.Colour, IsAntialias = true };
            pen.Canvas.DrawText(blob, x, baseline, paint);
        }

        return advance;
    }
}
