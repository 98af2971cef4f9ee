using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Abstractions.Reports;
using Spot.Grains.Tenants;

namespace Spot.Grains.Reports;

/// <summary>What a head says at a moment: what shows to the company by then, and the legal clock.</summary>
internal static class CaseRows
{
    /// <summary>Days until the reporter must have been told that the report arrived (Directive (EU) 2019/1937, article 9, 1 b).</summary>
    public const int ConfirmDays = 7;

    /// <summary>Months after that in which the reporter must be told what was done (article 9, 1 f).</summary>
    public const int AnswerMonths = 3;

    /// <summary>Whether the case shows to the company.</summary>
    public static bool IsReleased(this ReportHead head, CompanyClock clock) => clock.IsReleased(head.Received, head.AtOnce);

    /// <summary>Whether something the reporter sent shows to the company.</summary>
    public static bool IsReleased(this CaseNews news, CompanyClock clock) => clock.IsReleased(news.Day, news.AtOnce);

    /// <summary>The day by which it must be confirmed.</summary>
    public static DateOnly ConfirmBy(this ReportHead head) => head.Received.AddDays(ConfirmDays);

    /// <summary>The day by which the reporter must be told what was done. Confirming late wins no time: then it counts from the day it was due.</summary>
    public static DateOnly AnswerBy(this ReportHead head)
    {
        var by = head.ConfirmBy();
        return (head.Confirmed is { } confirmed && confirmed < by ? confirmed : by).AddMonths(AnswerMonths);
    }

    /// <summary>The list's row.</summary>
    public static CaseRow Of(Id16 report, ReportHead head, CompanyClock clock) => new()
    {
        Report = report,
        Reference = head.Reference,
        Status = head.Status,
        Received = head.Received,
        ConfirmBy = head.ConfirmBy(),
        Confirmed = head.Confirmed,
        AnswerBy = head.AnswerBy(),
        Closed = head.Closed,
        Outcome = head.Outcome,
        Labels = head.Labels.ToLabels(),
        HasNews = head.News.Any(news => news.IsReleased(clock)),
        // An answer on its way is not there yet: until it shows, the company waits.
        WaitsForReporter = head.Status != CaseStatus.Closed && head.Questions.Any(q => q.Answer is null || !q.Answer.IsReleased(clock)),
        Handler = head.Handler?.Name,
    };

    /// <summary>What the list is sorted by: open cases by the day that is due next, then closed ones, the latest first.</summary>
    public static int SortValue(this ReportHead head)
    {
        const int AfterAllDays = 1 << 23;
        if (head.Closed is { } closed) return 2 * AfterAllDays - closed.DayNumber;
        return (head.Confirmed is null ? head.ConfirmBy() : head.AnswerBy()).DayNumber;
    }
}
