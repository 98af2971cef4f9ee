using System.Globalization;
using Spot.Grains.Abstractions.Identity;

namespace Spot.Grains.Reports;

/// <summary>A place in the sorted list: after it the next page begins, whatever has come or gone since. Never an offset: that would be one short
/// where somebody else's case lies in between.</summary>
internal readonly record struct CaseCursor(int Sort, Id16 Report) : IComparable<CaseCursor>
{
    /// <summary>The place of a case.</summary>
    public static CaseCursor Of(ReportHead head, Id16 report) => new(head.SortValue(), report);

    /// <summary>Reads a cursor; null for none, and for anything that is not one: then the list begins at its beginning.</summary>
    public static CaseCursor? Parse(string? text)
    {
        if (text is null || text.Split('-') is not [var sort, var report]) return null;
        return int.TryParse(sort, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && Id16.TryParse(report, out var id) ? new CaseCursor(value, id) : null;
    }

    /// <inheritdoc/>
    public int CompareTo(CaseCursor other)
    {
        var bySort = Sort.CompareTo(other.Sort);
        if (bySort != 0) return bySort;
        Span<byte> mine = stackalloc byte[Id16.Size];
        Span<byte> others = stackalloc byte[Id16.Size];
        Report.CopyTo(mine);
        other.Report.CopyTo(others);
        return mine.SequenceCompareTo(others);
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Sort}-{Report}");
}
