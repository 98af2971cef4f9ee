using Spot.Grains.Abstractions.Administrators;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Operations;

namespace Spot.Grains.Administrators;

/// <summary>Leads from a mail address to its administrator. The address itself is nowhere in here.</summary>
[GrainType("login")]
internal sealed class LoginGrain([PersistentState("state", "spot")] IPersistentState<LoginState> state) : Grain, ILoginGrain
{
    public Task<Id16?> Find()
    {
        // Whoever tries addresses must not fill the memory with them.
        if (state.State.Administrator is null) DeactivateOnIdle();
        return Task.FromResult(state.State.Administrator);
    }

    public async Task<bool> Claim(Id16 administrator)
    {
        if (state.State.Administrator is { } known && known != administrator)
        {
            // An account that never got its second factor holds the address for nobody: its set-up broke off, and a new link was made.
            var key = AdministratorKey.Of(GrainKey.Parse(this.GetPrimaryKeyString()).Tenant, known);
            var standing = await GrainFactory.GetGrain<IAdministratorGrain>(key).Standing();
            if (standing is not null && standing.Next != SetUpStep.SecondFactor) return false;
        }

        if (state.State.Administrator != administrator) await this.Save(state, new LoginState { Administrator = administrator });
        return true;
    }

    public async Task Release(Id16 administrator)
    {
        if (state.State.Administrator == administrator) await state.ClearStateAsync();
        DeactivateOnIdle();
    }
}
