using Spot.Grains.Abstractions.Identity;

namespace Spot.Grains.Abstractions.Administrators;

/// <summary>Counts tries for each name that is signed in with, whether it is an account's or not, so that both are slowed alike. In memory only: a
/// lock-out of a real account is written in its administrator.</summary>
[Alias("spot.guard")]
public interface ISignInGuardGrain : IGrainWithStringKey
{
    /// <summary>Counts a try before it is made.</summary>
    /// <param name="lookUp">From <see cref="MailAddress.LookUp"/>.</param>
    /// <returns>Null: go on; else until when nothing is tried.</returns>
    [Asks(CallerKind.Administrator), Alias("Try")]
    Task<DateTimeOffset?> Try(string lookUp);

    /// <summary>The try was not made after all, because too many others were waiting: it does not count.</summary>
    [Asks(CallerKind.Administrator), Alias("NotTried")]
    Task NotTried(string lookUp);

    /// <summary>The try was right: its count is forgotten.</summary>
    [Asks(CallerKind.Administrator), Alias("Passed")]
    Task Passed(string lookUp);
}

/// <summary>The key of an <see cref="ISignInGuardGrain"/>: <c>T/guard/{first byte of the name}</c>: 256 buckets a company, whoever is tried.</summary>
public static class SignInGuardKey
{
    /// <summary>The bucket of a name.</summary>
    public static string Of(TenantId tenant, string lookUp) => new GrainKey(tenant, "guard", $"b{lookUp[..2]}").ToString();
}
