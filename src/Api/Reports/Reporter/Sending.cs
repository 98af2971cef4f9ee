using Microsoft.AspNetCore.Http;
using Spot.Api.Conversations;
using Spot.Api.Layout;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Abstractions.Reports;

namespace Spot.Api.Reports.Reporter;

/// <summary>Two decisions and a button.</summary>
internal static class Sending
{
    /// <summary>The page; what must come first is shown first.</summary>
    public static async Task<IResult> Get(Visitor visitor)
    {
        var visit = await visitor.Ask((conversation, secret) => conversation.Sending(secret));
        return visitor.Page(visit.Refusal) ?? First(visit.Value!) ?? Page(visitor, new Decisions(), visit.Value!);
    }

    /// <summary>Sends, or shows the page again with what has to be decided.</summary>
    public static async Task<IResult> Post(Visitor visitor)
    {
        var form = await Form.Read(visitor.Context);
        var decisions = Decisions.Of(form);
        if (form["when"] is not ("now" or "morning") || decisions.Problems().Count > 0) return await Again(visitor, decisions, form["when"].Length > 0);

        var request = new SubmitRequest
        {
            Once = form.Once.IsNone ? Id16.Random() : form.Once,
            Name = decisions.Named ? decisions.Name.Trim() : null,
            Excluded = [.. decisions.Excluded],
            ExcludedWords = decisions.Other.Trim(),
            Shown = decisions.Shown,
            Now = form["when"] == "now",
        };
        var visit = await visitor.Ask((conversation, secret) => conversation.Submit(secret, request));
        if (visitor.Page(visit.Refusal) is { } refused) return refused;
        var result = visit.Value!;
        return result.Outcome switch
        {
            SubmitOutcome.Sent => Show.Next("/sent"),
            SubmitOutcome.NoCode => Show.Next("/keep?next=send"),
            SubmitOutcome.NothingLeft => Show.Next("/copy"),
            _ => Page(visitor, decisions with { Once = Form.NewOnce() }, result.Sending!, changed: result.Outcome == SubmitOutcome.ReadersChanged),
        };
    }

    private static async Task<IResult> Again(Visitor visitor, Decisions decisions, bool pressed)
    {
        var visit = await visitor.Ask((conversation, secret) => conversation.Sending(secret));
        return visitor.Page(visit.Refusal) ?? First(visit.Value!) ?? Page(visitor, decisions, visit.Value!, pressed ? decisions.Problems() : []);
    }

    private static IResult? First(SendingView view) =>
        view.Submitted ? Show.Next("/status")
        : !view.HasCode ? Show.Next("/keep?next=send")
        : !view.HasParts ? Show.Next("/copy")
        : null;

    private static IResult Page(Visitor visitor, Decisions decisions, SendingView view, IReadOnlyList<Problem>? problems = null, bool changed = false) =>
        Show.Page<Send>(new { visitor.Company, Decisions = decisions, View = view, Problems = problems ?? [], Changed = changed });
}
