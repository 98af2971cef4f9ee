using Spot.Grains.Abstractions.Identity;

namespace Spot.Grains.Abstractions.Operations;

/// <summary>The keys that protect forms, shared by every front door: loaded before a front door listens.</summary>
[Alias("spot.keyring")]
public interface IKeyRingGrain : IGrainWithStringKey
{
    /// <summary>The keys, as XML elements of ASP.NET's data protection; makes and rotates them (90 days, with overlap).</summary>
    [Asks(CallerKind.Service), Alias("Load")]
    Task<IReadOnlyList<string>> Load();
}

/// <summary>The key of the one <see cref="IKeyRingGrain"/>: <c>-/keys/all</c>.</summary>
public static class KeyRingKey
{
    /// <summary>The key.</summary>
    public static string All { get; } = new GrainKey(TenantId.Installation, "keys", "all").ToString();
}
