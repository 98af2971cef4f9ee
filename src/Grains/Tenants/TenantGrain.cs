using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Spot.Grains.Abstractions.Administrators;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Abstractions.Reports;
using Spot.Grains.Abstractions.Tenants;
using Spot.Grains.Operations;
using Spot.Grains.Vault;

namespace Spot.Grains.Tenants;

/// <summary>One company: profile, salt, key directory, recovery key, and who may make links for new administrators.</summary>
[GrainType("tenant")]
internal sealed class TenantGrain(
    [PersistentState("state", "spot")] IPersistentState<TenantState> state,
    [FromKeyedServices(TimeProviderNames.Grains)] TimeProvider time) : Grain, ITenantGrain
{
    private const int SaltSize = 32;

    private TenantState Now => state.State;

    private TenantId Tenant => GrainKey.Parse(this.GetPrimaryKeyString()).Tenant;

    private TenantProfile Existing => Now.Profile ?? throw new InvalidOperationException("The company is not set up.");

    public async Task Create(NewTenant profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        if (Now.Profile is not null) return;
        await this.Save(state, Now with
        {
            Profile = new TenantProfile { Slug = profile.Slug, Name = profile.Name, RunBy = profile.RunBy, TimeZone = profile.TimeZone, Kinds = MatterKinds.Usual },
            Salt = RandomNumberGenerator.GetBytes(SaltSize),
        });
    }

    public Task<TenantProfile> Profile() => Task.FromResult(Existing);

    public Task<byte[]> Salt()
    {
        _ = Existing;
        return Task.FromResult(Now.Salt);
    }

    public Task<IReadOnlyList<ReaderView>> Readers() => Task.FromResult<IReadOnlyList<ReaderView>>(
        [.. ReadersNow().Select(a => new ReaderView { Administrator = a.Administrator, Name = a.Name, Title = a.Title, Since = a.Since })]);

    public Task<ReaderKeys> Keys() => Task.FromResult(new ReaderKeys
    {
        Readers = [.. ReadersNow()],
        Recovery = Now.Recovery?.PublicKey,
        RecoveryHolders = Now.Recovery?.Holders ?? [],
    });

    public Task<IReadOnlyList<AdministratorEntry>> Administrators() => Task.FromResult(Now.Administrators);

    public async Task Announce(AdministratorEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (entry.PublicKey is { } key && !Hpke.IsPublicKey(key)) throw new ArgumentException("Not a public key.", nameof(entry));
        var known = Now.Administrators.FirstOrDefault(a => a.Administrator == entry.Administrator);
        if (known is not null && known.Epoch >= entry.Epoch) return;
        var since = known is { PublicKey: not null } ? known.Since : new CompanyClock(time, Existing.TimeZone).Today;
        await this.Save(state, Now with
        {
            Administrators = [.. Now.Administrators.Where(a => a.Administrator != entry.Administrator), entry with { Since = since }],
            Unfinished = UnfinishedWithout(entry.Administrator),
        });
    }

    public async Task Expect(Id16 administrator)
    {
        if (Now.Unfinished?.Any(a => a.Administrator == administrator) == true || Now.Administrators.Any(a => a.Administrator == administrator)) return;
        await this.Save(state, Now with { Unfinished = [.. Now.Unfinished ?? [], new UnfinishedAccount { Administrator = administrator, Since = time.GetUtcNow() }] });
    }

    public Task<IReadOnlyList<UnfinishedAccount>> Unfinished() => Task.FromResult(Now.Unfinished ?? []);

    public async Task Forget(Id16 administrator)
    {
        if (Now.Unfinished is not null) await this.Save(state, Now with { Unfinished = UnfinishedWithout(administrator) });
    }

    public async Task<bool> SetRecoveryKey(RecoveryKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (!Hpke.IsPublicKey(key.PublicKey)) throw new ArgumentException("Not a public key.", nameof(key));
        if (Now.Recovery is null) await this.Save(state, Now with { Recovery = key });
        return Now.Recovery!.PublicKey.AsSpan().SequenceEqual(key.PublicKey);
    }

    public Task<RecoveryKey?> Recovery() => Task.FromResult(Now.Recovery);

    public Task<bool> HasOwner() => Task.FromResult(Now.FirstOwner is not null);

    public async Task<bool> ClaimFirstOwner(Id16 administrator)
    {
        if (Now.FirstOwner is null) await this.Save(state, Now with { FirstOwner = administrator });
        return Now.FirstOwner == administrator;
    }

    public async Task<string?> NewOwnerLink()
    {
        _ = Existing;
        if (Now.FirstOwner is not null) return null;
        return await Link(new InviteTerms
        {
            Administrator = Id16.Random(),
            Role = AdministratorRole.Owner,
            FirstOwner = true,
            Until = time.GetUtcNow() + SetUpLink.OwnerTime,
        });
    }

    public async Task<InviteMade> Invite(SessionTicket session, NewInvite invite)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(invite);
        var holder = await GrainFactory.GetGrain<IAdminSessionGrain>(AdminSessionKey.Of(Tenant, session.Session)).Check(session.Secret);
        if (holder is null || holder.Next != SetUpStep.None) return Refused(InviteRefusal.SignedOut);
        if (holder.Role != AdministratorRole.Owner) return Refused(InviteRefusal.NotAllowed);
        var name = invite.Name.Trim();
        if (name.Length is 0 or > AccountLimits.Name) return Refused(InviteRefusal.Name);
        if (MailAddress.Normalise(invite.Mail) is not { } mail) return Refused(InviteRefusal.Mail);
        // The other roles come with their pages; a link for one would lead nowhere.
        if (invite.Role is not (AdministratorRole.Owner or AdministratorRole.CaseHandler)) return Refused(InviteRefusal.Role);
        var taken = await GrainFactory.GetGrain<ILoginGrain>(LoginKey.Of(Tenant, MailAddress.LookUp(Now.Salt, mail))).Find();
        if (taken is { } owner && Now.Administrators.Any(a => a.Administrator == owner)) return Refused(InviteRefusal.MailTaken);

        var until = time.GetUtcNow() + SetUpLink.InviteTime;
        var token = await Link(new InviteTerms { Administrator = Id16.Random(), Role = invite.Role, Name = name, Mail = mail, Until = until });
        return new InviteMade { Token = token, Until = until };
    }

    private List<UnfinishedAccount>? UnfinishedWithout(Id16 administrator) =>
        Now.Unfinished?.Where(a => a.Administrator != administrator).ToList() is { Count: > 0 } left ? left : null;

    private static InviteMade Refused(InviteRefusal refusal) => new() { Refusal = refusal };

    private async Task<string> Link(InviteTerms terms)
    {
        var token = SetUpLink.NewToken();
        await GrainFactory.GetGrain<IInviteGrain>(SetUpLink.KeyOf(Tenant, token)!).Create(terms);
        return token;
    }

    private IEnumerable<AdministratorEntry> ReadersNow() => Now.Administrators
        .Where(a => a is { Active: true, PublicKey: not null, Role: AdministratorRole.Owner or AdministratorRole.CaseHandler });
}
