using System.Security.Cryptography;
using Spot.Grains.Abstractions.Identity;

namespace Spot.Grains.Abstractions.Vault;

/// <summary>What an access code leads to: where its slot lies and the key that opens it. prk = HKDF-Extract(tenant salt, E);
/// locator = HKDF-Expand(prk, "spot/1/locator", 16), slot key = HKDF-Expand(prk, "spot/1/slot", 32) (RFC 5869, SHA-256).</summary>
/// <remarks>The salt is the company's own and never changes, so one company's codes say nothing about another's and move with it. Worked out in the
/// front door, so that the code itself goes no further.</remarks>
public sealed class AccessCodeKeys : IDisposable
{
    private const int KeySize = 32;

    private AccessCodeKeys(Id16 locator, byte[] slotKey) => (Locator, SlotKey) = (locator, slotKey);

    /// <summary>Names the slot.</summary>
    public Id16 Locator { get; }

    /// <summary>Opens the slot: 32 bytes, zeroed with this object.</summary>
    public byte[] SlotKey { get; }

    /// <summary>Works both out.</summary>
    /// <param name="tenantSalt">The company's salt, at least 16 bytes.</param>
    /// <param name="code">The code.</param>
    public static AccessCodeKeys Derive(ReadOnlySpan<byte> tenantSalt, AccessCode code)
    {
        ArgumentNullException.ThrowIfNull(code);
        if (tenantSalt.Length < 16) throw new ArgumentException("A salt has at least 16 bytes.", nameof(tenantSalt));
        var entropy = code.CopyEntropy();
        Span<byte> prk = stackalloc byte[KeySize];
        Span<byte> locator = stackalloc byte[Id16.Size];
        var slotKey = new byte[KeySize];
        try
        {
            HKDF.Extract(HashAlgorithmName.SHA256, entropy, tenantSalt, prk);
            HKDF.Expand(HashAlgorithmName.SHA256, prk, locator, "spot/1/locator"u8);
            HKDF.Expand(HashAlgorithmName.SHA256, prk, slotKey, "spot/1/slot"u8);
            return new AccessCodeKeys(new Id16(locator), slotKey);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(entropy);
            CryptographicOperations.ZeroMemory(prk);
        }
    }

    /// <summary>Zeroes the slot key.</summary>
    public void Dispose() => CryptographicOperations.ZeroMemory(SlotKey);

    /// <inheritdoc/>
    public override string ToString() => "[redacted]";
}
