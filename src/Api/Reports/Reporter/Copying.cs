using System.Globalization;
using Microsoft.AspNetCore.Http;
using Spot.Api.Conversations;
using Spot.Api.Layout;
using Spot.Grains.Abstractions.Conversations;
using Spot.Grains.Abstractions.Reports;

namespace Spot.Api.Reports.Reporter;

/// <summary>The copy that may be sent: edited part by part beside what the company would see.</summary>
internal static class Copying
{
    /// <summary>The copy.</summary>
    public static async Task<IResult> Get(Visitor visitor)
    {
        if (await Sent(visitor) is { } elsewhere) return elsewhere;
        var visit = await visitor.Ask((conversation, secret) => conversation.Copy(secret));
        return visitor.Page(visit.Refusal) ?? Page(visitor, visit.Value!);
    }

    /// <summary>Keeps what is in the form, whichever button was pressed, then does what the button says.</summary>
    public static async Task<IResult> Post(Visitor visitor)
    {
        var form = await Form.Read(visitor.Context);
        var texts = Texts(form);
        var (action, part) = Action(form["do"]);
        if (TooLong(texts) is { Count: > 0 } problems) return await Again(visitor, texts, problems);

        var edit = new CopyEdit
        {
            Revision = form.Number("revision"),
            Texts = texts,
            Remove = action == "remove" ? [part] : [],
            Restore = action == "restore" ? [part] : [],
        };
        var visit = await visitor.Ask((conversation, secret) => conversation.EditCopy(secret, edit));
        if (visit.Refusal == VisitRefusal.NotFound && await Sent(visitor) is { } elsewhere) return elsewhere;
        if (visitor.Page(visit.Refusal, string.Join("\n\n", texts.Values)) is { } refused) return refused;
        var copy = visit.Value!;
        if (copy.Stale) return await Sent(visitor) ?? Page(visitor, copy, texts, stale: true);
        return Show.Next(action switch
        {
            "send" => "/send",
            "update" => "/copy#view",
            _ => string.Create(CultureInfo.InvariantCulture, $"/copy#part{part}"),
        });
    }

    private static async Task<IResult?> Sent(Visitor visitor)
    {
        var visit = await visitor.Ask((conversation, secret) => conversation.Sending(secret));
        return visit.Refusal == VisitRefusal.None ? visit.Value!.Submitted ? Show.Next("/status#sent") : null : visitor.Page(visit.Refusal);
    }

    private static async Task<IResult> Again(Visitor visitor, Dictionary<int, string> texts, IReadOnlyList<Problem> problems)
    {
        var visit = await visitor.Ask((conversation, secret) => conversation.Copy(secret));
        return visitor.Page(visit.Refusal, string.Join("\n\n", texts.Values)) ?? Page(visitor, visit.Value!, texts, problems);
    }

    private static IResult Page(
        Visitor visitor, ReportCopy copy, Dictionary<int, string>? typed = null, IReadOnlyList<Problem>? problems = null, bool stale = false) =>
        Show.Page<Copy>(new { visitor.Company, Contents = copy, Typed = typed ?? [], Problems = problems ?? [], Stale = stale });

    private static Dictionary<int, string> Texts(Form form)
    {
        var texts = new Dictionary<int, string>();
        foreach (var name in form.Names)
        {
            if (name.Length > 1 && name[0] == 'p' && int.TryParse(name.AsSpan(1), CultureInfo.InvariantCulture, out var part))
                texts[part] = PlainText.OneLineEnd(form[name]);
        }

        return texts;
    }

    private static (string Action, int Part) Action(string button)
    {
        var split = button.IndexOf('-', StringComparison.Ordinal);
        return split > 0 && int.TryParse(button.AsSpan(split + 1), CultureInfo.InvariantCulture, out var part)
            ? (button[..split], part)
            : (button == "send" ? "send" : "update", 0);
    }

    private static List<Problem> TooLong(Dictionary<int, string> texts) =>
    [
        .. texts.Where(t => t.Value.Length > ReplyRequest.MaxLength).Select(t => new Problem(
            string.Create(CultureInfo.InvariantCulture, $"p{t.Key}"),
            string.Create(CultureInfo.InvariantCulture, $"This part is {t.Value.Length - ReplyRequest.MaxLength:N0} characters longer than it can be ({ReplyRequest.MaxLength:N0}). It is still here; take some out."))),
    ];
}
