using Spot.Grains.Abstractions.Identity;

namespace Spot.Grains.Abstractions.Administrators;

/// <summary>What an administrator's browser holds: which session, and its 32-byte secret. Nothing else is in the cookie.</summary>
[GenerateSerializer, Immutable, Alias("spot.session.ticket")]
public sealed record SessionTicket
{
    /// <summary>The session.</summary>
    [Id(0)] public required Id16 Session { get; init; }

    /// <summary>The secret: wraps the private key in the session, and is stored nowhere.</summary>
    [Id(1)] public required byte[] Secret { get; init; }

    /// <inheritdoc/>
    public override string ToString() => "[redacted]";
}

/// <summary>What an administrator may do. The number is stored.</summary>
public enum AdministratorRole
{
    /// <summary>Everything in the company, and a reader of cases.</summary>
    Owner = 0,

    /// <summary>A reader of cases.</summary>
    CaseHandler = 1,

    /// <summary>Case data and audit trail of what is on its list; no content.</summary>
    Auditor = 2,

    /// <summary>Invoices.</summary>
    Billing = 3,
}

/// <summary>Who a session belongs to.</summary>
[GenerateSerializer, Immutable, Alias("spot.session.holder")]
public sealed record SessionHolder
{
    /// <summary>The administrator.</summary>
    [Id(0)] public required Id16 Administrator { get; init; }

    /// <summary>The name, as colleagues see it.</summary>
    [Id(1)] public required string Name { get; init; }

    /// <summary>The role.</summary>
    [Id(2)] public required AdministratorRole Role { get; init; }

    /// <summary>What is left of the set-up; the front door leads there before anything else.</summary>
    [Id(3)] public SetUpStep Next { get; init; }
}

/// <summary>A signed-in browser: valid only past the second factor, within its idle (15 minutes) and absolute (12 hours) time, and while its epoch is
/// the administrator's. This part is what other grains ask; signing in is in <see cref="IAdminSessionGrain"/>'s own methods.</summary>
[Alias("spot.session")]
public partial interface IAdminSessionGrain : IGrainWithStringKey
{
    /// <summary>Who it is; null: the session is over, or not past the second factor.</summary>
    [Asks(CallerKind.Service | CallerKind.Administrator), Alias("Check")]
    Task<SessionHolder?> Check(byte[] secret);

    /// <summary>As <see cref="Check"/>, for pages that ask by themselves every half second: it does not count as being there.</summary>
    [Asks(CallerKind.Service | CallerKind.Administrator), Alias("Peek")]
    Task<SessionHolder?> Peek(byte[] secret);

    /// <summary>Opens something sealed to this administrator (HPKE); null: the session is over, or it was not sealed to this key.</summary>
    [Asks(CallerKind.Service), Alias("OpenSealed")]
    Task<byte[]?> OpenSealed(byte[] secret, byte[] info, byte[] sealedBytes);

    /// <summary>Begins the session. A repeat changes nothing.</summary>
    [Asks(CallerKind.Service), Alias("Begin")]
    Task Begin(SessionStart start);

    /// <summary>How far the browser is in signing in.</summary>
    [Asks(CallerKind.Administrator), Alias("Progress")]
    Task<SignInProgress> Progress(byte[] secret);

    /// <summary>The second step of signing in, by a code of the device.</summary>
    [Asks(CallerKind.Administrator), Alias("PassCode")]
    Task<StepResult> PassCode(byte[] secret, string code);

    /// <summary>The second step of signing in, by a recovery code.</summary>
    [Asks(CallerKind.Administrator), Alias("PassRecoveryCode")]
    Task<StepResult> PassRecoveryCode(byte[] secret, string code);

    /// <summary>The secret to put into a new device; null: not now. It takes an account without one, or a sign-in by recovery code.</summary>
    [Asks(CallerKind.Administrator), Alias("NewDevice")]
    Task<NewDevice?> NewDevice(byte[] secret);

    /// <summary>Confirms the new device by a code of it.</summary>
    [Asks(CallerKind.Administrator), Alias("ConfirmDevice")]
    Task<StepResult> ConfirmDevice(byte[] secret, string code);

    /// <summary>The ten recovery codes that are to be kept now; null: none are. The same ones until <see cref="KeptRecoveryCodes"/>.</summary>
    [Asks(CallerKind.Administrator), Alias("RecoveryCodes")]
    Task<IReadOnlyList<string>?> RecoveryCodes(byte[] secret);

    /// <summary>Makes ten new recovery codes, to be kept next; false: signed out.</summary>
    [Asks(CallerKind.Administrator), Alias("RenewRecoveryCodes")]
    Task<bool> RenewRecoveryCodes(byte[] secret);

    /// <summary>The recovery codes are kept: they are never shown again.</summary>
    [Asks(CallerKind.Administrator), Alias("KeptRecoveryCodes")]
    Task<bool> KeptRecoveryCodes(byte[] secret);

    /// <summary>The company's recovery key on paper, for the first owner; null: not now. The same one until its words were typed back.</summary>
    [Asks(CallerKind.Administrator), Alias("RecoveryPaper")]
    Task<RecoveryPaper?> RecoveryPaper(byte[] secret);

    /// <summary>Two words of the paper typed back: only then does the company get the key.</summary>
    [Asks(CallerKind.Administrator), Alias("KeptRecoveryPaper")]
    Task<PaperOutcome> KeptRecoveryPaper(byte[] secret, string first, string second);

    /// <summary>Signs out: the session's key and row go.</summary>
    [Asks(CallerKind.Administrator), Alias("SignOut")]
    Task SignOut(byte[] secret);

    /// <summary>Ends the session, whoever holds it: its account has changed, or its time is over.</summary>
    [Asks(CallerKind.Service), Alias("End"), Orleans.Concurrency.OneWay]
    Task End();
}

/// <summary>The key of an <see cref="IAdminSessionGrain"/>: <c>T/session/{random}</c>.</summary>
public static class AdminSessionKey
{
    /// <summary>The kind in the key.</summary>
    public const string Kind = "session";

    /// <summary>The key of one session.</summary>
    public static string Of(TenantId tenant, Id16 session) => new GrainKey(tenant, Kind, session.ToString()).ToString();
}
