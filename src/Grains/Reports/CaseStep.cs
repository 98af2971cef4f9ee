using Spot.Grains.Abstractions.Conversations;
using Spot.Grains.Abstractions.Reports;
using Spot.Grains.Tenants;

namespace Spot.Grains.Reports;

/// <summary>What a command comes to on the stream as it is: an entry to write, or an answer without one.</summary>
internal readonly record struct CaseStep(CaseRefusal Refusal, ReportEntry? Entry)
{
    /// <summary>It is so already.</summary>
    public static CaseStep Nothing => new(CaseRefusal.None, null);

    /// <summary>It is not done.</summary>
    public static CaseStep Refuse(CaseRefusal refusal) => new(refusal, null);

    /// <summary>The form is known: with the same words it is done, with others it is another form.</summary>
    public static CaseStep Same(bool same) => same ? Nothing : Refuse(CaseRefusal.Stale);

    /// <summary>To be written.</summary>
    public static CaseStep Write(ReportEntry entry) => new(CaseRefusal.None, entry);
}

/// <summary>When it is written down that a reader was shown the case.</summary>
internal static class CaseReading
{
    /// <summary>Once a day, and whenever there is something of the reporter that this reader was not shown before.</summary>
    public static CaseStep Decide(ReportStream at, CasePerson by, CompanyClock clock)
    {
        var reads = at.Entries.OfType<ReportRead>().Where(r => r.By.Id == by.Id).ToArray();
        var shown = reads.SelectMany(r => r.News).ToHashSet();
        int[] news = [.. at.Entries
            .Select((entry, i) => (entry, Number: i + 1))
            .Where(e => e.entry is ReportSubmitted or ReportAnswered && at.Shows(e.entry, clock) && !shown.Contains(e.Number))
            .Select(e => e.Number)];
        return news.Length == 0 && reads.Any(r => r.Day == clock.Today)
            ? CaseStep.Nothing
            : CaseStep.Write(new ReportRead { Day = clock.Today, By = by, News = news });
    }
}

/// <summary>What a message of the reporter comes to.</summary>
internal static class CaseMessage
{
    private const int MostUnasked = 200;

    /// <summary>Keeps it, unless the case is closed or the question answered.</summary>
    public static CaseStep Decide(ReportStream at, ReporterMessage message, string text, ReportKeys keys, CompanyClock clock)
    {
        var question = CaseViews.EntryOf(at, message.Answers);
        if (at.Find(message.Once) is (ReportAnswered done, var number))
            return CaseStep.Same(done.Answers == question && done.Declined == message.Declined && keys.Open(ReportKeys.Message, number, done.Text) == text);
        if (at.Of(message.Once) is not null || at.Head.Status == CaseStatus.Closed) return CaseStep.Refuse(CaseRefusal.Stale);
        if (message.Answers != 0 && !IsOpen(at, question)) return CaseStep.Refuse(CaseRefusal.Stale);
        // Every look at a case opens all of it. What answers a question is never too much: there are as many as the company asks.
        if (message.Answers == 0 && at.Entries.Count(e => e is ReportAnswered { Answers: 0 }) >= MostUnasked) return CaseStep.Refuse(CaseRefusal.Stale);
        // Nothing shows before the report itself does.
        var early = !at.Head.IsReleased(clock);
        return CaseStep.Write(new ReportAnswered
        {
            Day = early ? at.Head.Received : message.Now ? clock.Today : clock.Morning,
            AtOnce = message.Now && !early,
            Once = message.Once,
            Text = keys.Seal(ReportKeys.Message, at.Head.Last + 1, text),
            Answers = question,
            Declined = message.Declined,
        });
    }

    private static bool IsOpen(ReportStream at, int question) => at.Head.Questions.Any(q => q.Entry == question && q.Answer is null);
}

/// <summary>What people type into a case's forms, as it is kept.</summary>
internal static class CaseText
{
    private static readonly string[] Urgencies = ["low", "normal", "high"];

    /// <summary>With one kind of line end, and without space around it.</summary>
    public static string Clean(string text) => text.ReplaceLineEndings("\n").Trim();

    /// <summary>Why a cleaned text cannot be kept; null: it can.</summary>
    public static CaseRefusal? Refusal(string clean) => clean.Length switch
    {
        0 => CaseRefusal.Empty,
        > ReplyRequest.MaxLength => CaseRefusal.OutOfRange,
        _ => null,
    };

    /// <summary>The labels as they are kept; null: one is too long, has control characters, or is none of the values to choose from.</summary>
    public static StoredLabels? Clean(CaseLabels labels)
    {
        var clean = new StoredLabels(Clean1(labels.Kind), Clean1(labels.Department), Clean1(labels.Urgency));
        var fits = Fits(clean.Kind) && Fits(clean.Department) && (clean.Urgency is null || Urgencies.Contains(clean.Urgency));
        return fits ? clean : null;
    }

    private static string? Clean1(string? label) => string.IsNullOrWhiteSpace(label) ? null : label.Trim();

    private static bool Fits(string? label) => label is null || (label.Length <= CaseLabels.MaxLength && !label.Any(char.IsControl));
}
