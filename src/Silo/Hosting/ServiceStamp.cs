using Spot.Grains.Abstractions.Identity;

namespace Spot.Silo.Hosting;

/// <summary>Stamps what a grain asks of another grain as asked by Spot itself, for the asking grain's own company: whoever stands behind the first
/// call has no say in the second, and timers and reminders, which have no caller, get one.</summary>
public sealed class ServiceStamp : IOutgoingGrainCallFilter
{
    /// <inheritdoc/>
    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        // Awaited in here, so that the stamp ends with this call and the grain's own context keeps the caller it was asked by.
        if (CallerRule.Covers(context.InterfaceMethod) && context.SourceId is { } source && GrainKey.TryParse(source.Key.ToString(), out var key))
            Caller.Stamp(CallerKind.Service, key.Tenant);
        await context.Invoke();
    }
}
