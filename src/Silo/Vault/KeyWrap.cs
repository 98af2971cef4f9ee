using System.Security.Cryptography;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Vault;

namespace Spot.Silo.Vault;

/// <summary>Wraps keys under the key above: a company's under the root key, a thing's under its company's. One place each, bound in.</summary>
internal static class KeyWrap
{
    private const string TenantPlace = "vault.tenant";
    private const string ObjectPlace = "vault.object.";

    /// <summary>Wraps one version of a company's key.</summary>
    public static byte[] Tenant(Key32 root, TenantId tenant, int version, Key32 key) => Wrap(root, Place(tenant, version), key);

    /// <summary>Unwraps one version of a company's key.</summary>
    /// <exception cref="SealException">It does not open.</exception>
    public static Key32 OpenTenant(Key32 root, TenantId tenant, int version, ReadOnlySpan<byte> wrapped) => Unwrap(root, Place(tenant, version), wrapped);

    /// <summary>Wraps a thing's key.</summary>
    public static byte[] Object(Key32 tenantKey, TenantId tenant, ObjectName name, Key32 key) => Wrap(tenantKey, Place(tenant, name), key);

    /// <summary>Unwraps a thing's key.</summary>
    /// <exception cref="SealException">It does not open.</exception>
    public static Key32 OpenObject(Key32 tenantKey, TenantId tenant, ObjectName name, ReadOnlySpan<byte> wrapped) => Unwrap(tenantKey, Place(tenant, name), wrapped);

    private static SealContext Place(TenantId tenant, int version) => new(tenant, TenantPlace, tenant.Value, version);

    private static SealContext Place(TenantId tenant, ObjectName name) => new(tenant, ObjectPlace + name.Kind, name.Id);

    private static byte[] Wrap(Key32 above, in SealContext place, Key32 key)
    {
        var bytes = key.CopyBytes();
        try
        {
            return Sealer.Seal(above, place, bytes, Padding.None);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    private static Key32 Unwrap(Key32 above, in SealContext place, ReadOnlySpan<byte> wrapped)
    {
        var bytes = Sealer.Open(above, place, wrapped);
        try
        {
            return Key32.FromBytes(bytes);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }
}
