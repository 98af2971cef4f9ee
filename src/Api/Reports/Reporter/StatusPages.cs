using Microsoft.AspNetCore.Http;
using Spot.Api.Conversations;
using Spot.Api.Layout;
using Spot.Grains.Abstractions.Conversations;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Abstractions.Reports;

namespace Spot.Api.Reports.Reporter;

/// <summary>The reporter's page of a sent report.</summary>
internal static class StatusPages
{
    /// <summary>Right after sending.</summary>
    public static async Task<IResult> Sent(Visitor visitor)
    {
        var visit = await Ask(visitor);
        return await Refused(visitor, visit.Refusal) ?? Show.Page<Sent>(new { visitor.Company, Status = visit.Value! });
    }

    /// <summary>The page; only its news for the script that watches.</summary>
    public static async Task<IResult> Get(Visitor visitor)
    {
        var visit = await Ask(visitor);
        return await Refused(visitor, visit.Refusal) ?? Page(visitor, visit, visit.Value!, new Writing());
    }

    /// <summary>An answer, "I'd rather not", or an addition.</summary>
    public static async Task<IResult> Post(Visitor visitor)
    {
        var form = await Form.Read(visitor.Context);
        var declined = form["do"] == "no";
        var text = PlainText.OneLineEnd(form["text"]);
        var message = new ReporterMessage
        {
            Once = form.Once.IsNone ? Id16.Random() : form.Once,
            Text = declined ? "" : text,
            Answers = form.Number("answers"),
            Declined = declined,
            Now = form["when"] == "now" || (declined && form["when"] != "morning"),
        };
        var writing = new Writing(message.Answers, text, form["once"]);
        if (!declined && string.IsNullOrWhiteSpace(text)) return await Again(visitor, writing, WriteOutcome.Empty);
        if (text.Length > ReplyRequest.MaxLength) return await Again(visitor, writing, WriteOutcome.TooLong);

        var visit = await visitor.Ask((conversation, secret) => conversation.Write(secret, message));
        if (await Refused(visitor, visit.Refusal, text) is { } refused) return refused;
        var result = visit.Value!;
        if (result.Outcome == WriteOutcome.Kept) return Show.Next("/status?kept#now");
        if (result.Outcome == WriteOutcome.NotNow || result.Status is null) return Show.Next("/chat#now");
        return Page(visitor, visit, result.Status, writing with { Problem = Said(result.Outcome, text) });
    }

    /// <summary>News as they come, as long as this visit may stay quiet: watching does not keep a visit open.</summary>
    public static async Task<IResult> Events(Visitor visitor, ReportWatch watch, TimeProvider time)
    {
        var visit = await Ask(visitor);
        if (visit.Value is not { } status) return Results.NoContent();
        var seconds = visitor.QuietSeconds(visit) ?? 0;
        var quiet = new CancellationTokenSource(TimeSpan.FromSeconds(seconds), time);
        var ends = CancellationTokenSource.CreateLinkedTokenSource(visitor.Context.RequestAborted, quiet.Token);
        visitor.Context.Response.RegisterForDispose(quiet);
        visitor.Context.Response.RegisterForDispose(ends);
        return new News(watch.Watch(visitor.Tenant, status.Report, MessageFrom.Reporter, ends.Token), quiet.Token);
    }

    private static Task<Visit<ReporterStatus>> Ask(Visitor visitor) => visitor.Ask((conversation, secret) => conversation.Status(secret));

    // Nothing sent yet is no dead end: the conversation is still there.
    private static async Task<IResult?> Refused(Visitor visitor, VisitRefusal refusal, string unsent = "")
    {
        if (refusal == VisitRefusal.NotFound && visitor.Ticket is not null)
        {
            var view = await visitor.Ask((conversation, secret) => conversation.View(secret));
            if (view.Value is { Submitted: false }) return Show.Next("/chat#now");
        }

        return visitor.Page(refusal, unsent);
    }

    private static async Task<IResult> Again(Visitor visitor, Writing writing, WriteOutcome outcome)
    {
        var visit = await Ask(visitor);
        return await Refused(visitor, visit.Refusal, writing.Text)
            ?? Page(visitor, visit, visit.Value!, writing with { Problem = Said(outcome, writing.Text) });
    }

    private static IResult Page<T>(Visitor visitor, Visit<T> visit, ReporterStatus status, Writing writing) =>
        visitor.Context.Request.WantsFragment()
            ? Show.Fragment<StatusNews>(new { visitor.Company, Status = status, Writing = writing })
            : Show.Page<Status>(new { visitor.Company, Model = status, Writing = writing, Quiet = visitor.QuietSeconds(visit), VisitKey = visitor.Ticket?.PageKey() });

    private static string Said(WriteOutcome outcome, string text) => outcome switch
    {
        WriteOutcome.Empty => "There are no words in it yet. You can also leave it for later, or say that you would rather not answer.",
        WriteOutcome.TooLong => Chatting.Problem(text) ?? "This is longer than one message can be. Your text is still here.",
        _ => "This has moved on meanwhile: it was answered or closed. Nothing was sent. Look at the page again; your text is still here.",
    };
}
