using Spot.Grains.Abstractions.Administrators;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Abstractions.Reports;

namespace Spot.Grains.Abstractions.Tenants;

/// <summary>One company: its profile, its texts, and the public keys of its administrators (the key directory).</summary>
[Alias("spot.tenant")]
public interface ITenantGrain : IGrainWithStringKey
{
    /// <summary>Sets the company up. A repeat changes nothing.</summary>
    [Asks(CallerKind.Service | CallerKind.Operator), Alias("Create")]
    Task Create(NewTenant profile);

    /// <summary>What everybody may know.</summary>
    [Asks(CallerKind.Reporter | CallerKind.Administrator | CallerKind.Service), Alias("Profile")]
    Task<TenantProfile> Profile();

    /// <summary>The random salt of access codes and of mail look-ups. Never changes, moves with the company.</summary>
    [Asks(CallerKind.Reporter | CallerKind.Administrator | CallerKind.Service), Alias("Salt")]
    Task<byte[]> Salt();

    /// <summary>Who can read reports sent now, by name and title.</summary>
    [Asks(CallerKind.Reporter | CallerKind.Administrator | CallerKind.Service), Alias("Readers")]
    Task<IReadOnlyList<ReaderView>> Readers();

    /// <summary>The keys to seal a new report to: active administrators with a reader role and a key, and the recovery key.</summary>
    [Asks(CallerKind.Service), Alias("Keys")]
    Task<ReaderKeys> Keys();

    /// <summary>Everyone, for the administrators' page.</summary>
    [Asks(CallerKind.Administrator | CallerKind.Service), Alias("Administrators")]
    Task<IReadOnlyList<AdministratorEntry>> Administrators();

    /// <summary>Takes over an administrator's entry in the key directory. Repeats and older <see cref="AdministratorEntry.Epoch"/>s are ignored.</summary>
    [Asks(CallerKind.Service), Alias("Announce")]
    Task Announce(AdministratorEntry entry);

    /// <summary>Notes an account whose set-up begins, so that it can be found again if it never ends. A repeat changes nothing.</summary>
    [Asks(CallerKind.Service), Alias("Expect")]
    Task Expect(Id16 administrator);

    /// <summary>Accounts whose set-up has begun and not ended.</summary>
    [Asks(CallerKind.Service), Alias("Unfinished")]
    Task<IReadOnlyList<UnfinishedAccount>> Unfinished();

    /// <summary>Forgets an account whose set-up did not end.</summary>
    [Asks(CallerKind.Service), Alias("Forget")]
    Task Forget(Id16 administrator);

    /// <summary>Notes the recovery key from the first owner's set-up. The first one stays: a repeat, or another key, changes nothing.</summary>
    /// <returns>Whether the company's recovery key is now this one.</returns>
    [Asks(CallerKind.Service), Alias("SetRecoveryKey")]
    Task<bool> SetRecoveryKey(RecoveryKey key);

    /// <summary>The recovery key with its wraps, for owners who put their shares together; null: not set up.</summary>
    [Asks(CallerKind.Service), Alias("Recovery")]
    Task<RecoveryKey?> Recovery();

    /// <summary>A one-time link with which the first owner sets up: good for an hour, void once an owner exists.</summary>
    /// <returns>What to open, for <see cref="SetUpLink.PathOf"/>; null: an owner exists, who invites everybody else.</returns>
    [Asks(CallerKind.Service | CallerKind.Operator), Alias("NewOwnerLink")]
    Task<string?> NewOwnerLink();

    /// <summary>Whether an owner has finished the second factor: from then on links for a first owner are void.</summary>
    [Asks(CallerKind.Service | CallerKind.Operator), Alias("HasOwner")]
    Task<bool> HasOwner();

    /// <summary>Makes an administrator the first owner. Only one ever is; a repeat for the same one answers the same.</summary>
    [Asks(CallerKind.Service), Alias("ClaimFirstOwner")]
    Task<bool> ClaimFirstOwner(Id16 administrator);

    /// <summary>Makes a one-time link for another administrator, on behalf of an owner who is signed in: good for 72 hours.</summary>
    [Asks(CallerKind.Administrator), Alias("Invite")]
    Task<InviteMade> Invite(SessionTicket session, NewInvite invite);
}

/// <summary>The key of an <see cref="ITenantGrain"/>: <c>T/tenant/self</c>.</summary>
public static class TenantKey
{
    /// <summary>The key.</summary>
    public static string Of(TenantId tenant) => new GrainKey(tenant, "tenant", "self").ToString();
}

/// <summary>An account whose set-up has begun.</summary>
[GenerateSerializer, Immutable, Alias("spot.tenant.unfinished")]
public sealed record UnfinishedAccount
{
    /// <summary>The administrator it will be.</summary>
    [Id(0)] public required Id16 Administrator { get; init; }

    /// <summary>When it began.</summary>
    [Id(1)] public required DateTimeOffset Since { get; init; }
}

/// <summary>A company to set up.</summary>
[GenerateSerializer, Immutable, Alias("spot.tenant.new")]
public sealed record NewTenant
{
    /// <summary>The subdomain: 2 to 40 of a-z, 0-9 and inner hyphens.</summary>
    [Id(0)] public required string Slug { get; init; }

    /// <summary>The company's name as people read it.</summary>
    [Id(1)] public required string Name { get; init; }

    /// <summary>Who runs the installation, as people read it.</summary>
    [Id(2)] public required string RunBy { get; init; }

    /// <summary>The time zone (IANA), which says when a day begins and when 07:00 is.</summary>
    [Id(3)] public string TimeZone { get; init; } = "Etc/UTC";
}

/// <summary>What everybody may know of a company.</summary>
[GenerateSerializer, Immutable, Alias("spot.tenant.profile")]
public sealed record TenantProfile
{
    /// <summary>The subdomain.</summary>
    [Id(0)] public required string Slug { get; init; }

    /// <summary>The name.</summary>
    [Id(1)] public required string Name { get; init; }

    /// <summary>Who runs the installation.</summary>
    [Id(2)] public required string RunBy { get; init; }

    /// <summary>The time zone (IANA).</summary>
    [Id(3)] public required string TimeZone { get; init; }

    /// <summary>The company's extra questions, asked as optional fields.</summary>
    [Id(4)] public IReadOnlyList<ExtraQuestion> Extra { get; init; } = [];

    /// <summary>The kinds of matter offered at triage.</summary>
    [Id(5)] public IReadOnlyList<string> Kinds { get; init; } = [];

    /// <summary>The language of the interview.</summary>
    [Id(6)] public string Language { get; init; } = "en";
}

/// <summary>A question of the company's own, asked after the closing, short and optional.</summary>
[GenerateSerializer, Immutable, Alias("spot.tenant.question")]
public sealed record ExtraQuestion
{
    /// <summary>A short name, a-z and hyphens.</summary>
    [Id(0)] public required string Field { get; init; }

    /// <summary>The question.</summary>
    [Id(1)] public required string Text { get; init; }

    /// <summary>Answers to choose from; empty: free text.</summary>
    [Id(2)] public IReadOnlyList<string> Choices { get; init; } = [];
}

/// <summary>Whom a new report is sealed to.</summary>
[GenerateSerializer, Immutable, Alias("spot.tenant.keys")]
public sealed record ReaderKeys
{
    /// <summary>The readers.</summary>
    [Id(0)] public required IReadOnlyList<AdministratorEntry> Readers { get; init; }

    /// <summary>The recovery key's public half (P-256, uncompressed); null: not set up.</summary>
    [Id(1)] public byte[]? Recovery { get; init; }

    /// <summary>Who holds shares of the recovery key.</summary>
    [Id(2)] public IReadOnlyList<Id16> RecoveryHolders { get; init; } = [];
}

/// <summary>An administrator's line in the key directory.</summary>
[GenerateSerializer, Immutable, Alias("spot.tenant.administrator")]
public sealed record AdministratorEntry
{
    /// <summary>The administrator.</summary>
    [Id(0)] public required Id16 Administrator { get; init; }

    /// <summary>The name.</summary>
    [Id(1)] public required string Name { get; init; }

    /// <summary>What the person does in the company.</summary>
    [Id(2)] public required string Title { get; init; }

    /// <summary>The role.</summary>
    [Id(3)] public required AdministratorRole Role { get; init; }

    /// <summary>The public key (P-256, 65 bytes uncompressed); null: none yet.</summary>
    [Id(4)] public byte[]? PublicKey { get; init; }

    /// <summary>Counts the account's keys, from 1.</summary>
    [Id(5)] public int KeyNumber { get; init; }

    /// <summary>Raised by any change of the account.</summary>
    [Id(6)] public required int Epoch { get; init; }

    /// <summary>Whether the account can sign in.</summary>
    [Id(7)] public bool Active { get; init; } = true;

    /// <summary>The day of the first key.</summary>
    [Id(8)] public DateOnly Since { get; init; }
}

/// <summary>The company's recovery key: the public half is sealed to, the private half exists only in wraps that the owners' paper shares open.</summary>
[GenerateSerializer, Immutable, Alias("spot.tenant.recovery")]
public sealed record RecoveryKey
{
    /// <summary>The public half (P-256, 65 bytes uncompressed).</summary>
    [Id(0)] public required byte[] PublicKey { get; init; }

    /// <summary>One wrap of the private half for each group of shares that is enough.</summary>
    [Id(1)] public required IReadOnlyList<RecoveryWrap> Wraps { get; init; }

    /// <summary>Who holds the shares, in the order of the shares' numbers.</summary>
    [Id(2)] public required IReadOnlyList<Id16> Holders { get; init; }
}

/// <summary>The private half of a recovery key under one group of shares.</summary>
[GenerateSerializer, Immutable, Alias("spot.tenant.recovery.wrap")]
public sealed record RecoveryWrap
{
    /// <summary>The numbers of the shares in the group, from 1, rising.</summary>
    [Id(0)] public required IReadOnlyList<int> Numbers { get; init; }

    /// <summary>The private half, sealed under those shares.</summary>
    [Id(1)] public required byte[] Sealed { get; init; }
}
