using Spot.Grains.Abstractions.Identity;

namespace Spot.Grains.Abstractions.Tenants;

/// <summary>Which subdomain points to which company. Each process caches the whole list.</summary>
[Alias("spot.directory")]
public interface IDirectoryGrain : IGrainWithStringKey
{
    /// <summary>All companies.</summary>
    [Asks(CallerKind.Service | CallerKind.Operator), Alias("List")]
    Task<DirectoryListing> List();

    /// <summary>Adds a company and sets it up. The same slug again answers the company it already points to.</summary>
    /// <returns>The entry; null: the slug is not a possible subdomain, or reserved.</returns>
    [Asks(CallerKind.Service | CallerKind.Operator), Alias("Create")]
    Task<TenantEntry?> Create(NewTenant tenant);
}

/// <summary>The key of the one <see cref="IDirectoryGrain"/>: <c>-/directory/all</c>.</summary>
public static class DirectoryKey
{
    /// <summary>The key.</summary>
    public static string All { get; } = new GrainKey(TenantId.Installation, "directory", "all").ToString();
}

/// <summary>All companies, at one version.</summary>
[GenerateSerializer, Immutable, Alias("spot.directory.listing")]
public sealed record DirectoryListing
{
    /// <summary>Grows with each change.</summary>
    [Id(0)] public required int Version { get; init; }

    /// <summary>The entries.</summary>
    [Id(1)] public required IReadOnlyList<TenantEntry> Tenants { get; init; }
}

/// <summary>One company in the directory.</summary>
[GenerateSerializer, Immutable, Alias("spot.directory.entry")]
public sealed record TenantEntry
{
    /// <summary>The company.</summary>
    [Id(0)] public required TenantId Tenant { get; init; }

    /// <summary>The subdomain.</summary>
    [Id(1)] public required string Slug { get; init; }

    /// <summary>The name.</summary>
    [Id(2)] public required string Name { get; init; }

    /// <summary>Whether its pages answer.</summary>
    [Id(3)] public bool Active { get; init; } = true;
}
