using Spot.Grains.Abstractions.Identity;

namespace Spot.Grains.Abstractions.Trust;

/// <summary>The installation's log of records: a leaf each, a batch a day. Nothing in it says whose record, or when within the day.</summary>
[Alias("spot.timelog")]
public interface ITimeLogGrain : IGrainWithStringKey
{
    /// <summary>Keeps a leaf for a day's batch; true when it is durable.</summary>
    /// <param name="day">The day.</param>
    /// <param name="leaf">32 bytes.</param>
    [Asks(CallerKind.Service), Alias("Keep")]
    Task<bool> Keep(DateOnly day, byte[] leaf);

    /// <summary>A day's leaves so far, sorted: the order they came in is told to nobody.</summary>
    [Asks(CallerKind.Service), Alias("Leaves")]
    Task<IReadOnlyList<byte[]>> Leaves(DateOnly day);
}

/// <summary>The key of the one <see cref="ITimeLogGrain"/>: <c>-/timelog/all</c>.</summary>
public static class TimeLogKey
{
    /// <summary>The key.</summary>
    public static string All { get; } = new GrainKey(TenantId.Installation, "timelog", "all").ToString();
}
