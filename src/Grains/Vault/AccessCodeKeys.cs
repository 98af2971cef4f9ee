using System.Security.Cryptography;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Abstractions.Vault;

namespace Spot.Grains.Vault;

/// <summary>What an access code leads to: where its slot lies and the key that opens it. prk = HKDF-Extract(tenant salt, E);
/// locator = HKDF-Expand(prk, "spot/1/locator", 16), slot key = HKDF-Expand(prk, "spot/1/slot", 32).</summary>
/// <remarks>The salt is the company's own and never changes, so one company's codes say nothing about another's and move with it.</remarks>
public sealed class AccessCodeKeys : IDisposable
{
    private AccessCodeKeys(Id16 locator, Key32 slotKey) => (Locator, SlotKey) = (locator, slotKey);

    /// <summary>Names the slot.</summary>
    public Id16 Locator { get; }

    /// <summary>Opens the slot; zeroed with this object.</summary>
    public Key32 SlotKey { get; }

    /// <summary>Works both out.</summary>
    /// <param name="tenantSalt">The company's salt, at least 16 bytes.</param>
    /// <param name="code">The code.</param>
    public static AccessCodeKeys Derive(ReadOnlySpan<byte> tenantSalt, AccessCode code)
    {
        ArgumentNullException.ThrowIfNull(code);
        if (tenantSalt.Length < 16) throw new ArgumentException("A salt has at least 16 bytes.", nameof(tenantSalt));
        var entropy = code.CopyEntropy();
        Span<byte> prk = stackalloc byte[Key32.Size];
        try
        {
            HKDF.Extract(HashAlgorithmName.SHA256, entropy, tenantSalt, prk);
            using var key = Key32.FromBytes(prk);
            return new AccessCodeKeys(new Id16(key.DeriveBytes("locator", Id16.Size)), key.Derive("slot"));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(entropy);
            CryptographicOperations.ZeroMemory(prk);
        }
    }

    /// <summary>Zeroes the slot key.</summary>
    public void Dispose() => SlotKey.Dispose();

    /// <inheritdoc/>
    public override string ToString() => "[redacted]";
}
