using Spot.Grains.Abstractions.Identity;

namespace Spot.Grains.Abstractions.Administrators;

/// <summary>What a one-time set-up link opens. The link is spent only when the account it makes is durable; from then on that account signs in.</summary>
[Alias("spot.invite")]
public interface IInviteGrain : IGrainWithStringKey
{
    /// <summary>Makes the link. A repeat changes nothing.</summary>
    [Asks(CallerKind.Service), Alias("Create")]
    Task Create(InviteTerms terms);

    /// <summary>What the link offers, or why nothing. Opening spends nothing.</summary>
    [Asks(CallerKind.Administrator), Alias("Open")]
    Task<InviteView> Open();

    /// <summary>Makes the account, spends the link and signs in up to the second factor.</summary>
    [Asks(CallerKind.Administrator), Alias("Accept")]
    Task<AcceptResult> Accept(NewAccount account);
}

/// <summary>What a link is for.</summary>
[GenerateSerializer, Immutable, Alias("spot.invite.terms")]
public sealed record InviteTerms
{
    /// <summary>The administrator it makes; chosen with the link, so that a repeat meets itself.</summary>
    [Id(0)] public required Id16 Administrator { get; init; }

    /// <summary>The role.</summary>
    [Id(1)] public required AdministratorRole Role { get; init; }

    /// <summary>Whether it is the first owner's: void once an owner exists, and the recovery key is part of it.</summary>
    [Id(2)] public bool FirstOwner { get; init; }

    /// <summary>The name the owner gave, which the account will have; empty for the first owner.</summary>
    [Id(3)] public string Name { get; init; } = "";

    /// <summary>The mail address the owner gave, to which the account is bound; empty for the first owner.</summary>
    [Id(4)] public string Mail { get; init; } = "";

    /// <summary>Until when it is good.</summary>
    [Id(5)] public required DateTimeOffset Until { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"InviteTerms({Administrator}, {Role})";
}

/// <summary>Whom an owner invites.</summary>
[GenerateSerializer, Immutable, Alias("spot.invite.new")]
public sealed record NewInvite
{
    /// <summary>The person's name.</summary>
    [Id(0)] public required string Name { get; init; }

    /// <summary>The person's mail address.</summary>
    [Id(1)] public required string Mail { get; init; }

    /// <summary>The role.</summary>
    [Id(2)] public required AdministratorRole Role { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"NewInvite({Role})";
}

/// <summary>Why a link was not made.</summary>
public enum InviteRefusal
{
    /// <summary>It was.</summary>
    None = 0,

    /// <summary>The session is over: sign in again.</summary>
    SignedOut = 1,

    /// <summary>Only an owner invites.</summary>
    NotAllowed = 2,

    /// <summary>The name is empty or longer than <see cref="AccountLimits.Name"/>.</summary>
    Name = 3,

    /// <summary>It does not look like a mail address.</summary>
    Mail = 4,

    /// <summary>The role is not one that can be given.</summary>
    Role = 5,

    /// <summary>Somebody here signs in with that address already.</summary>
    MailTaken = 6,
}

/// <summary>A link that was made, or why not.</summary>
[GenerateSerializer, Immutable, Alias("spot.invite.made")]
public sealed record InviteMade
{
    /// <summary>Why not.</summary>
    [Id(0)] public InviteRefusal Refusal { get; init; }

    /// <summary>The link's secret, to be shown once.</summary>
    [Id(1)] public string? Token { get; init; }

    /// <summary>Until when it is good.</summary>
    [Id(2)] public DateTimeOffset Until { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"InviteMade({Refusal})";
}

/// <summary>Why a link opens nothing.</summary>
public enum LinkRefusal
{
    /// <summary>It does.</summary>
    None = 0,

    /// <summary>No such link.</summary>
    Unknown = 1,

    /// <summary>Its time is over.</summary>
    Expired = 2,

    /// <summary>It was used: the account signs in.</summary>
    Used = 3,

    /// <summary>It was for the first owner, and an owner exists.</summary>
    OwnerExists = 4,
}

/// <summary>What a link offers.</summary>
[GenerateSerializer, Immutable, Alias("spot.invite.view")]
public sealed record InviteView
{
    /// <summary>Why nothing.</summary>
    [Id(0)] public LinkRefusal Refusal { get; init; }

    /// <summary>The role.</summary>
    [Id(1)] public AdministratorRole Role { get; init; }

    /// <summary>Whether it is the first owner's.</summary>
    [Id(2)] public bool FirstOwner { get; init; }

    /// <summary>The name the owner gave; empty for the first owner.</summary>
    [Id(3)] public string Name { get; init; } = "";

    /// <summary>The mail address the account will be bound to; empty: chosen on the page.</summary>
    [Id(4)] public string Mail { get; init; } = "";

    /// <inheritdoc/>
    public override string ToString() => $"InviteView({Refusal})";
}

/// <summary>A new account, as the set-up page gives it. The password itself stays in the front door.</summary>
[GenerateSerializer, Immutable, Alias("spot.account.new")]
public sealed record NewAccount
{
    /// <summary>The name, as colleagues and reporters see it; ignored where the link is bound to one.</summary>
    [Id(0)] public required string Name { get; init; }

    /// <summary>What the person does in the company.</summary>
    [Id(1)] public required string Title { get; init; }

    /// <summary>The mail address; ignored where the link is bound to one.</summary>
    [Id(2)] public required string Mail { get; init; }

    /// <summary>The password's keys.</summary>
    [Id(3)] public required PasswordProof Password { get; init; }

    /// <summary>How the password was hashed: a PHC string without its hash part.</summary>
    [Id(4)] public required string Parameters { get; init; }

    /// <inheritdoc/>
    public override string ToString() => "[redacted]";
}

/// <summary>Why no account was made.</summary>
public enum AcceptRefusal
{
    /// <summary>It was.</summary>
    None = 0,

    /// <summary>The link opens nothing; <see cref="AcceptResult.Link"/> says why.</summary>
    Link = 1,

    /// <summary>The name is empty or too long.</summary>
    Name = 2,

    /// <summary>The title is too long.</summary>
    Title = 3,

    /// <summary>It does not look like a mail address.</summary>
    Mail = 4,

    /// <summary>Somebody here signs in with that address already.</summary>
    MailTaken = 5,
}

/// <summary>What became of a new account.</summary>
[GenerateSerializer, Immutable, Alias("spot.account.result")]
public sealed record AcceptResult
{
    /// <summary>Why not.</summary>
    [Id(0)] public AcceptRefusal Refusal { get; init; }

    /// <summary>Why the link opens nothing.</summary>
    [Id(1)] public LinkRefusal Link { get; init; }

    /// <summary>The session, up to the second factor.</summary>
    [Id(2)] public SessionTicket? Ticket { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"AcceptResult({Refusal})";
}

/// <summary>How long an account's texts may be, in characters.</summary>
public static class AccountLimits
{
    /// <summary>A name.</summary>
    public const int Name = 100;

    /// <summary>A title.</summary>
    public const int Title = 100;

    /// <summary>A mail address (RFC 5321, 4.5.3.1.3, less the angle brackets).</summary>
    public const int Mail = 254;
}
