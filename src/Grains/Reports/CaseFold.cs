using Spot.Grains.Abstractions.Reports;
using Spot.Grains.Journal;

namespace Spot.Grains.Reports;

/// <summary>What an entry does to a case. A head is the fold of all entries, and nothing else: it knows no clock, so it says what was sent
/// and when that shows, never whether it shows now.</summary>
internal static class CaseFold
{
    /// <summary>The head after one more entry.</summary>
    /// <param name="head">The head before; null for entry 1.</param>
    /// <param name="number">The entry's number.</param>
    /// <param name="entry">The entry.</param>
    /// <exception cref="StoredFormException">The entry does not follow.</exception>
    public static ReportHead Apply(ReportHead? head, int number, ReportEntry entry)
    {
        if (head is null) return entry is ReportSubmitted first && number == 1 ? Begin(first) : throw Broken("does not begin with what was sent");
        if (number != head.Last + 1) throw Broken("has a gap");
        return Next(head, number, entry) with { Last = number };
    }

    private static ReportHead Begin(ReportSubmitted first) => new()
    {
        Reference = first.Reference,
        Zone = first.Zone,
        Received = first.Day,
        AtOnce = first.AtOnce,
        Readers = [.. first.Readers.Select(r => new CasePerson(r.Id, r.Name))],
        Status = CaseStatus.New,
        Labels = StoredLabels.None,
        ReadBy = [],
        News = [new CaseNews(1, first.Day, first.AtOnce)],
        Questions = [],
        Last = 1,
    };

    private static ReportHead Next(ReportHead head, int number, ReportEntry entry) => entry switch
    {
        ReportRead read => head with
        {
            ReadBy = head.ReadBy.Contains(read.By.Id) ? head.ReadBy : [.. head.ReadBy, read.By.Id],
            News = [.. head.News.Where(n => !read.News.Contains(n.Entry))],
            Questions = [.. head.Questions.Where(q => q.Answer is null || !read.News.Contains(q.Answer.Entry))],
        },
        ReportAcknowledged done => head with { Status = CaseStatus.Open, Confirmed = done.Day, Handler = head.Handler ?? done.By },
        ReportLabelled set => head with { Labels = set.Labels },
        ReportAsked asked => asked.Question ? head with { Questions = [.. head.Questions, new CaseQuestion(number, null)] } : head,
        ReportAnswered answer => Answered(head, new CaseNews(number, answer.Day, answer.AtOnce), answer.Answers),
        ReportNoted => head,
        // Whoever is told the outcome has also been told that the report arrived.
        ReportClosed closed => head with
        {
            Status = CaseStatus.Closed,
            Confirmed = head.Confirmed ?? closed.Day,
            Closed = closed.Day,
            Outcome = closed.Outcome,
            Handler = head.Handler ?? closed.By,
        },
        _ => throw Broken("has an entry that cannot follow"),
    };

    private static ReportHead Answered(ReportHead head, CaseNews news, int question) => head with
    {
        News = [.. head.News, news],
        Questions = [.. head.Questions.Select(q => q.Entry == question && q.Answer is null ? q with { Answer = news } : q)],
    };

    private static StoredFormException Broken(string why) => new(ReportSeal.EntryKind, why);
}
