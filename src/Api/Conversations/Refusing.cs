using Microsoft.AspNetCore.Http;
using Spot.Api.Layout;
using Spot.Grains.Abstractions.Conversations;

namespace Spot.Api.Conversations;

/// <summary>What a page says when a visit gets nothing.</summary>
internal static class Refusing
{
    /// <summary>The page for a refusal; null: it was none.</summary>
    /// <param name="visitor">Who asked.</param>
    /// <param name="refusal">Why there is nothing.</param>
    /// <param name="unsent">What was written and is not kept: it is given back.</param>
    /// <param name="turn">The prompt it was written for; 0: none.</param>
    public static IResult? Page(this Visitor visitor, VisitRefusal refusal, string unsent = "", int turn = 0)
    {
        switch (refusal)
        {
            case VisitRefusal.None:
                return null;
            case VisitRefusal.Busy or VisitRefusal.Unconfirmed:
                // The frame's page gives the form's text back, with the same number, so that sending it again is sending it once.
                return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
            default:
                var was = visitor.Ticket is not null;
                if (was) visitor.Context.TakeTicket();
                return Show.Page<Resume>(new
                {
                    visitor.Company,
                    Why = !was ? ResumeReason.NoVisit : refusal == VisitRefusal.NotFound ? ResumeReason.Gone : ResumeReason.VisitOver,
                    Unsent = unsent,
                    UnsentTurn = turn,
                    UnsentOf = UnsentMark.Of(visitor.Context, visitor.Ticket),
                    NoVisit = true,
                }, was ? StatusCodes.Status410Gone : StatusCodes.Status200OK);
        }
    }
}
