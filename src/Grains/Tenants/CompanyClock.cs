namespace Spot.Grains.Tenants;

/// <summary>A company's days: they begin at midnight of its time zone, and what was sent "tomorrow morning" shows at 07:00.</summary>
/// <param name="time">The clock.</param>
/// <param name="timeZone">The company's time zone (IANA).</param>
public sealed class CompanyClock(TimeProvider time, string timeZone)
{
    private static readonly TimeOnly MorningHour = new(7, 0);
    private static readonly int FirstDay = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    private readonly TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById(timeZone);

    /// <summary>Now.</summary>
    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>The day it is in the company.</summary>
    public DateOnly Today => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(Now, zone).DateTime);

    /// <summary>The day of "tomorrow morning".</summary>
    public DateOnly Morning => Today.AddDays(1);

    /// <summary>Whether what was sent for the morning of a day, or at once, shows by now.</summary>
    public bool IsReleased(DateOnly day, bool atOnce) => atOnce || Now >= MorningOf(day);

    /// <summary>07:00 of a day in the company, or, where the clocks jump over it, the first moment after.</summary>
    public DateTimeOffset MorningOf(DateOnly day)
    {
        var local = day.ToDateTime(MorningHour);
        while (zone.IsInvalidTime(local)) local = local.AddMinutes(15);
        return new DateTimeOffset(local, zone.GetUtcOffset(local));
    }

    /// <summary>A day as the journal's due days count it: from 1 January 1970.</summary>
    public static int Number(DateOnly day) => day.DayNumber - FirstDay;

    /// <summary>The day of a number made by <see cref="Number"/>.</summary>
    public static DateOnly Day(int number) => DateOnly.FromDayNumber(number + FirstDay);
}
