using System.Text.Json.Serialization;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Abstractions.Tenants;

namespace Spot.Grains.Tenants;

/// <summary>What is stored of a company.</summary>
[GenerateSerializer, Alias("spot.tenant.state")]
internal sealed record TenantState
{
    /// <summary>The profile; null: not set up.</summary>
    [Id(0)] public TenantProfile? Profile { get; init; }

    /// <summary>32 random bytes; never change.</summary>
    [Id(1)] public byte[] Salt { get; init; } = [];

    /// <summary>The key directory.</summary>
    [Id(2)] public IReadOnlyList<AdministratorEntry> Administrators { get; init; } = [];

    /// <summary>Who finished as first owner; null: nobody yet.</summary>
    [Id(3)] public Id16? FirstOwner { get; init; }

    /// <summary>The recovery key; null: not set up.</summary>
    [Id(4)] public RecoveryKey? Recovery { get; init; }

    /// <summary>Accounts whose set-up has begun; null: none.</summary>
    [Id(5), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public IReadOnlyList<UnfinishedAccount>? Unfinished { get; init; }
}
