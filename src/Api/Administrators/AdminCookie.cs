using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Spot.Grains.Abstractions.Administrators;
using Spot.Grains.Abstractions.Identity;

namespace Spot.Api.Administrators;

/// <summary>The one cookie of an administrator: which session, and its secret. It says neither who nor for how long, and is gone with the browser.</summary>
internal static class AdminCookie
{
    /// <summary>Its name; the prefix ties it to this host, HTTPS and the whole path.</summary>
    public const string Name = "__Host-spot-admin";

    private const int SecretSize = 32;

    private static CookieOptions Options => new() { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Strict, Path = "/", IsEssential = true };

    /// <summary>The ticket a browser holds; null: none, or nothing of ours.</summary>
    public static SessionTicket? Ticket(this HttpRequest request)
    {
        Span<byte> bytes = stackalloc byte[Id16.Size + SecretSize];
        if (request.Cookies[Name] is not { Length: 64 } text || !Base64Url.IsValid(text)) return null;
        try
        {
            return Base64Url.DecodeFromChars(text, bytes) == bytes.Length
                ? new SessionTicket { Session = new Id16(bytes[..Id16.Size]), Secret = bytes[Id16.Size..].ToArray() }
                : null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    /// <summary>Hands a ticket to the browser.</summary>
    public static void Hand(this HttpResponse response, SessionTicket ticket) =>
        response.Cookies.Append(Name, Base64Url.EncodeToString([.. ticket.Session.ToBytes(), .. ticket.Secret]), Options);

    /// <summary>Takes the ticket back.</summary>
    public static void TakeTicket(this HttpResponse response) => response.Cookies.Delete(Name, Options);
}
