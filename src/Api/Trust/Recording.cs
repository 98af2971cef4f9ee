using System.Text;
using Microsoft.AspNetCore.Http;
using Spot.Api.Conversations;
using Spot.Api.Layout;
using Spot.Grains.Abstractions.Trust;

namespace Spot.Api.Trust;

/// <summary>The reporter's own record: read on the page, or taken as a signed file.</summary>
internal static class Recording
{
    /// <summary>What a record is, and the button. Nothing is made by looking.</summary>
    public static async Task<IResult> Get(Visitor visitor)
    {
        var visit = await visitor.Ask((conversation, secret) => conversation.Record(secret));
        return visitor.Page(visit.Refusal) ?? Page(visitor, visit.Value!.Turns.Any(t => t.Answer is not null), Passphrase.Propose());
    }

    /// <summary>The same words as a page, for screen readers and for whoever wants no file.</summary>
    public static async Task<IResult> Read(Visitor visitor)
    {
        var visit = await visitor.Ask((conversation, secret) => conversation.Record(secret));
        return visitor.Page(visit.Refusal) ?? Show.Page<RecordRead>(new { visitor.Company, Contents = visit.Value! });
    }

    /// <summary>Makes the file.</summary>
    public static async Task<IResult> Post(Visitor visitor, RecordMaker maker)
    {
        var form = await Form.Read(visitor.Context);
        var wished = form["protect"] == "yes";
        var password = form["password"].Normalize(NormalizationForm.FormKC).Trim();
        if (wished && password.Length < Passphrase.Shortest)
            return Page(visitor, hasWords: true, form["password"], wished, new Problem("pw", $"The password needs at least {Passphrase.Shortest} characters. Five words are easy to write down."));

        var visit = await visitor.Ask((conversation, secret) => conversation.Record(secret));
        if (visitor.Page(visit.Refusal) is { } refused) return refused;
        var made = await maker.Make(
            visit.Value!, wished ? password : null, request => visitor.Ask((conversation, secret) => conversation.SignRecord(secret, request)), visitor.Context.RequestAborted);
        if (visitor.Page(made.Refusal) is { } over) return over;
        return made.Value!.Outcome switch
        {
            SigningOutcome.Signed => Results.File(made.Value.File!, "application/pdf", "document.pdf"),
            SigningOutcome.NoKey => Page(visitor, hasWords: true, password, wished, noKey: true),
            // Busy, or the day has just changed: the same button again makes it.
            _ => Results.StatusCode(StatusCodes.Status503ServiceUnavailable),
        };
    }

    private static IResult Page(Visitor visitor, bool hasWords, string password, bool wished = false, Problem? problem = null, bool noKey = false) => Show.Page<RecordPage>(
        new { visitor.Company, HasWords = hasWords, Password = password, Wished = wished, NoKey = noKey, Problems = problem is null ? Array.Empty<Problem>() : [problem] },
        noKey ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);
}
