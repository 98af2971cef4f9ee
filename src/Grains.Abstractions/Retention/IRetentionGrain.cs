using Spot.Grains.Abstractions.Identity;

namespace Spot.Grains.Abstractions.Retention;

/// <summary>One reminder a company: wakes the outbox, sweeps what its due day says, in portions.</summary>
[Alias("spot.retention")]
public interface IRetentionGrain : IGrainWithStringKey
{
    /// <summary>Registers the reminder. A repeat changes nothing.</summary>
    [Asks(CallerKind.Service | CallerKind.Operator), Alias("Start")]
    Task Start();

    /// <summary>One round now, as the reminder does it.</summary>
    [Asks(CallerKind.Service), Alias("Sweep")]
    Task Sweep();
}

/// <summary>The key of an <see cref="IRetentionGrain"/>: <c>T/retention/all</c>.</summary>
public static class RetentionKey
{
    /// <summary>The key.</summary>
    public static string Of(TenantId tenant) => new GrainKey(tenant, "retention", "all").ToString();
}
