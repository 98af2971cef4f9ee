using Microsoft.Extensions.DependencyInjection;
using Spot.Grains.Abstractions.Operations;

namespace Spot.Grains.Operations;

/// <summary>Keeps the form keys: 90 days each, the next one made two weeks before, so that every front door knows it before the first uses it.</summary>
[GrainType("keyring")]
internal sealed class KeyRingGrain(
    [PersistentState("state", "spot")] IPersistentState<KeyRingState> state,
    [FromKeyedServices(TimeProviderNames.Grains)] TimeProvider time) : Grain, IKeyRingGrain
{
    private static readonly TimeSpan InUse = TimeSpan.FromDays(90);
    private static readonly TimeSpan Overlap = TimeSpan.FromDays(14);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> Load()
    {
        var now = time.GetUtcNow();
        var keys = state.State.Keys;
        var newest = keys.Count == 0 ? null : keys[^1];
        if (newest is null || newest.Until <= now + Overlap)
        {
            // The first key counts from yesterday: whoever reads it may have a clock a little behind.
            var from = newest is null || newest.Until <= now ? now.AddDays(-1) : newest.Until - TimeSpan.FromDays(2);
            await this.Save(state, new KeyRingState { Keys = [.. keys.Where(k => k.Until + Overlap > now), FormKey.Make(now, from, from + InUse)] });
        }
        return [.. state.State.Keys.Select(k => k.ToXml())];
    }
}
