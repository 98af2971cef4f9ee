namespace Spot.Grains.Operations;

/// <summary>The one way a grain changes its stored state: the new state counts only after its write.</summary>
internal static class Saving
{
    /// <summary>Writes the next state. After a failed write nobody knows what is stored, so the grain forgets and reads again at its next call.</summary>
    public static async Task Save<T>(this IGrainBase grain, IPersistentState<T> state, T next)
    {
        var before = state.State;
        state.State = next;
        try
        {
            await state.WriteStateAsync();
        }
        catch
        {
            state.State = before;
            grain.DeactivateOnIdle();
            throw;
        }
    }
}
