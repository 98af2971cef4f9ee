using Spot.Grains.Abstractions.Identity;

namespace Spot.Grains.Vault;

/// <summary>The kinds of things that have a key of their own in the vault. The words are stored: never change one.</summary>
public static class ObjectKinds
{
    /// <summary>The slot that an access code opens.</summary>
    public const string Access = "access";

    /// <summary>A conversation's head.</summary>
    public const string Conversation = "conversation";

    /// <summary>A conversation's turns; erased apart from its head.</summary>
    public const string Turns = "turns";

    /// <summary>An attachment.</summary>
    public const string Attachment = "attachment";

    /// <summary>A report.</summary>
    public const string Report = "report";

    /// <summary>An administrator.</summary>
    public const string Administrator = "administrator";

    /// <summary>An administrator's session.</summary>
    public const string Session = "session";

    /// <summary>Everything of a company that is only erased with it.</summary>
    public const string General = "general";
}

/// <summary>Names an erasable thing of a company.</summary>
/// <param name="Kind">One of <see cref="ObjectKinds"/>.</param>
/// <param name="Id">The thing; <c>default</c> for the company's one <c>general</c>.</param>
public readonly record struct ObjectName(string Kind, Id16 Id)
{
    /// <summary>The company's one general key.</summary>
    public static ObjectName General => new(ObjectKinds.General, default);
}

/// <summary>How an erasure ended.</summary>
public enum EraseOutcome
{
    /// <summary>None of the named keys is there any more; those that were not there before count as erased.</summary>
    Erased,

    /// <summary>At least one is under a legal hold; none was erased.</summary>
    Held,
}

/// <summary>Keeps the keys of everything that can be erased, wrapped under the company's key, apart from the data and its backups.
/// A thing whose key is gone is gone from every backup: the row without a key is the tombstone.</summary>
/// <remarks>Every <see cref="Key32"/> handed out is the caller's own copy; the caller disposes of it. What does not open in the vault throws
/// <see cref="SealException"/>: broken storage is never taken for an erasure.</remarks>
public interface IVault
{
    /// <summary>Makes a company's key, version 1, wrapped under the root key. A repeat changes nothing.</summary>
    ValueTask CreateTenant(TenantId tenant, CancellationToken cancellation);

    /// <summary>Makes and durably keeps new keys; returns them in the order of the names. A name that has a key gets that key.</summary>
    /// <remarks>To be called before the first write of what the key seals.</remarks>
    ValueTask<IReadOnlyList<Key32>> Create(TenantId tenant, IReadOnlyList<ObjectName> names, CancellationToken cancellation);

    /// <summary>A thing's key; null when it was erased or never made.</summary>
    ValueTask<Key32?> Find(TenantId tenant, ObjectName name, CancellationToken cancellation);

    /// <summary>The keys of many things; those without one are left out.</summary>
    ValueTask<IReadOnlyDictionary<ObjectName, Key32>> FindMany(TenantId tenant, IReadOnlyList<ObjectName> names, CancellationToken cancellation);

    /// <summary>Deletes keys, all or none: the only way to delete one. Checks for holds in the same transaction.</summary>
    ValueTask<EraseOutcome> Erase(TenantId tenant, IReadOnlyList<ObjectName> names, CancellationToken cancellation);

    /// <summary>Puts things under a legal hold, or takes it off. Names without a key are passed over. A repeat changes nothing.</summary>
    ValueTask Hold(TenantId tenant, IReadOnlyList<ObjectName> names, bool held, CancellationToken cancellation);

    /// <summary>All names of a kind that have a key: for the sweep of keys whose thing was never written.</summary>
    ValueTask<IReadOnlyList<ObjectName>> Names(TenantId tenant, string kind, CancellationToken cancellation);
}
