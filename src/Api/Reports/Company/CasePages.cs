using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Spot.Api.Administrators;
using Spot.Api.Hosting;
using Spot.Api.Layout;
using Spot.Api.Tenants;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Abstractions.Reports;

namespace Spot.Api.Reports.Company;

/// <summary>What stands in a case's forms when the page is shown again.</summary>
public sealed record CaseWriting
{
    /// <summary>Which form: confirm, labels, write, note or close; empty: none.</summary>
    public string Do { get; init; } = "";

    /// <summary>Its number.</summary>
    public string Once { get; init; } = "";

    /// <summary>Its text.</summary>
    public string Text { get; init; } = "";

    /// <summary>Whether the message asks.</summary>
    public bool Question { get; init; } = true;

    /// <summary>The outcome chosen.</summary>
    public string Outcome { get; init; } = "";

    /// <summary>The labels chosen; null: as they stand.</summary>
    public CaseLabels? Labels { get; init; }

    /// <summary>What has to be looked at again; null: nothing.</summary>
    public string? Problem { get; init; }

    /// <summary>The number for a form: the kept one in the form that is shown again, else a new one.</summary>
    public string OnceFor(string form) => Do == form && Once.Length > 0 ? Once : Form.NewOnce();

    /// <summary>The text for a form.</summary>
    public string TextFor(string form) => Do == form ? Text : "";

    /// <summary>The problem at a form.</summary>
    public string? ProblemAt(string form) => Do == form ? Problem : null;

    /// <inheritdoc/>
    public override string ToString() => "[redacted]";
}

/// <summary>A case: reading it, and what is done with it.</summary>
internal static class CasePages
{
    public static async Task<IResult> Get(string id, HttpContext context, IGrainFactory grains, Companies companies)
    {
        if (!Id16.TryParse(id, out var report)) return Results.NotFound();
        var answer = await Case(context, grains, report).Open(context.Administrator().Ticket);
        return await Refused(context, answer.Refusal) ?? await Page(context, companies, answer.Case!, new CaseWriting(), StatusCodes.Status200OK);
    }

    public static async Task<IResult> Post(string id, HttpContext context, IGrainFactory grains, Companies companies)
    {
        if (!Id16.TryParse(id, out var report)) return Results.NotFound();
        var form = await Form.Read(context);
        var what = form["do"];
        var (grain, ticket) = (Case(context, grains, report), context.Administrator().Ticket);
        // A form without its number cannot be told from itself sent twice.
        if (form.Once.IsNone) return Results.BadRequest();
        var labels = new CaseLabels { Kind = form["kind"], Department = form["department"], Urgency = form["urgency"] };
        var answer = what switch
        {
            "confirm" => await grain.Acknowledge(ticket, form.Once),
            "labels" => await grain.Label(ticket, form.Once, labels),
            "write" => await grain.Ask(ticket, form.Once, form["text"], form["question"].Length > 0),
            "note" => await grain.Note(ticket, form.Once, form["text"]),
            "close" => await grain.Close(ticket, form.Once, form.Number("version"), form["outcome"], form["text"]),
            _ => null,
        };
        if (answer is null) return Results.BadRequest();
        if (answer.Refusal == CaseRefusal.None) return Show.Next($"/admin/cases/{report}{Anchor(what)}");
        if (await Refused(context, answer.Refusal) is { } refused) return refused;

        var writing = new CaseWriting
        {
            Do = what,
            // A number that was used for other words is spent.
            Once = answer.Refusal == CaseRefusal.Stale ? "" : form["once"],
            Text = form["text"],
            Question = what != "write" || form["question"].Length > 0,
            Outcome = form["outcome"],
            Labels = what == "labels" ? labels : null,
            Problem = CaseWords.Problem(what, answer.Refusal, PlainText.OneLineEnd(form["text"]).Length),
        };
        return await Page(context, companies, answer.Case!, writing, answer.Refusal == CaseRefusal.Stale ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity);
    }

    /// <summary>News of a case, as long as this person may read it.</summary>
    public static async Task<IResult> Events(string id, HttpContext context, IGrainFactory grains, ReportWatch watch, TimeProvider time)
    {
        var ticket = context.Administrator().Ticket;
        var tenant = context.Tenant().Tenant;
        var book = grains.GetGrain<ICaseBookGrain>(CaseBookKey.Of(tenant));
        if (!Id16.TryParse(id, out var report) || !await book.Shows(ticket, report)) return Results.NoContent();
        var quiet = context.EndsWhenQuiet(time, out var ends);
        return new News(StillHere(watch.Watch(tenant, report, MessageFrom.Company, ends)), quiet);

        async IAsyncEnumerable<int> StillHere(IAsyncEnumerable<int> versions, [EnumeratorCancellation] CancellationToken cancellation = default)
        {
            await foreach (var version in versions.WithCancellation(cancellation))
            {
                Caller.Stamp(CallerKind.Administrator, tenant);
                if (!await book.Shows(ticket, report)) yield break;
                yield return version;
            }
        }
    }

    private static IReportGrain Case(HttpContext context, IGrainFactory grains, Id16 report) =>
        grains.GetGrain<IReportGrain>(ReportKey.Of(context.Tenant().Tenant, report));

    // Without a body: the frame makes the page, and gives back the text of a form that can be sent again.
    private static async Task<IResult?> Refused(HttpContext context, CaseRefusal refusal) => refusal switch
    {
        CaseRefusal.NotFound => Results.NotFound(),
        CaseRefusal.SignedOut => await SignedIn.Over(context),
        CaseRefusal.Busy or CaseRefusal.Unconfirmed => Results.StatusCode(StatusCodes.Status503ServiceUnavailable),
        _ => null,
    };

    private static string Anchor(string what) => what switch { "write" => "#now", "note" => "#note", "labels" => "#labels", _ => "" };

    private static async Task<IResult> Page(HttpContext context, Companies companies, CaseView view, CaseWriting writing, int status)
    {
        if (context.Request.WantsFragment()) return Show.Fragment<CaseNews>(new { View = view, Writing = writing });
        var company = await companies.Get(context.Tenant().Tenant);
        return Show.Page<CaseFile>(
            new { Company = context.Tenant().DisplayName, Session = context.Administrator(), View = view, Writing = writing, company.Profile.Kinds }, status);
    }
}
