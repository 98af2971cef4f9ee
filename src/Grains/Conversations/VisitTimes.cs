namespace Spot.Grains.Conversations;

/// <summary>How long a browser's visit lasts, and how long a conversation is kept.</summary>
internal static class VisitTimes
{
    /// <summary>A visit that is quiet for so long is over.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(30);

    /// <summary>A visit is over after so long in any case.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(8);

    /// <summary>A visit's last moment is written at most so often; it is known exactly while the grain is in memory.</summary>
    public static readonly TimeSpan Grain = TimeSpan.FromMinutes(1);

    /// <summary>Words that were not typed back stop opening after so long.</summary>
    public static readonly TimeSpan UnconfirmedCode = TimeSpan.FromHours(24);

    /// <summary>At most so many browsers at once; the one that ends first gives way.</summary>
    public const int MostTickets = 3;

    /// <summary>A conversation with a code, not sent: days after the last visit, to which 0 to 7 are added.</summary>
    public const int KeepDraftDays = 30;

    /// <summary>The most days added to <see cref="KeepDraftDays"/>.</summary>
    public const int SpreadDays = 7;

    /// <summary>A conversation without a code: nobody can open it once its last ticket is over.</summary>
    public const int KeepUnnamedDays = 2;

    /// <summary>The way to a sent report: days after the last visit.</summary>
    public const int KeepMailboxDays = 4 * 365;

    /// <summary>The turns of a sent report: days after sending, unless the reporter erases them sooner.</summary>
    public const int KeepSentTurnsDays = 90;

    /// <summary>Whether a visit that began and was last seen then is over.</summary>
    public static bool IsOver(DateTimeOffset began, DateTimeOffset seen, DateTimeOffset now) => now - seen > Idle || now - began > Longest;
}
