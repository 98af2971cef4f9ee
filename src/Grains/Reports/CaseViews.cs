using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Abstractions.Reports;
using Spot.Grains.Tenants;

namespace Spot.Grains.Reports;

/// <summary>What the two sides see of a case, opened with the keys that the call brought.</summary>
internal static class CaseViews
{
    /// <summary>The case as a reader sees it now.</summary>
    public static CaseView ForReader(Id16 report, ReportStream stream, ReportKeys keys, CompanyClock clock)
    {
        var contents = keys.Open(stream.First);
        var shown = Shown(stream, clock);
        var closed = shown.Select(s => s.Entry).OfType<ReportClosed>().FirstOrDefault();
        return new CaseView
        {
            Row = CaseRows.Of(report, stream.Head, clock),
            Report = contents.ToReport(),
            Proposed = contents.Proposed.ToLabels(),
            Messages = ReaderMessages(shown, keys),
            Notes = [.. shown.Where(s => s.Entry is ReportNoted).Select(s => NoteOf((ReportNoted)s.Entry, s.Number, keys))],
            Readers = [.. stream.Head.Readers.Select(r => r.Name)],
            Events = [.. shown.Select(s => EventOf(s.Entry))],
            OutcomeText = closed is null ? null : keys.Open(ReportKeys.Outcome, shown.First(s => s.Entry == closed).Number, closed.Text),
            Version = Version(stream, MessageFrom.Company, clock),
            Today = clock.Today,
        };
    }

    /// <summary>The case as the reporter sees it now. What the company wrote shows at once; who read it is a number, never a name or a day.</summary>
    public static ReporterStatus ForReporter(Id16 report, ReportStream stream, ReportKeys keys, CompanyClock clock)
    {
        var head = stream.Head;
        var closed = stream.Entries.Select((entry, i) => (entry, Number: i + 1)).FirstOrDefault(e => e.entry is ReportClosed);
        return new ReporterStatus
        {
            Report = report,
            Status = head.Status,
            Sent = stream.First.Sent,
            Received = head.Received,
            Released = head.IsReleased(clock),
            ConfirmBy = head.ConfirmBy(),
            Confirmed = head.Confirmed,
            AnswerBy = head.AnswerBy(),
            Closed = head.Closed,
            Outcome = closed.entry is ReportClosed end ? keys.Open(ReportKeys.Outcome, closed.Number, end.Text) : null,
            ReadBy = head.ReadBy.Count,
            Readers = [.. head.Readers.Select(r => r.Name)],
            Messages = ReporterMessages(stream, keys, clock),
            Contents = keys.Open(stream.First).ToReport(),
            Today = clock.Today,
            Morning = clock.Morning,
        };
    }

    /// <summary>Counts what shows to a side, so that it grows with each change there and with nothing else. That somebody looked is no change to
    /// the company; to the reporter it is the first time each reader does.</summary>
    public static int Version(ReportStream stream, MessageFrom side, CompanyClock clock) => side == MessageFrom.Company
        ? stream.Entries.Count(e => e is not ReportRead && stream.Shows(e, clock))
        : stream.Entries.Count(e => e is ReportSubmitted or ReportAcknowledged or ReportAsked or ReportAnswered or ReportClosed) + stream.Head.ReadBy.Count;

    /// <summary>The entry behind a message's number on the reporter's page; 0: there is no such message.</summary>
    public static int EntryOf(ReportStream stream, int message) =>
        message < 1 ? 0 : stream.Entries.Select((entry, i) => (entry, Number: i + 1)).Where(e => IsMessage(e.entry)).Select(e => e.Number).ElementAtOrDefault(message - 1);

    private static bool IsMessage(ReportEntry entry) => entry is ReportAsked or ReportAnswered;

    // By the day each shows, not by the order of sending: a place between two others would say when the reporter wrote.
    private static (ReportEntry Entry, int Number)[] Shown(ReportStream stream, CompanyClock clock) =>
    [
        .. stream.Entries.Select((Entry, i) => (Entry, Number: i + 1)).Where(e => stream.Shows(e.Entry, clock)).OrderBy(e => e.Entry.Day).ThenBy(e => e.Number),
    ];

    // Numbered as they show: a number left out would tell of a message that is still on its way.
    private static MessageView[] ReaderMessages((ReportEntry Entry, int Number)[] shown, ReportKeys keys)
    {
        var messages = shown.Where(s => IsMessage(s.Entry)).ToArray();
        return [.. messages.Select((m, i) => m.Entry switch
        {
            ReportAsked asked => Asked(asked, i + 1, m.Number, keys) with { By = asked.By.Name },
            _ => Answered((ReportAnswered)m.Entry, i + 1, m.Number, keys) with
            {
                Answers = 1 + Array.FindIndex(messages, q => q.Number == ((ReportAnswered)m.Entry).Answers),
            },
        })];
    }

    private static MessageView[] ReporterMessages(ReportStream stream, ReportKeys keys, CompanyClock clock)
    {
        var messages = stream.Entries.Select((Entry, i) => (Entry, Number: i + 1)).Where(e => IsMessage(e.Entry)).ToArray();
        return [.. messages.Select((m, i) => m.Entry switch
        {
            ReportAsked asked => Asked(asked, i + 1, m.Number, keys),
            _ => Answered((ReportAnswered)m.Entry, i + 1, m.Number, keys) with
            {
                Answers = 1 + Array.FindIndex(messages, q => q.Number == ((ReportAnswered)m.Entry).Answers),
                Released = stream.Shows(m.Entry, clock),
            },
        })];
    }

    private static MessageView Asked(ReportAsked asked, int number, int entry, ReportKeys keys) => new()
    {
        Number = number,
        From = MessageFrom.Company,
        Text = keys.Open(ReportKeys.Message, entry, asked.Text),
        Day = asked.Day,
        IsQuestion = asked.Question,
    };

    private static MessageView Answered(ReportAnswered answer, int number, int entry, ReportKeys keys) => new()
    {
        Number = number,
        From = MessageFrom.Reporter,
        Text = keys.Open(ReportKeys.Message, entry, answer.Text),
        Day = answer.Day,
        Declined = answer.Declined,
    };

    private static NoteView NoteOf(ReportNoted note, int entry, ReportKeys keys) =>
        new() { By = note.By.Name, Day = note.Day, Text = keys.Open(ReportKeys.Note, entry, note.Text) };

    private static CaseEvent EventOf(ReportEntry entry) => new()
    {
        What = entry switch
        {
            ReportSubmitted => "received",
            ReportRead => "read",
            ReportAcknowledged => "acknowledged",
            ReportLabelled => "labelled",
            ReportAsked => "asked",
            ReportAnswered => "answered",
            ReportNoted => "noted",
            _ => "closed",
        },
        By = (entry as ReportAction)?.By.Name,
        Day = entry.Day,
    };
}
