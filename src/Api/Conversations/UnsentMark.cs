using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Spot.Grains.Abstractions.Identity;

namespace Spot.Api.Conversations;

/// <summary>Says, sealed, in which conversation a text was written that could not be kept. It waits in the page for the nine words, and whoever comes
/// next to this browser may type words of their own: the text goes back into its own conversation or nowhere.</summary>
internal static class UnsentMark
{
    private const string Purpose = "spot.unsent";

    /// <summary>The mark; empty: this browser had no visit.</summary>
    public static string Of(HttpContext context, Ticket? ticket) => ticket is null ? "" : Protector(context).Protect(ticket.Conversation.ToString());

    /// <summary>Whether a text with this mark belongs into a conversation.</summary>
    public static bool Fits(HttpContext context, string mark, Id16 conversation)
    {
        if (mark.Length == 0) return false;
        try
        {
            return Protector(context).Unprotect(mark) == conversation.ToString();
        }
        catch (CryptographicException)
        {
            return false; // changed on the way, or from before the keys of that time
        }
    }

    private static IDataProtector Protector(HttpContext context) => context.RequestServices.GetDataProtector(Purpose);
}
