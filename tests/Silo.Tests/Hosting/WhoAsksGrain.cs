using Spot.Grains.Abstractions.Identity;

namespace Spot.Silo.Tests.Hosting;

/// <summary>A grain that only tells who called it.</summary>
public interface IWhoAsksGrain : IGrainWithStringKey
{
    [Asks(CallerKind.Reporter | CallerKind.Service)]
    Task<CallerKind> ForReportersAndService();

    [Asks(CallerKind.Reporter | CallerKind.Administrator | CallerKind.Service | CallerKind.Operator)]
    Task<CallerKind> ForAll();

    Task<CallerKind> ForNobody();

    [Asks(CallerKind.Service)]
    Task<SeenCaller> ForService();

    [Asks(CallerKind.Reporter)]
    Task<SeenCaller> AskAnother(TenantId owner);

    [Asks(CallerKind.Reporter)]
    Task<CallerKind> CallerAfterAsking(TenantId owner);

    [Asks(CallerKind.Reporter)]
    Task<SeenCaller> AskFromTimer();
}

[GenerateSerializer]
public sealed record SeenCaller([property: Id(0)] CallerKind Kind, [property: Id(1)] TenantId Tenant);

public sealed class WhoAsksGrain : Grain, IWhoAsksGrain
{
    public static string KeyIn(TenantId owner, string id = "one") => new GrainKey(owner, "who", id).ToString();

    public Task<CallerKind> ForReportersAndService() => Task.FromResult(Caller.Current.Kind);

    public Task<CallerKind> ForAll() => Task.FromResult(Caller.Current.Kind);

    public Task<CallerKind> ForNobody() => Task.FromResult(Caller.Current.Kind);

    public Task<SeenCaller> ForService() => Task.FromResult(new SeenCaller(Caller.Current.Kind, Caller.Current.Tenant));

    public Task<SeenCaller> AskAnother(TenantId owner) => GrainFactory.GetGrain<IWhoAsksGrain>(KeyIn(owner, "another")).ForService();

    public async Task<CallerKind> CallerAfterAsking(TenantId owner)
    {
        await AskAnother(owner);
        return Caller.Current.Kind;
    }

    public async Task<SeenCaller> AskFromTimer()
    {
        var seen = new TaskCompletionSource<SeenCaller>(TaskCreationOptions.RunContinuationsAsynchronously);
        var self = GrainKey.Parse(this.GetPrimaryKeyString());
        using var timer = this.RegisterGrainTimer(async () =>
        {
            // A timer has no caller of its own; whoever registered it must not leak into it.
            Orleans.Runtime.RequestContext.Clear();
            seen.TrySetResult(await AskAnother(self.Tenant));
        }, new GrainTimerCreationOptions(TimeSpan.Zero, Timeout.InfiniteTimeSpan) { Interleave = true });
        return await seen.Task;
    }
}
