using Spot.Grains.Abstractions.Administrators;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Abstractions.Tenants;

namespace Spot.Api.Administrators;

/// <summary>How the first step of signing in ended.</summary>
internal enum PasswordOutcome
{
    /// <summary>Signed in up to the second factor.</summary>
    Passed,

    /// <summary>No such account, or another password: the same answer after the same work.</summary>
    Wrong,

    /// <summary>Too many tries for this name, be it an account's or not.</summary>
    Locked,

    /// <summary>Too many people at once.</summary>
    Busy,
}

/// <summary>The first step of signing in: the guard, then one run over the password, then the account. An address without an account takes the same way.</summary>
internal sealed class PasswordDesk(IGrainFactory grains, PasswordKeys keys)
{
    /// <summary>Tries a name and a password.</summary>
    public async Task<(PasswordOutcome Outcome, SessionTicket? Ticket, DateTimeOffset? LockedUntil)> Try(
        TenantId tenant, string mail, string password, CancellationToken cancellation)
    {
        // What is no address at all, and what is longer than any password can be, is wrong without a look; it says nothing about any account.
        if (MailAddress.Normalise(mail) is not { } normalised || password.Length > 2 * PasswordRules.MaxLength) return (PasswordOutcome.Wrong, null, null);
        var salt = await grains.GetGrain<ITenantGrain>(TenantKey.Of(tenant)).Salt();
        var lookUp = MailAddress.LookUp(salt, normalised);
        var guard = grains.GetGrain<ISignInGuardGrain>(SignInGuardKey.Of(tenant, lookUp));
        if (await guard.Try(lookUp) is { } locked) return (PasswordOutcome.Locked, null, locked);

        var found = await grains.GetGrain<ILoginGrain>(LoginKey.Of(tenant, lookUp)).Find();
        var account = found is { } id ? grains.GetGrain<IAdministratorGrain>(AdministratorKey.Of(tenant, id)) : null;
        var parameters = account is null ? null : await account.PasswordParameters();
        if (await keys.Derive(tenant, parameters, password, cancellation) is not { } proof)
        {
            await guard.NotTried(lookUp);
            return (PasswordOutcome.Busy, null, null);
        }

        if (account is null || parameters is null) return (PasswordOutcome.Wrong, null, null);
        var result = await account.SignIn(proof);
        if (result.LockedUntil is { } until) return (PasswordOutcome.Locked, null, until);
        if (result.Ticket is not { } ticket) return (PasswordOutcome.Wrong, null, null);
        await guard.Passed(lookUp);
        return (PasswordOutcome.Passed, ticket, null);
    }
}
