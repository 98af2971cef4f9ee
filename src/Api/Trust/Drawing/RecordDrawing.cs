using SkiaSharp;
using Spot.Grains.Abstractions.Conversations;

namespace Spot.Api.Trust.Drawing;

/// <summary>Draws a record on A4 pages: an unsigned PDF that no reader has seen yet.</summary>
internal static class RecordDrawing
{
    private const float PageWidth = 595.28f;
    private const float PageHeight = 841.89f;
    private const float Side = 76;
    private const float Top = 68;
    private const float Bottom = 80;
    private const float Overhang = 5;
    private static readonly Look Folio = new(Voice.Sans, 9, SKColor.Parse("#4a5852"));

    /// <summary>The pages, in PDF. The document's own metadata is written later (<see cref="Pdf.SignableFile"/>).</summary>
    public static byte[] Draw(RecordContents contents, RecordFrame frame, RecordTexts texts)
    {
        const float Width = PageWidth - 2 * Side;
        var pages = Paging.Deal(RecordLayout.Of(contents, frame, texts, Width), PageHeight - Top - Bottom);
        var folios = pages.Select((_, n) => TextFlow.Single(texts["Page", n + 1, pages.Count], Folio)).ToList();
        using var pen = new Pen();
        foreach (var (row, _) in pages.SelectMany(p => p)) row.Ink(pen, 0, 0);
        foreach (var folio in folios) folio.Draw(pen, 0, 0);

        using var stream = new MemoryStream();
        using (var document = SKDocument.CreatePdf(stream))
        {
            for (var n = 0; n < pages.Count; n++)
            {
                pen.Canvas = document.BeginPage(PageWidth, PageHeight);
                Page(pen, pen.Canvas, pages[n], Width);
                folios[n].Draw(pen, PageWidth - Side - folios[n].Width, PageHeight - 44);
                document.EndPage();
            }

            document.Close();
        }

        return stream.ToArray();
    }

    private static void Page(Pen pen, SKCanvas canvas, List<Placed> strips, float width)
    {
        // Grounds first: one for each stretch of a panel on this page.
        for (var i = 0; i < strips.Count;)
        {
            var panel = strips[i].Row.Panel;
            var end = i;
            while (end + 1 < strips.Count && ReferenceEquals(strips[end + 1].Row.Panel, panel)) end++;
            if (panel is not null)
            {
                // Where words go on over a page's edge, the ground goes a little further too.
                var (above, below) = (i == 0 ? Overhang : 0, end == strips.Count - 1 ? Overhang : 0);
                Ground(canvas, panel, Top + strips[i].Top - above, Top + strips[end].Top + strips[end].Row.Height + below, width);
            }

            i = end + 1;
        }

        foreach (var (row, top) in strips)
        {
            if (row.Parts && top == 0) continue;
            // Marks piled on a letter must not reach over other people's lines.
            canvas.Save();
            canvas.ClipRect(new SKRect(0, Top + top - Overhang, PageWidth, Top + top + row.Height + Overhang));
            row.Ink(pen, Side, Top + top);
            canvas.Restore();
        }
    }

    private static void Ground(SKCanvas canvas, Panel panel, float top, float bottom, float width)
    {
        using var ground = new SKPaint { Color = panel.Ground };
        using var edge = new SKPaint { Color = panel.Edge };
        canvas.DrawRect(new SKRect(Side, top, Side + width, bottom), ground);
        var x = panel.EdgeRight ? Side + width - 3 : Side;
        canvas.DrawRect(new SKRect(x, top, x + 3, bottom), edge);
    }
}
