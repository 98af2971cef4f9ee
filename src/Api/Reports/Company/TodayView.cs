using Spot.Grains.Abstractions.Reports;

namespace Spot.Api.Reports.Company;

/// <summary>A viewer's cases, by what they wait for.</summary>
/// <param name="Today">Today, in the company's time zone.</param>
/// <param name="New">Nobody has opened them.</param>
/// <param name="ForUs">Unconfirmed, with news, or with a date that is near or missed.</param>
/// <param name="ForReporter">A question is unanswered.</param>
/// <param name="Others">How many more open ones need nothing.</param>
/// <param name="Late">How many open ones have missed a date.</param>
public sealed record TodayView(
    DateOnly Today, IReadOnlyList<CaseRow> New, IReadOnlyList<CaseRow> ForUs, IReadOnlyList<CaseRow> ForReporter, int Others, int Late)
{
    /// <summary>How many things need somebody today.</summary>
    public int Things => New.Count + ForUs.Count;

    /// <summary>Sorts the rows; each stands in one place only.</summary>
    public static TodayView Of(IReadOnlyList<CaseRow> rows, DateOnly today)
    {
        var unopened = rows.Where(r => r is { Status: CaseStatus.New, HasNews: true }).ToArray();
        var forUs = rows.Except(unopened).Where(r => r.Status == CaseStatus.New || r.HasNews || IsNear(r, today)).ToArray();
        var forReporter = rows.Except(unopened).Except(forUs).Where(r => r.WaitsForReporter).ToArray();
        var open = rows.Count(r => r.Status != CaseStatus.Closed);
        var listed = unopened.Concat(forUs).Concat(forReporter).Count(r => r.Status != CaseStatus.Closed);
        return new TodayView(today, unopened, forUs, forReporter, open - listed, rows.Count(r => CaseWords.NextDue(r) is { } due && due.Day < today));
    }

    private static bool IsNear(CaseRow row, DateOnly today) => CaseWords.NextDue(row) is { } due && due.Day.DayNumber - today.DayNumber <= 7;
}
