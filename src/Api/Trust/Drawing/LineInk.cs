using System.Text;
using SkiaSharp;

namespace Spot.Api.Trust.Drawing;

/// <summary>Puts shaped glyphs on the page, together with the text they stand for, so that a PDF reader can search, copy and read it out.</summary>
internal static class LineInk
{
    /// <summary>Draws the part of a stretch between two units; returns its width in points.</summary>
    public static float Draw(SKCanvas canvas, string text, Shaped run, int start, int end, float x, float baseline)
    {
        var scale = run.Scale;
        var count = 0;
        foreach (var glyph in run.Glyphs)
            if (glyph.Cluster >= start && glyph.Cluster < end) count++;
        if (count == 0) return 0;

        using var font = new SKFont(run.Face.Typeface, run.Look.Size) { Subpixel = true, Hinting = SKFontHinting.None, LinearMetrics = true };
        using var builder = new SKTextBlobBuilder();
        var bytes = Encoding.UTF8.GetByteCount(text.AsSpan(start, end - start));
        var buffer = builder.AllocateRawPositionedTextRun(font, count, bytes);
        var written = Encoding.UTF8.GetBytes(text.AsSpan(start, end - start), buffer.Text);
        if (written != bytes) throw new InvalidOperationException("A text changed its length.");

        var at = 0;
        var pen = 0f;
        for (var i = 0; i < run.Glyphs.Length; i++)
        {
            var cluster = (int)run.Glyphs[i].Cluster;
            if (cluster < start || cluster >= end) continue;
            var position = run.Positions[i];
            buffer.Glyphs[at] = (ushort)run.Glyphs[i].Codepoint;
            buffer.Positions[at] = new SKPoint(pen + position.XOffset * scale, -position.YOffset * scale);
            buffer.Clusters[at] = (uint)Encoding.UTF8.GetByteCount(text.AsSpan(start, cluster - start));
            pen += position.XAdvance * scale;
            at++;
        }

        using var blob = builder.Build();
        if (blob is not null)
        {
            using var paint = new SKPaint { Color = run.Look.Colour, IsAntialias = true };
            canvas.DrawText(blob, x, baseline, paint);
        }

        return pen;
    }
}
