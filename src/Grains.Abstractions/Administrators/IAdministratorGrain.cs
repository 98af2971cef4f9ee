using Orleans.Concurrency;
using Spot.Grains.Abstractions.Identity;

namespace Spot.Grains.Abstractions.Administrators;

/// <summary>One administrator's account: profile, password verifier, second factor, sealed private key. Whatever it spends (a code's time step,
/// a recovery code) counts only after its write.</summary>
/// <remarks>Sessions ask it on behalf of a browser; the front door only brings the password's keys, before there is a session.</remarks>
[Alias("spot.admin")]
public interface IAdministratorGrain : IGrainWithStringKey
{
    /// <summary>How the password is hashed (a PHC string without its hash part); null: there is no account.</summary>
    [Asks(CallerKind.Administrator), Alias("PasswordParameters")]
    Task<string?> PasswordParameters();

    /// <summary>The first step of signing in.</summary>
    [Asks(CallerKind.Administrator), Alias("SignIn")]
    Task<SignInResult> SignIn(PasswordProof password);

    /// <summary>What a session compares itself with at each call; null: there is no account.</summary>
    [Asks(CallerKind.Service), Alias("Standing"), ReadOnly, AlwaysInterleave]
    Task<AdministratorStanding?> Standing();

    /// <summary>Makes the account and its key pair. A repeat with the same password only opens another session.</summary>
    /// <returns>The session, up to the second factor; null: there is an account with another password.</returns>
    [Asks(CallerKind.Service), Alias("Create")]
    Task<SessionTicket?> Create(InviteTerms terms, NewAccount account);

    /// <summary>The secret of a second factor that waits to be confirmed: the same one for one session, another one for every other.</summary>
    /// <param name="session">The session that sets it up.</param>
    [Asks(CallerKind.Service), Alias("NewSecondFactor")]
    Task<byte[]> NewSecondFactor(Id16 session);

    /// <summary>Confirms the waiting second factor by a code of it: from then on it is the account's, and every older session is over.</summary>
    [Asks(CallerKind.Service), Alias("ConfirmSecondFactor")]
    Task<CodeResult> ConfirmSecondFactor(SessionStep step, string code);

    /// <summary>Spends a code of the second factor.</summary>
    [Asks(CallerKind.Service), Alias("SpendCode")]
    Task<CodeResult> SpendCode(SessionStep step, string code);

    /// <summary>Spends a recovery code.</summary>
    [Asks(CallerKind.Service), Alias("SpendRecoveryCode")]
    Task<CodeResult> SpendRecoveryCode(SessionStep step, string code);

    /// <summary>Makes ten recovery codes; the ones before stop working. They count as not kept until <see cref="KeptRecoveryCodes"/>.</summary>
    [Asks(CallerKind.Service), Alias("NewRecoveryCodes")]
    Task<IReadOnlyList<string>> NewRecoveryCodes();

    /// <summary>The person has kept the recovery codes.</summary>
    [Asks(CallerKind.Service), Alias("KeptRecoveryCodes")]
    Task KeptRecoveryCodes();

    /// <summary>The first owner has kept the recovery key, and the company has it.</summary>
    [Asks(CallerKind.Service), Alias("KeptRecoveryKey")]
    Task KeptRecoveryKey();

    /// <summary>Ends the sessions whose time is over: their keys and rows go.</summary>
    [Asks(CallerKind.Service), Alias("SweepSessions")]
    Task SweepSessions();

    /// <summary>Takes an account away that never got a second factor: its sessions, its address, its key, its row. Any other stays.</summary>
    [Asks(CallerKind.Service), Alias("EraseUnfinished")]
    Task EraseUnfinished();
}

/// <summary>The key of an <see cref="IAdministratorGrain"/>: <c>T/admin/{id}</c>.</summary>
public static class AdministratorKey
{
    /// <summary>The kind in the key.</summary>
    public const string Kind = "admin";

    /// <summary>The key of one administrator.</summary>
    public static string Of(TenantId tenant, Id16 administrator) => new GrainKey(tenant, Kind, administrator.ToString()).ToString();
}

/// <summary>What one run of Argon2id over a password gives: the front door keeps the password and sends this.</summary>
[GenerateSerializer, Immutable, Alias("spot.password.proof")]
public sealed record PasswordProof
{
    /// <summary>Proves the password, 32 bytes. Only its SHA-256 is stored.</summary>
    [Id(0)] public required byte[] Verifier { get; init; }

    /// <summary>Opens the private key, 32 bytes. Stored nowhere.</summary>
    [Id(1)] public required byte[] Kek { get; init; }

    /// <inheritdoc/>
    public override string ToString() => "[redacted]";
}

/// <summary>What is left of an account's set-up, in the order it is done.</summary>
public enum SetUpStep
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The second factor: until it is confirmed, nothing else opens.</summary>
    SecondFactor = 1,

    /// <summary>The recovery codes have not been kept.</summary>
    RecoveryCodes = 2,

    /// <summary>The company's recovery key has not been kept (first owner).</summary>
    RecoveryKey = 3,
}

/// <summary>An account, as its sessions need it.</summary>
[GenerateSerializer, Immutable, Alias("spot.admin.standing")]
public sealed record AdministratorStanding
{
    /// <summary>Raised by any change of the account that ends its sessions.</summary>
    [Id(0)] public required int Epoch { get; init; }

    /// <summary>The name.</summary>
    [Id(1)] public required string Name { get; init; }

    /// <summary>The role.</summary>
    [Id(2)] public required AdministratorRole Role { get; init; }

    /// <summary>What is left to set up.</summary>
    [Id(3)] public required SetUpStep Next { get; init; }
}

/// <summary>How the first step of signing in ended.</summary>
[GenerateSerializer, Immutable, Alias("spot.signin.result")]
public sealed record SignInResult
{
    /// <summary>The session, up to the second factor; null: no such account or a wrong password, which look the same, or locked.</summary>
    [Id(0)] public SessionTicket? Ticket { get; init; }

    /// <summary>Until when nothing is tried; null: not locked.</summary>
    [Id(1)] public DateTimeOffset? LockedUntil { get; init; }

    /// <inheritdoc/>
    public override string ToString() => "[redacted]";
}

/// <summary>The step of a session to the one that comes of it.</summary>
[GenerateSerializer, Immutable, Alias("spot.session.step")]
public readonly record struct SessionStep
{
    /// <summary>The session that will begin when the step is made.</summary>
    [Id(0)] public required Id16 To { get; init; }

    /// <summary>The epoch of the session that asks.</summary>
    [Id(1)] public required int Epoch { get; init; }

    /// <summary>The session that asks.</summary>
    [Id(2)] public required Id16 From { get; init; }
}

/// <summary>How a code was taken.</summary>
public enum CodeOutcome
{
    /// <summary>It was right, and is spent.</summary>
    Right = 0,

    /// <summary>It was wrong.</summary>
    Wrong = 1,

    /// <summary>It was right once: wait for the next one.</summary>
    Used = 2,

    /// <summary>Too many wrong ones: nothing is tried until <see cref="CodeResult.LockedUntil"/>.</summary>
    Locked = 3,

    /// <summary>The session is over.</summary>
    SignedOut = 4,

    /// <summary>Another first owner has finished before.</summary>
    OwnerExists = 5,
}

/// <summary>What became of a code.</summary>
[GenerateSerializer, Immutable, Alias("spot.code.result")]
public sealed record CodeResult
{
    /// <summary>How it was taken.</summary>
    [Id(0)] public required CodeOutcome Outcome { get; init; }

    /// <summary>The account's epoch after it.</summary>
    [Id(1)] public int Epoch { get; init; }

    /// <summary>Until when nothing is tried.</summary>
    [Id(2)] public DateTimeOffset? LockedUntil { get; init; }

    /// <summary>How many recovery codes are left.</summary>
    [Id(3)] public int RecoveryCodesLeft { get; init; }
}
