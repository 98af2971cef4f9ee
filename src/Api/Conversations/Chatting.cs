using System.Globalization;
using Microsoft.AspNetCore.Http;
using Spot.Api.Layout;
using Spot.Grains.Abstractions.Conversations;
using Spot.Grains.Abstractions.Identity;

namespace Spot.Api.Conversations;

/// <summary>The chat: one form, one reply. With the script only what is new comes back; without it, the way on.</summary>
internal static class Chatting
{
    private const string FullUp = "This conversation holds as many wordings as can be kept. Your text is still here: erase older wordings, or copy it.";
    private const string NothingWritten = "There are no words in it yet. You can skip this question.";

    /// <summary>The conversation.</summary>
    public static async Task<IResult> Get(Visitor visitor)
    {
        var query = visitor.Context.Request.Query;
        if (visitor.Ticket is null && query.ContainsKey("begun")) return Show.Page<NoCookie>(new { visitor.Company });
        var visit = await visitor.Ask((conversation, secret) => conversation.View(secret));
        if (visitor.Page(visit.Refusal) is { } refused) return refused;
        var view = visit.Value!;
        if (view.Erased) return Show.Next("/status");
        _ = int.TryParse(query["change"], CultureInfo.InvariantCulture, out var change);
        return Whole(visitor, visit, Composing.Of(view), new Changing(change), query.ContainsKey("all"));
    }

    /// <summary>One reply.</summary>
    public static async Task<IResult> Post(Visitor visitor)
    {
        var form = await Form.Read(visitor.Context);
        if (form["do"] == "erase") return await EraseWording(visitor, form.Number("prompt"));
        var reply = await Read(visitor, form);
        if (reply.Kind is ReplyKind.Answer or ReplyKind.Change && Problem(reply.Text) is { } problem) return await Again(visitor, form, reply, problem);
        if (reply.Kind == ReplyKind.Skip && form["sure"].Length == 0 && !string.IsNullOrWhiteSpace(form["text"]))
            return await Again(visitor, form, reply with { Text = form["text"] }, "You have written something. “Answer” keeps it, “Skip” leaves it out.");

        var visit = await visitor.Ask((conversation, secret) => conversation.Reply(secret, reply));
        if (visit.Refusal is VisitRefusal.Busy or VisitRefusal.Unconfirmed) return NotConfirmedYet(visitor, form, reply, visit.Refusal);
        if (visitor.Page(visit.Refusal, reply.Text, reply.Turn) is { } refused) return refused;
        return visit.Value!.Outcome switch
        {
            ReplyOutcome.Kept => Kept(visitor, form, reply, visit.Value),
            ReplyOutcome.Empty => await Again(visitor, form, reply, NothingWritten),
            ReplyOutcome.Full => await Again(visitor, form, reply, FullUp),
            ReplyOutcome.TooLong => await Again(visitor, form, reply, Problem(reply.Text) ?? NothingWritten),
            _ => await Stale(visitor, reply, visit.Value),
        };
    }

    /// <summary>What is wrong with a text; null: nothing.</summary>
    internal static string? Problem(string text)
    {
        if (string.IsNullOrWhiteSpace(text)) return NothingWritten;
        var over = text.Length - ReplyRequest.MaxLength;
        return over <= 0
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"This is {over:N0} {(over == 1 ? "character" : "characters")} longer than one answer can be ({ReplyRequest.MaxLength:N0}). Your text is still here. Take some out, or put the rest into your next answer.");
    }

    private static async Task<ReplyRequest> Read(Visitor visitor, Form form)
    {
        var text = PlainText.OneLineEnd(form["text"]);
        var choice = form["choice"];
        var reply = new ReplyRequest
        {
            Turn = form.Number("turn"),
            Once = form.Once.IsNone ? Id16.Random() : form.Once,
            Kind = form["do"] switch
            {
                "skip" => ReplyKind.Skip,
                "on" => ReplyKind.GoOn,
                "finish" => ReplyKind.Finish,
                "change" or "both" => ReplyKind.Change,
                _ => ReplyKind.Answer,
            },
            Prompt = form.Number("prompt"),
            Text = choice.Length == 0 ? text : string.IsNullOrWhiteSpace(text) ? choice : $"{choice}\n{text}",
        };
        if (form["do"] != "both") return reply.Kind is ReplyKind.Answer or ReplyKind.Change ? reply : reply with { Text = "" };

        // Both: what is kept now, then what was written here.
        var view = await visitor.Ask((conversation, secret) => conversation.View(secret));
        var kept = view.Value?.Turns.FirstOrDefault(t => t.Prompt.Number == reply.Prompt)?.Answer;
        return string.IsNullOrWhiteSpace(kept) || kept.EndsWith(text, StringComparison.Ordinal) ? reply : reply with { Text = $"{kept}\n\n{text}" };
    }

    private static IResult Kept(Visitor visitor, Form form, ReplyRequest reply, ReplyResult result)
    {
        if (!visitor.Context.Request.WantsFragment())
            return Show.Next(reply.Kind == ReplyKind.Change ? string.Create(CultureInfo.InvariantCulture, $"/chat?all#a{reply.Prompt}") : "/chat#now");

        var waiting = result.IsOver ? null : result.Turns.FirstOrDefault(t => t.Prompt.Number == result.Turn)?.Prompt;
        var composing = waiting is null && !result.IsOver ? null : new Composing
        {
            Waiting = waiting,
            Probes = form.Number("probes") + result.Turns.Count(t => t.Prompt.Stage == PromptStage.Probe && t.Answer is null && !t.Skipped),
            HasCode = form["code"].Length > 0,
        };
        // A form repeated late: the talk has moved on meanwhile, so the page is shown anew.
        if (composing is null && reply.Kind != ReplyKind.Change) return Show.Next("/chat#now");
        return Show.Fragment<ChatFragment>(new { result.Turns, Composing = composing });
    }

    private static async Task<IResult> Again(Visitor visitor, Form form, ReplyRequest reply, string problem)
    {
        var visit = await visitor.Ask((conversation, secret) => conversation.View(secret));
        if (visit.Refusal is VisitRefusal.Busy or VisitRefusal.Unconfirmed) return NotConfirmedYet(visitor, form, reply, visit.Refusal);
        if (visitor.Page(visit.Refusal, reply.Text, reply.Turn) is { } refused) return refused;
        var view = visit.Value!;
        var composing = Composing.Of(view);
        if (reply.Kind == ReplyKind.Change) return Whole(visitor, visit, composing, new Changing(reply.Prompt, reply.Text, problem), all: false);
        if (view.Turn != reply.Turn && reply.Text.Trim().Length > 0) return OtherTab(visitor, view, reply);
        composing = composing with { Text = reply.Text, Problem = problem, SkipSure = reply.Kind == ReplyKind.Skip };
        return visitor.Context.Request.WantsFragment() && view.Turn == reply.Turn
            ? Show.Fragment<ChatFragment>(new { Composing = composing })
            : Whole(visitor, visit, composing, new Changing(0), all: false);
    }

    private static async Task<IResult> Stale(Visitor visitor, ReplyRequest reply, ReplyResult result)
    {
        if (reply.Text.Trim().Length == 0) return Show.Next("/chat#now");
        if (result.Turns is [var turn, ..])
            return Show.Page<StaleTab>(new { visitor.Company, Turn = turn, Waiting = result.Turn, reply.Text }, StatusCodes.Status409Conflict);
        var visit = await visitor.Ask((conversation, secret) => conversation.View(secret));
        return visitor.Page(visit.Refusal, reply.Text, reply.Turn) ?? OtherTab(visitor, visit.Value!, reply);
    }

    private static IResult OtherTab(Visitor visitor, ConversationView view, ReplyRequest reply)
    {
        var number = reply.Kind == ReplyKind.Change ? reply.Prompt : reply.Turn;
        var turn = view.Turns.FirstOrDefault(t => t.Prompt.Number == number && t.Prompt.Stage != PromptStage.Info && number != view.Turn);
        return Show.Page<StaleTab>(new { visitor.Company, Turn = turn, Waiting = view.Turn, reply.Text }, StatusCodes.Status409Conflict);
    }

    private static IResult NotConfirmedYet(Visitor visitor, Form form, ReplyRequest reply, VisitRefusal refusal)
    {
        var names = new[] { "turn", "prompt", "probes", "code", "sure", "do" };
        var fields = names.Select(n => KeyValuePair.Create(n, n == "do" && form[n] == "both" ? "change" : form[n])).Where(f => f.Value.Length > 0).ToList();
        var parameters = new { visitor.Company, Busy = refusal == VisitRefusal.Busy, Once = reply.Once.ToString(), Fields = fields, reply.Text };
        visitor.Context.Response.Headers.RetryAfter = "2";
        return Show.Page<NotConfirmed>(parameters, StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<IResult> EraseWording(Visitor visitor, int prompt)
    {
        var visit = await visitor.Ask((conversation, secret) => conversation.EraseWording(secret, prompt));
        return visitor.Page(visit.Refusal) ?? Show.Next(string.Create(CultureInfo.InvariantCulture, $"/chat?all#a{prompt}"));
    }

    private static IResult Whole(
        Visitor visitor, Visit<ConversationView> visit, Composing composing, Changing changing, bool all, Ticket? ticket = null) => Show.Page<Chat>(new
    {
        visitor.Company,
        View = visit.Value!,
        Composing = composing,
        All = all,
        Change = changing.Prompt,
        ChangeText = changing.Text,
        ChangeProblem = changing.Problem,
        Quiet = visitor.QuietSeconds(visit),
        VisitKey = (ticket ?? visitor.Ticket)?.PageKey(),
    });

    /// <summary>The conversation with a text that was not kept before, in its box.</summary>
    /// <param name="visitor">Who has just come in.</param>
    /// <param name="ticket">The visit that this answer hands over.</param>
    /// <param name="visit">The conversation.</param>
    /// <param name="text">The text.</param>
    public static IResult With(Visitor visitor, Ticket ticket, Visit<ConversationView> visit, string text) =>
        Whole(visitor, visit, Composing.Of(visit.Value!) with { Text = text }, new Changing(0), all: false, ticket);

    private sealed record Changing(int Prompt, string? Text = null, string? Problem = null);
}
