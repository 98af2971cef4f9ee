using System.Globalization;

namespace Spot.Api.Layout;

/// <summary>Days in words. Pages show days, never times.</summary>
public static class Days
{
    /// <summary>As <c>2 December</c>, with the year when it is not this year's.</summary>
    public static string Of(DateOnly day, DateOnly today, string language = "en") =>
        day.ToString(day.Year == today.Year ? "d MMMM" : "d MMMM yyyy", CultureInfo.GetCultureInfo(language));

    /// <summary>As <c>16 February 2027</c>.</summary>
    public static string Full(DateOnly day, string language = "en") => day.ToString("d MMMM yyyy", CultureInfo.GetCultureInfo(language));

    /// <summary>As <c>2026-12-02</c>, for a <c>datetime</c> attribute.</summary>
    public static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>How long until a day: <c>84 days left</c>, <c>1 day left</c>, <c>Due today</c>, <c>3 days late</c>.</summary>
    public static string Left(DateOnly due, DateOnly today) => (due.DayNumber - today.DayNumber) switch
    {
        1 => "1 day left",
        > 1 and var days => string.Create(CultureInfo.InvariantCulture, $"{days} days left"),
        0 => "Due today",
        -1 => "1 day late",
        var days => string.Create(CultureInfo.InvariantCulture, $"{-days} days late"),
    };

    /// <summary>Names in a sentence: <c>A</c>, <c>A and B</c>, <c>A, B and C</c>.</summary>
    public static string Names(IReadOnlyList<string> names) => names.Count switch
    {
        0 => "",
        1 => names[0],
        _ => $"{string.Join(", ", names.Take(names.Count - 1))} and {names[^1]}",
    };
}
