using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Spot.Api.Layout;
using Spot.Grains.Abstractions.Conversations;
using Spot.Grains.Abstractions.Tenants;
using Spot.Grains.Abstractions.Vault;

namespace Spot.Api.Conversations;

/// <summary>Coming back with nine words. The words go no further than this: what they lead to does.</summary>
internal static partial class Resuming
{
    /// <summary>The page.</summary>
    public static IResult Get(Visitor visitor) => Show.Page<Resume>(new { visitor.Company, Why = ResumeReason.Asked, NoVisit = visitor.Ticket is null });

    /// <summary>Reads the words and opens what they lead to. Without a token, because no cookie comes before it; the same-origin check holds.</summary>
    public static async Task<IResult> Post(Visitor visitor, WrongCodes wrong, IGrainFactory grains)
    {
        var form = await Form.Read(visitor.Context);
        var unsent = PlainText.OneLineEnd(form["unsent"]);
        var typed = form["words"];
        IResult Again(AccessCodeReading? reading, string? problem = null, bool outage = false, bool filled = false) => Show.Page<Resume>(new
        {
            visitor.Company,
            Why = ResumeReason.Asked,
            Words = typed,
            Reading = reading,
            Problem = problem,
            Filled = filled && reading is null,
            Unsent = unsent,
            UnsentTurn = form.Number("unsentTurn"),
            UnsentOf = form["unsentOf"],
            NoVisit = visitor.Ticket is null,
        }, outage ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);

        if (form["fix"] is { Length: > 0 } fix)
        {
            typed = Fix(typed, fix);
            var read = AccessCode.Read(typed);
            return Again(read.Code is null ? read : null, filled: true);
        }

        var reading = AccessCode.Read(typed);
        if (reading.Code is not { } code) return Again(reading);

        var salt = await Visitor.Twice(() => grains.GetGrain<ITenantGrain>(TenantKey.Of(visitor.Tenant)).Salt());
        if (salt is null) return Again(null, ResumeText.Busy, outage: true);
        using var keys = AccessCodeKeys.Derive(salt, code);
        var secret = Ticket.NewSecret();
        var opened = await Visitor.Twice(() => visitor.Access(keys.Locator).Open(keys.SlotKey, secret));
        switch (opened?.Refusal)
        {
            case VisitRefusal.None:
                var own = UnsentMark.Fits(visitor.Context, form["unsentOf"], opened.Value);
                return await Enter(visitor, Ticket.For(opened.Value, secret), own ? unsent : "");
            case VisitRefusal.NotFound or VisitRefusal.VisitOver:
                return await wrong.Count(visitor.Context.RequestAborted) ? Again(null, ResumeText.Unknown) : Again(null, ResumeText.Busy, outage: true);
            default:
                return Again(null, ResumeText.Busy, outage: true);
        }
    }

    private static async Task<IResult> Enter(Visitor visitor, Ticket ticket, string unsent)
    {
        visitor.Context.Give(ticket);
        var visit = await Visitor.Twice(() => visitor.Conversation(ticket).View(ticket.Secret));
        if (visit?.Value is not { } view) return Show.Next("/chat#now");
        if (view.Submitted) return Show.Next("/status");
        return string.IsNullOrWhiteSpace(unsent) ? Show.Next("/chat#now") : Chatting.With(visitor, ticket, visit, unsent);
    }

    /// <summary>Puts a suggestion in the place of the word that was meant: <c>5:velvet</c> changes the fifth.</summary>
    internal static string Fix(string typed, string fix)
    {
        var split = fix.IndexOf(':', StringComparison.Ordinal);
        if (split < 1 || !int.TryParse(fix.AsSpan(0, split), CultureInfo.InvariantCulture, out var position)) return typed;
        var count = 0;
        return Word().Replace(typed, word => ++count == position ? fix[(split + 1)..] : word.Value);
    }

    // A word as the code's reader sees it: letters, their marks, and the invisible signs that programs leave inside words.
    [GeneratedRegex(@"[\p{L}\p{M}\u00AD\u200C\u200D\u2060\uFEFF]+")]
    private static partial Regex Word();
}
