using Spot.Grains.Abstractions.Administrators;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Abstractions.Reports;

namespace Spot.Grains.Abstractions.Tenants;

/// <summary>One company: its profile, its texts, and the public keys of its administrators (the key directory).</summary>
[Alias("spot.tenant")]
public interface ITenantGrain : IGrainWithStringKey
{
    /// <summary>Sets the company up. A repeat changes nothing.</summary>
    [Asks(CallerKind.Service), Alias("Create")]
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

    /// <summary>Notes the recovery key's public half, from the first owner's set-up.</summary>
    [Asks(CallerKind.Service), Alias("SetRecoveryKey")]
    Task SetRecoveryKey(byte[] publicKey);
}

/// <summary>The key of an <see cref="ITenantGrain"/>: <c>T/tenant/self</c>.</summary>
public static class TenantKey
{
    /// <summary>The key.</summary>
    public static string Of(TenantId tenant) => new GrainKey(tenant, "tenant", "self").ToString();
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
