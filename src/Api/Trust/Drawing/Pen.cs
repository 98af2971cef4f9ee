using SkiaSharp;

namespace Spot.Api.Trust.Drawing;

/// <summary>Goes over a document twice: first it only notes which glyphs are used, then it draws with typefaces that hold these and no others.</summary>
internal sealed class Pen : IDisposable
{
    private readonly Dictionary<Face, HashSet<ushort>> used = [];
    private readonly Dictionary<Face, SKTypeface> small = [];

    /// <summary>Where to draw; null while only noting.</summary>
    public SKCanvas? Canvas { get; set; }

    /// <summary>Notes a glyph.</summary>
    public void Note(Face face, ushort glyph)
    {
        if (!used.TryGetValue(face, out var glyphs)) used[face] = glyphs = [];
        glyphs.Add(glyph);
    }

    /// <summary>The typeface to draw with.</summary>
    public SKTypeface TypefaceOf(Face face)
    {
        if (small.TryGetValue(face, out var typeface)) return typeface;
        var glyphs = used.GetValueOrDefault(face) ?? [];
        if (face.Subset(glyphs) is not { } bytes) return face.Typeface;
        using var data = SKData.CreateCopy(bytes);
        return small[face] = SKTypeface.FromData(data) ?? throw new InvalidOperationException("A part of a typeface could not be read.");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var typeface in small.Values) typeface.Dispose();
    }
}
