using SkiaSharp;

namespace Spot.Api.Trust.Drawing;

/// <summary>One horizontal strip of a page: a line of text or a line of a table. What is drawn is given the strip's left edge and top.</summary>
/// <param name="Height">In points.</param>
/// <param name="Before">The gap above, in points; none at the top of a page.</param>
/// <param name="KeepWithNext">Whether a page must not end with it.</param>
/// <param name="Ink">Draws it.</param>
/// <param name="Panel">Strips of one panel, one after another, share a tinted ground; null: none.</param>
internal sealed record Row(float Height, float Before, bool KeepWithNext, Action<Pen, float, float> Ink, Panel? Panel = null)
{
    /// <summary>Whether it parts what is above from what is below, and so is left out at the top of a page.</summary>
    public bool Parts { get; init; }
}

/// <summary>A tinted ground behind somebody's words, with an edge on the side where they begin.</summary>
internal sealed record Panel(SKColor Ground, SKColor Edge, bool EdgeRight);

/// <summary>A strip's place on its page.</summary>
internal readonly record struct Placed(Row Row, float Top);

/// <summary>Deals strips out to pages.</summary>
internal static class Paging
{
    /// <summary>The pages, each with its strips from the top down. Strips that belong together stay together unless they fill a page by themselves.</summary>
    public static List<List<Placed>> Deal(IReadOnlyList<Row> rows, float height)
    {
        var pages = new List<List<Placed>> { new() };
        var top = 0f;
        for (var i = 0; i < rows.Count;)
        {
            var count = 1;
            while (rows[i + count - 1].KeepWithNext && i + count < rows.Count) count++;
            var together = Enumerable.Range(i, count).Sum(n => rows[n].Height + (n == i ? 0 : rows[n].Before));
            var before = pages[^1].Count == 0 ? 0 : rows[i].Before;
            if (pages[^1].Count > 0 && top + before + together > height)
            {
                pages.Add([]);
                (top, before) = (0, 0);
            }

            for (var n = 0; n < count; n++, i++)
            {
                var gap = n == 0 ? before : rows[i].Before;
                if (pages[^1].Count > 0 && top + gap + rows[i].Height > height)
                {
                    pages.Add([]);
                    (top, gap) = (0, 0);
                }

                top += gap;
                pages[^1].Add(new Placed(rows[i], top));
                top += rows[i].Height;
            }
        }

        return pages;
    }
}
