using Microsoft.Extensions.DependencyInjection;
using Spot.Grains.Abstractions.Administrators;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Abstractions.Tenants;
using Spot.Grains.Operations;

namespace Spot.Grains.Administrators;

/// <summary>A one-time set-up link. Nothing is kept of a link that never was.</summary>
[GrainType("invite")]
internal sealed class InviteGrain(
    [PersistentState("state", "spot")] IPersistentState<InviteState> state,
    [FromKeyedServices(TimeProviderNames.Grains)] TimeProvider time) : Grain, IInviteGrain
{
    private TenantId Tenant => GrainKey.Parse(this.GetPrimaryKeyString()).Tenant;

    private ITenantGrain Company => GrainFactory.GetGrain<ITenantGrain>(TenantKey.Of(Tenant));

    public async Task Create(InviteTerms terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        if (state.State.Terms is null) await this.Save(state, new InviteState { Terms = terms });
    }

    public async Task<InviteView> Open()
    {
        var refusal = await Refusal();
        if (refusal != LinkRefusal.None) return new InviteView { Refusal = refusal };
        var terms = state.State.Terms!;
        return new InviteView { Role = terms.Role, FirstOwner = terms.FirstOwner, Name = terms.Name, Mail = terms.Mail };
    }

    public async Task<AcceptResult> Accept(NewAccount account)
    {
        ArgumentNullException.ThrowIfNull(account);
        var link = await Refusal();
        if (link != LinkRefusal.None) return new AcceptResult { Refusal = AcceptRefusal.Link, Link = link };
        var terms = state.State.Terms!;
        // As with the address: an owner stands for who this is. Reporters choose by the name who must not read what they send.
        var name = terms.Name.Length > 0 ? terms.Name : account.Name.Trim();
        var title = account.Title.Trim();
        if (name.Length is 0 or > AccountLimits.Name) return new AcceptResult { Refusal = AcceptRefusal.Name };
        if (title.Length > AccountLimits.Title) return new AcceptResult { Refusal = AcceptRefusal.Title };
        if (MailAddress.Normalise(terms.Mail.Length > 0 ? terms.Mail : account.Mail) is not { } mail) return new AcceptResult { Refusal = AcceptRefusal.Mail };

        var login = LoginKey.Of(Tenant, MailAddress.LookUp(await Company.Salt(), mail));
        if (!await GrainFactory.GetGrain<ILoginGrain>(login).Claim(terms.Administrator)) return new AcceptResult { Refusal = AcceptRefusal.MailTaken };
        await Company.Expect(terms.Administrator);
        var ticket = await GrainFactory.GetGrain<IAdministratorGrain>(AdministratorKey.Of(Tenant, terms.Administrator))
            .Create(terms, account with { Name = name, Title = title, Mail = mail });
        // Only now: a kill before this leaves a link that meets its own account again, never a person without a way in.
        await this.Save(state, state.State with { Spent = true });
        return ticket is null
            ? new AcceptResult { Refusal = AcceptRefusal.Link, Link = LinkRefusal.Used }
            : new AcceptResult { Ticket = ticket };
    }

    private async Task<LinkRefusal> Refusal()
    {
        if (state.State.Terms is not { } terms)
        {
            DeactivateOnIdle();
            return LinkRefusal.Unknown;
        }

        if (state.State.Spent) return LinkRefusal.Used;
        if (time.GetUtcNow() >= terms.Until) return LinkRefusal.Expired;
        return terms.FirstOwner && await Company.HasOwner() ? LinkRefusal.OwnerExists : LinkRefusal.None;
    }
}
