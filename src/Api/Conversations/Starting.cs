using Microsoft.AspNetCore.Http;
using Spot.Api.Layout;
using Spot.Grains.Abstractions.Conversations;

namespace Spot.Api.Conversations;

/// <summary>"Start talking".</summary>
internal static class Starting
{
    /// <summary>Where a new visit goes first: without its cookie there, the browser keeps none.</summary>
    public const string First = "/chat?begun#now";

    /// <summary>Begins a conversation, or goes on with the one this browser has open: starting anew would lock it out of that one.</summary>
    public static async Task<IResult> Post(Visitor visitor)
    {
        if (visitor.Ticket is not null)
        {
            var open = await visitor.Ask((conversation, secret) => conversation.View(secret));
            if (open.Value is { Submitted: false }) return Show.Next("/chat#now");
            if (open.Refusal is VisitRefusal.Busy or VisitRefusal.Unconfirmed) return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }

        var ticket = Ticket.ForNew();
        var begun = await Visitor.Twice(() => visitor.Conversation(ticket).Begin(ticket.Secret, visitor.Company.Profile.Language));
        if (begun?.Refusal is not VisitRefusal.None) return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        visitor.Context.Give(ticket);
        return Show.Next(First);
    }
}
