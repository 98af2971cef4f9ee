using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Spot.Api.Administrators;
using Spot.Api.Hosting;
using Spot.Api.Layout;
using Spot.Grains.Abstractions.Administrators;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Abstractions.Reports;

namespace Spot.Api.Reports.Company;

/// <summary>What needs doing today, and the list of all cases.</summary>
internal static class ListPages
{
    private const int PageSize = 50;
    private const int MostForToday = 500;
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(500);

    public static async Task<IResult> Today(HttpContext context, IGrainFactory grains)
    {
        var rows = new List<CaseRow>();
        string? after = null;
        CasePage page;
        do
        {
            page = await Book(context, grains).List(context.Administrator().Ticket, new CaseQuery { Take = 100, After = after });
            if (page.SignedOut) return await SignedIn.Over(context);
            rows.AddRange(page.Rows);
            after = page.Next;
        }
        // Open cases come first; of the closed ones the latest are enough to see who wrote after the end.
        while (after is not null && rows.Count < MostForToday && rows[^1].Status != CaseStatus.Closed);

        var day = TodayView.Of(rows, page.Today);
        return context.Request.WantsFragment()
            ? Show.Fragment<TodayNews>(new { Day = day, context.Administrator().Holder.Name })
            : Show.Page<TodayPage>(new { Company = context.Tenant().DisplayName, Session = context.Administrator(), Day = day });
    }

    public static async Task<IResult> Cases(HttpContext context, IGrainFactory grains)
    {
        var query = context.Request.Query;
        var asked = new CaseQuery
        {
            Reference = Value("q"),
            Status = Value("status") switch { "new" => CaseStatus.New, "open" => CaseStatus.Open, "closed" => CaseStatus.Closed, _ => null },
            Kind = Value("kind"),
            After = Value("after"),
            Take = PageSize,
        };
        var page = await Book(context, grains).List(context.Administrator().Ticket, asked);
        if (page.SignedOut) return await SignedIn.Over(context);
        return context.Request.WantsFragment()
            ? Show.Fragment<CasesNews>(new { Query = asked, Page = page })
            : Show.Page<CasesPage>(new { Company = context.Tenant().DisplayName, Session = context.Administrator(), Query = asked, Page = page });

        string? Value(string name) => query[name].ToString() is { Length: > 0 and <= 200 } value ? value : null;
    }

    /// <summary>News of the list.</summary>
    public static IResult Events(HttpContext context, IGrainFactory grains, TimeProvider time, IHostApplicationLifetime life)
    {
        var quiet = context.EndsWhenQuiet(time, out var ends);
        return new News(Versions(Book(context, grains), context.Administrator().Ticket, context.Tenant().Tenant, time, life, ends), quiet);
    }

    // Each viewer's list is another one, so each is asked for by itself: a number, from memory.
    private static async IAsyncEnumerable<int> Versions(
        ICaseBookGrain book, SessionTicket ticket, TenantId tenant, TimeProvider time, IHostApplicationLifetime life, [EnumeratorCancellation] CancellationToken ends)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ends, life.ApplicationStopping);
        using var timer = new PeriodicTimer(Every, time);
        int? last = null;
        do
        {
            Caller.Stamp(CallerKind.Administrator, tenant);
            var version = await Ask(book, ticket);
            if (version == 0) yield break;
            if (version is null || version == last) continue;
            last = version;
            yield return version.Value;
        }
        while (await Tick(timer, either.Token));
    }

    private static async Task<int?> Ask(ICaseBookGrain book, SessionTicket ticket)
    {
        try
        {
            return await book.Version(ticket);
        }
        catch (Exception failure) when (failure is TimeoutException or OrleansException)
        {
            return null; // The silo is starting, stopping or busy; in half a second it is asked again.
        }
    }

    private static async Task<bool> Tick(PeriodicTimer timer, CancellationToken ends)
    {
        try
        {
            return await timer.WaitForNextTickAsync(ends);
        }
        catch (OperationCanceledException) when (ends.IsCancellationRequested)
        {
            return false;
        }
    }

    private static ICaseBookGrain Book(HttpContext context, IGrainFactory grains) =>
        grains.GetGrain<ICaseBookGrain>(CaseBookKey.Of(context.Tenant().Tenant));

    /// <summary>The list's address with a query.</summary>
    public static string Address(CaseQuery query, string? after = null)
    {
        var parts = new List<string>();
        Add("q", query.Reference);
        Add("status", query.Status?.ToString().ToLower(CultureInfo.InvariantCulture));
        Add("kind", query.Kind);
        Add("after", after);
        return parts.Count == 0 ? "/admin/cases" : $"/admin/cases?{string.Join('&', parts)}";

        void Add(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value)) parts.Add($"{name}={Uri.EscapeDataString(value)}");
        }
    }
}
