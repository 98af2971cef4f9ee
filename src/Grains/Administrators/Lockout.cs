namespace Spot.Grains.Administrators;

/// <summary>How wrong tries slow down: after every fifth in a row nothing is tried for a while, each time twice as long.</summary>
internal static class Lockout
{
    private const int Every = 5;
    private const int MaxDoublings = 4;
    private static readonly TimeSpan First = TimeSpan.FromMinutes(15);

    /// <summary>Until when nothing is tried after so many wrong tries in a row; null: the next try may come at once.</summary>
    public static DateTimeOffset? After(int wrongTries, DateTimeOffset now) =>
        wrongTries == 0 || wrongTries % Every != 0 ? null : now + First * (1 << Math.Min(wrongTries / Every - 1, MaxDoublings));
}
