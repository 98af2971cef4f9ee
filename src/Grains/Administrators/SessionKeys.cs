using System.Security.Cryptography;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Vault;

namespace Spot.Grains.Administrators;

/// <summary>What a session keeps under its browser's secret: the private key, and what is shown once. Key = HKDF(secret, word), place = the session.</summary>
internal static class SessionKeys
{
    private const string PrivateWord = "session";
    private const string PrivateKind = "spot.session.private";
    private const string ShownWord = "session-shown";
    private const string ShownKind = "spot.session.shown";

    /// <summary>The length of a secret, in bytes.</summary>
    public const int SecretSize = 32;

    /// <summary>A new secret.</summary>
    public static byte[] NewSecret() => RandomNumberGenerator.GetBytes(SecretSize);

    /// <summary>Wraps a private key for a session.</summary>
    public static byte[] Wrap(TenantId tenant, Id16 session, byte[] secret, ReadOnlySpan<byte> privateKey) =>
        Seal(tenant, session, secret, PrivateWord, PrivateKind, privateKey);

    /// <summary>Unwraps it, for the caller to zero; null: the secret is not this session's.</summary>
    /// <exception cref="SealException">The secret is right, but what is stored is damaged.</exception>
    public static byte[]? Unwrap(TenantId tenant, Id16 session, byte[] secret, byte[] wrapped) =>
        Open(tenant, session, secret, PrivateWord, PrivateKind, wrapped);

    /// <summary>Seals what is shown once.</summary>
    public static byte[] SealShown(TenantId tenant, Id16 session, byte[] secret, ReadOnlySpan<byte> shown) =>
        Seal(tenant, session, secret, ShownWord, ShownKind, shown);

    /// <summary>Opens it; null: the secret is not this session's.</summary>
    /// <exception cref="SealException">The secret is right, but what is stored is damaged.</exception>
    public static byte[]? OpenShown(TenantId tenant, Id16 session, byte[] secret, byte[] shown) =>
        Open(tenant, session, secret, ShownWord, ShownKind, shown);

    private static byte[] Seal(TenantId tenant, Id16 session, byte[] secret, string word, string kind, ReadOnlySpan<byte> plain)
    {
        using var key = Key32.FromSecret(secret, word);
        return Sealer.Seal(key, new SealContext(tenant, kind, session), plain, Padding.None);
    }

    private static byte[]? Open(TenantId tenant, Id16 session, byte[] secret, string word, string kind, byte[] envelope)
    {
        if (secret.Length != SecretSize) return null;
        using var key = Key32.FromSecret(secret, word);
        return Sealer.TryOpen(key, new SealContext(tenant, kind, session), envelope, out var plain) switch
        {
            SealFault.None => plain,
            SealFault.WrongKey => null,
            var fault => throw new SealException(fault, kind),
        };
    }
}
