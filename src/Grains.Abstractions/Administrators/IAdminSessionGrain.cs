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
}

/// <summary>A signed-in browser: valid only past the second factor, within its idle (15 minutes) and absolute (12 hours) time, and while its epoch is
/// the administrator's. This part is what other grains ask; signing in is in <see cref="IAdminSessionGrain"/>'s own methods.</summary>
[Alias("spot.session")]
public partial interface IAdminSessionGrain : IGrainWithStringKey
{
    /// <summary>Who it is; null: the session is over, or not past the second factor.</summary>
    [Asks(CallerKind.Service | CallerKind.Administrator), Alias("Check")]
    Task<SessionHolder?> Check(byte[] secret);

    /// <summary>Opens something sealed to this administrator (HPKE); null: the session is over, or it was not sealed to this key.</summary>
    [Asks(CallerKind.Service), Alias("OpenSealed")]
    Task<byte[]?> OpenSealed(byte[] secret, byte[] info, byte[] sealedBytes);
}

/// <summary>The key of an <see cref="IAdminSessionGrain"/>: <c>T/session/{random}</c>.</summary>
public static class AdminSessionKey
{
    /// <summary>The kind in the key.</summary>
    public const string Kind = "session";

    /// <summary>The key of one session.</summary>
    public static string Of(TenantId tenant, Id16 session) => new GrainKey(tenant, Kind, session.ToString()).ToString();
}
