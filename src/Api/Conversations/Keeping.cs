using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Spot.Api.Layout;
using Spot.Grains.Abstractions.Conversations;

namespace Spot.Api.Conversations;

/// <summary>The nine words: made, shown, kept by typing two of them back.</summary>
internal static class Keeping
{
    /// <summary>The page; nothing is made by looking.</summary>
    public static async Task<IResult> Get(Visitor visitor)
    {
        var visit = await visitor.Ask((conversation, secret) => conversation.Code(secret));
        return visitor.Page(visit.Refusal) ?? Words(visitor, visit.Value!, Next(visitor.Context.Request.Query["next"]));
    }

    /// <summary>Makes, gives as a file, or confirms.</summary>
    public static async Task<IResult> Post(Visitor visitor)
    {
        var form = await Form.Read(visitor.Context);
        var next = Next(form["next"]);
        return form["do"] switch
        {
            "make" => await Make(visitor, next),
            "file" => await File(visitor),
            _ => await Confirm(visitor, form, next),
        };
    }

    private static async Task<IResult> Make(Visitor visitor, string next)
    {
        var visit = await visitor.Ask((conversation, secret) => conversation.MakeCode(secret));
        return visitor.Page(visit.Refusal) ?? Show.Next(next.Length == 0 ? "/keep" : $"/keep?next={next}");
    }

    // The words alone: no name, no address, no date, so that whoever finds the file finds nine words.
    private static async Task<IResult> File(Visitor visitor)
    {
        var visit = await visitor.Ask((conversation, secret) => conversation.Code(secret));
        if (visitor.Page(visit.Refusal) is { } refused) return refused;
        var words = visit.Value!.Words;
        return words.Count == 0
            ? Show.Next("/keep")
            : Results.File(Encoding.UTF8.GetBytes(string.Join(' ', words) + "\n"), "text/plain; charset=utf-8", "notes.txt");
    }

    private static async Task<IResult> Confirm(Visitor visitor, Form form, string next)
    {
        var visit = await visitor.Ask((conversation, secret) => conversation.ConfirmCode(secret, form["w1"], form["w2"]));
        if (visitor.Page(visit.Refusal) is { } refused) return refused;
        var answer = visit.Value!;
        if (answer.Kept) return Show.Next(next.Length == 0 ? "/keep?done" : $"/{next}");

        var problems = new List<Problem>();
        if (answer.FirstWrong) problems.Add(new("w1", Wrong(answer.Code.First)));
        if (answer.SecondWrong) problems.Add(new("w2", Wrong(answer.Code.Second)));
        return Words(visitor, answer.Code, next, problems, form["w1"], form["w2"]);
    }

    private static string Wrong(int position) => string.Create(CultureInfo.InvariantCulture, $"This is not word {position}. Look at the nine words again.");

    private static IResult Words(Visitor visitor, CodeView code, string next, IReadOnlyList<Problem>? problems = null, string first = "", string second = "") =>
        Show.Page<Keep>(new { visitor.Company, Code = code, NextPage = next, Problems = problems ?? [], First = first, Second = second });

    // Only where this page may lead.
    private static string Next(string? asked) => asked is "send" or "record" or "status" ? asked : "";
}
