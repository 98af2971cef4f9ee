using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Spot.Grains.Abstractions.Identity;

namespace Spot.Api.Conversations;

/// <summary>One browser's visit: which conversation, and the secret that opens it. Lives in one cookie and nowhere else.</summary>
public sealed class Ticket
{
    private const int SecretSize = 32;

    private Ticket(Id16 conversation, byte[] secret) => (Conversation, Secret) = (conversation, secret);

    /// <summary>The conversation.</summary>
    public Id16 Conversation { get; }

    /// <summary>The 32 bytes that the conversation's grain checks.</summary>
    public byte[] Secret { get; }

    /// <summary>A ticket for a new conversation.</summary>
    public static Ticket ForNew() => For(Id16.Random());

    /// <summary>A new ticket for a conversation.</summary>
    public static Ticket For(Id16 conversation) => new(conversation, NewSecret());

    /// <summary>A ticket for a conversation that a code opened with this secret.</summary>
    public static Ticket For(Id16 conversation, byte[] secret) => new(conversation, secret);

    /// <summary>A new secret.</summary>
    public static byte[] NewSecret() => RandomNumberGenerator.GetBytes(SecretSize);

    /// <summary>Reads a cookie's value; null for anything else.</summary>
    public static Ticket? Read(string? value)
    {
        Span<byte> bytes = stackalloc byte[Id16.Size + SecretSize];
        if (value is null || value.Length != Base64Url.GetEncodedLength(bytes.Length)) return null;
        if (Base64Url.DecodeFromChars(value, bytes, out _, out var written) != System.Buffers.OperationStatus.Done || written != bytes.Length) return null;
        return new Ticket(new Id16(bytes[..Id16.Size]), bytes[Id16.Size..].ToArray());
    }

    /// <summary>The key, in hexadecimal digits, under which a page of this visit seals unsent text in its tab. Only a page that the visit has opened
    /// may bring it. Nothing else comes of it.</summary>
    public string PageKey() => Convert.ToHexStringLower(HKDF.DeriveKey(HashAlgorithmName.SHA256, Secret, SecretSize, info: "spot/1/page"u8.ToArray()));

    /// <summary>The cookie's value.</summary>
    public string Write()
    {
        Span<byte> bytes = stackalloc byte[Id16.Size + SecretSize];
        Conversation.CopyTo(bytes);
        Secret.CopyTo(bytes[Id16.Size..]);
        return Base64Url.EncodeToString(bytes);
    }

    /// <inheritdoc/>
    public override string ToString() => "[redacted]";
}

/// <summary>The visit's cookie: for this host and its pages only, gone with the browser's session, out of any script's reach.</summary>
public static class TicketOfRequest
{
    /// <summary>The cookie's name.</summary>
    public const string Cookie = "__Host-spot";

    private const string FormCookie = "__Host-form";

    private static CookieOptions Options => new() { Secure = true, HttpOnly = true, SameSite = SameSiteMode.Strict, Path = "/" };

    /// <summary>This browser's visit; null: none.</summary>
    public static Ticket? Ticket(this HttpContext context) => Conversations.Ticket.Read(context.Request.Cookies[Cookie]);

    /// <summary>Gives the browser a visit.</summary>
    public static void Give(this HttpContext context, Ticket ticket) => context.Response.Cookies.Append(Cookie, ticket.Write(), Options);

    /// <summary>Takes the visit from the browser, and what protected its forms.</summary>
    public static void TakeTicket(this HttpContext context)
    {
        context.Response.Cookies.Delete(Cookie, Options);
        context.Response.Cookies.Delete(FormCookie, Options);
    }
}
