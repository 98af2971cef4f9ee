namespace Spot.Api.Layout;

/// <summary>Text as people type it.</summary>
public static class PlainText
{
    /// <summary>The text with one kind of line end, which is how it is counted and kept.</summary>
    public static string OneLineEnd(string? text) => (text ?? "").ReplaceLineEndings("\n");

    /// <summary>Paragraphs (parted by empty lines), each with its lines; no empty ones.</summary>
    public static IEnumerable<IReadOnlyList<string>> Paragraphs(string? text)
    {
        var lines = new List<string>();
        foreach (var line in OneLineEnd(text).Split('\n'))
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                lines.Add(line.TrimEnd());
                continue;
            }

            if (lines.Count > 0) yield return lines;
            lines = [];
        }

        if (lines.Count > 0) yield return lines;
    }

    /// <summary>The first words of a text, for a label; ends in an ellipsis when something is left out.</summary>
    public static string Start(string text, int length)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (line.Length <= length) return line;
        var cut = line.LastIndexOf(' ', length);
        return string.Concat(line.AsSpan(0, cut > length / 2 ? cut : length), "…");
    }
}
