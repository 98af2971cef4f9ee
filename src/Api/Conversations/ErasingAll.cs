using Microsoft.AspNetCore.Http;
using Spot.Api.Layout;
using Spot.Grains.Abstractions.Conversations;

namespace Spot.Api.Conversations;

/// <summary>Erasing the conversation: asked once, done for good.</summary>
internal static class ErasingAll
{
    /// <summary>What it means, and the button.</summary>
    public static async Task<IResult> Get(Visitor visitor)
    {
        var visit = await visitor.Ask((conversation, secret) => conversation.View(secret));
        return visitor.Page(visit.Refusal) ?? Show.Page<Erase>(new { visitor.Company, View = visit.Value });
    }

    /// <summary>Erases. A sent report's page stays; anything else ends the visit.</summary>
    public static async Task<IResult> Post(Visitor visitor)
    {
        if (visitor.Ticket is not { } ticket) return visitor.Page(VisitRefusal.VisitOver)!;
        var visit = await visitor.Ask((conversation, secret) => conversation.View(secret));
        if (visitor.Page(visit.Refusal) is { } refused) return refused;
        var sent = visit.Value!.Submitted;
        var done = await Visitor.Twice(async () => new Visit<bool> { Refusal = await visitor.Conversation(ticket).Erase(ticket.Secret), Value = true });

        // The first of two tries may have erased it: then there is nothing left to find, which is what was asked for.
        var refusal = done?.Refusal ?? VisitRefusal.Unconfirmed;
        if (refusal is not (VisitRefusal.None or VisitRefusal.NotFound)) return visitor.Page(refusal)!;
        if (sent) return Show.Next("/status?erased");
        visitor.Context.TakeTicket();
        return Show.Page<Erase>(new { visitor.Company });
    }
}
