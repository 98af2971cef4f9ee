using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Spot.Grains.Abstractions.Conversations;

namespace Spot.Api.Conversations;

/// <summary>"Leave now", and staying.</summary>
internal static partial class Leaving
{
    /// <summary>Where everybody goes who leaves: a page nobody has to explain.</summary>
    public const string Elsewhere = "https://www.wikipedia.org/";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>Ends the visit and goes elsewhere; to the script's beacon it only says that it is done. Works without a visit.</summary>
    /// <remarks>A link, not a form: <c>form-action 'self'</c> would stop the way to another site. Other sites cannot use it against anybody,
    /// the cookie does not come with their requests; the browser is not told to clear anything for them either.</remarks>
    public static async Task<IResult> Leave(Visitor visitor, ILogger<ConversationPages> log, TimeProvider time)
    {
        var context = visitor.Context;
        var site = context.Request.Headers["Sec-Fetch-Site"].ToString();
        if (site is "" or "same-origin" or "none")
        {
            if (visitor.Ticket is { } ticket) await End(visitor, ticket, log, time);
            context.TakeTicket();
            context.Response.Headers["Clear-Site-Data"] = "\"cache\", \"cookies\", \"storage\"";
        }

        return HttpMethods.IsPost(context.Request.Method) ? Results.NoContent() : Results.Redirect(Elsewhere);
    }

    /// <summary>Keeps the visit open; says in plain text how many seconds of quiet it has.</summary>
    public static async Task<IResult> Stay(Visitor visitor)
    {
        var visit = await visitor.Ask((conversation, secret) => conversation.View(secret));
        return visit.Refusal == VisitRefusal.None
            ? Results.Text((visitor.QuietSeconds(visit) ?? 0).ToString(System.Globalization.CultureInfo.InvariantCulture))
            : Results.Text("0", statusCode: StatusCodes.Status410Gone);
    }

    private static async Task End(Visitor visitor, Ticket ticket, ILogger log, TimeProvider time)
    {
        var leaving = visitor.Conversation(ticket).Leave(ticket.Secret);
        try
        {
            await leaving.WaitAsync(Patience, time);
        }
        catch (Exception late) when (Visitor.IsOutage(late))
        {
            // Leaving never waits. The cookie goes now; the ticket goes when the call arrives, at the latest when the visit has been quiet for its time.
            Log.LeftLate(log, late.GetType().Name);
            _ = leaving.ContinueWith(static task => task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A visit's end was not confirmed in time ({Failure}).")]
        public static partial void LeftLate(ILogger logger, string failure);
    }
}

/// <summary>The name under which these pages log.</summary>
internal sealed class ConversationPages;
