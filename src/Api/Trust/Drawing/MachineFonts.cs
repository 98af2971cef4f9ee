using System.Text;
using SkiaSharp;

namespace Spot.Api.Trust.Drawing;

/// <summary>The machine's own typefaces, for scripts that Spot does not carry (Chinese, Japanese, Korean and some of India and South-East Asia would be ten times
/// the size of everything else). Debian: <c>apt install fonts-noto-core fonts-noto-cjk</c>.</summary>
/// <remarks>The drawing library comes without a finder of fonts, because that one needs system libraries. Looking through all files is slow, so it happens once a
/// stretch of 256 characters, and only so often in a process: nobody can make it look for ever with strange characters.</remarks>
internal static class MachineFonts
{
    private const int MostSearches = 40;
    private const int MostFaces = 24;
    private static readonly Lock Gate = new();
    private static readonly Dictionary<int, IReadOnlyList<Face>> ByStretch = [];
    private static readonly Dictionary<string, Face> ByPath = new(StringComparer.Ordinal);
    private static IReadOnlyList<string>? files;

    /// <summary>Typefaces that may show a character, the plainest first; none when the machine has none.</summary>
    public static IReadOnlyList<Face> For(Rune rune)
    {
        lock (Gate)
        {
            if (ByStretch.TryGetValue(rune.Value >> 8, out var found)) return found;
            if (ByStretch.Count >= MostSearches) return [];
            return ByStretch[rune.Value >> 8] = Search(rune);
        }
    }

    private static List<Face> Search(Rune rune)
    {
        var known = ByPath.Values.Where(f => f.Has(rune)).ToList();
        if (known.Count > 0 || ByPath.Count >= MostFaces) return known;
        foreach (var path in files ??= [.. Files()])
        {
            using var typeface = SKTypeface.FromFile(path);
            if (typeface is null || !typeface.ContainsGlyph(rune.Value)) continue;
            return [ByPath[path] = new Face(SKTypeface.FromFile(path))];
        }

        return [];
    }

    private static IEnumerable<string> Files() =>
        new[] { "/usr/share/fonts", "/usr/local/share/fonts", "/System/Library/Fonts", "/Library/Fonts", Environment.GetFolderPath(Environment.SpecialFolder.Fonts) }
            .Where(folder => folder.Length > 0 && Directory.Exists(folder))
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true }))
            .Where(path => Path.GetExtension(path).ToUpperInvariant() is ".TTF" or ".OTF" or ".TTC")
            // The regular weight of a plain family before bold, slanted and fixed ones.
            .OrderBy(path => !path.Contains("Regular", StringComparison.OrdinalIgnoreCase))
            .ThenBy(path => path.Contains("Mono", StringComparison.OrdinalIgnoreCase))
            .ThenBy(path => !path.Contains("Noto", StringComparison.OrdinalIgnoreCase))
            .ThenBy(path => path, StringComparer.Ordinal);
}
