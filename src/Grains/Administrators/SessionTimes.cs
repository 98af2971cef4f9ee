namespace Spot.Grains.Administrators;

/// <summary>How long an administrator's session lasts.</summary>
internal static class SessionTimes
{
    /// <summary>Without a request.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(15);

    /// <summary>In any case.</summary>
    public static readonly TimeSpan Absolute = TimeSpan.FromHours(12);

    /// <summary>How often being there is written: a kill makes a session look this much more idle at most.</summary>
    public static readonly TimeSpan NotedEvery = TimeSpan.FromMinutes(1);
}
