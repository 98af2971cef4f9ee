using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Abstractions.Tenants;

namespace Spot.Grains.Tenants;

/// <summary>What is stored of the directory.</summary>
[GenerateSerializer, Alias("spot.directory.state")]
internal sealed record DirectoryState
{
    /// <summary>Grows with each change.</summary>
    [Id(0)] public int Version { get; init; }

    /// <summary>The companies; those still being set up are not active.</summary>
    [Id(1)] public IReadOnlyList<TenantEntry> Tenants { get; init; } = [];

    /// <summary>Companies whose own grains have not heard yet.</summary>
    [Id(2)] public IReadOnlyList<PendingTenant> Pending { get; init; } = [];
}

/// <summary>A company to be set up.</summary>
[GenerateSerializer, Alias("spot.directory.pending")]
internal sealed record PendingTenant
{
    /// <summary>The company.</summary>
    [Id(0)] public required TenantId Tenant { get; init; }

    /// <summary>What it starts with.</summary>
    [Id(1)] public required NewTenant Profile { get; init; }
}
