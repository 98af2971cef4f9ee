using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Spot.Grains.Abstractions.Identity;

namespace Spot.Grains.Abstractions.Administrators;

/// <summary>The secret in a one-time link: 32 random bytes in base64url. Only its hash is stored, as the name of what the link opens.</summary>
public static class SetUpLink
{
    /// <summary>How long the first owner's link is good.</summary>
    public static readonly TimeSpan OwnerTime = TimeSpan.FromHours(1);

    /// <summary>How long an invitation is good.</summary>
    public static readonly TimeSpan InviteTime = TimeSpan.FromHours(72);

    private const int Size = 32;

    /// <summary>A new secret.</summary>
    public static string NewToken() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Size));

    /// <summary>The page that a link opens, below the company's address: <c>/admin/link/{token}</c>.</summary>
    public static string PathOf(string token) => $"/admin/link/{token}";

    /// <summary>The key of the <see cref="IInviteGrain"/> a link leads to; null: no link of ours looks like that, so nobody need be asked.</summary>
    public static string? KeyOf(TenantId tenant, string? token)
    {
        Span<byte> secret = stackalloc byte[Size];
        if (token is not { Length: 43 } || !Base64Url.IsValid(token)) return null;
        if (Base64Url.DecodeFromChars(token, secret, out _, out var written) != System.Buffers.OperationStatus.Done || written != Size) return null;
        return new GrainKey(tenant, "link", Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(token)))).ToString();
    }
}
