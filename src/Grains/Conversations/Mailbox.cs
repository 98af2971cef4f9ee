using Spot.Grains.Abstractions.Conversations;
using Spot.Grains.Abstractions.Reports;

namespace Spot.Grains.Conversations;

/// <summary>The reporter's side of a sent report. The case itself checks the report key.</summary>
internal sealed class Mailbox(ConversationDesk desk)
{
    /// <summary>The reporter's page.</summary>
    public async Task<Step<ReporterStatus>> Status(OpenVisit visit)
    {
        if (visit.Inner.Sent is not { } sent) return Step<ReporterStatus>.Refused(VisitRefusal.NotFound);
        return await Case(sent).Status(sent.Key) is { } status
            ? Step<ReporterStatus>.Done(status with { ConversationErased = !desk.Store.HasTurns })
            : Step<ReporterStatus>.Refused(VisitRefusal.NotFound);
    }

    /// <summary>An answer or an addition.</summary>
    public async Task<Step<WriteResult>> Write(OpenVisit visit, ReporterMessage message)
    {
        if (visit.Inner.Sent is not { } sent) return Step<WriteResult>.Done(new WriteResult { Outcome = WriteOutcome.NotNow });
        var text = message.Text.ReplaceLineEndings("\n");
        if (text.Length > ReplyRequest.MaxLength) return await Said(visit, WriteOutcome.TooLong);
        if (!message.Declined && string.IsNullOrWhiteSpace(text)) return await Said(visit, WriteOutcome.Empty);

        return await Case(sent).Receive(sent.Key, message with { Text = text }) switch
        {
            ReceiveOutcome.Kept => await Said(visit, WriteOutcome.Kept),
            ReceiveOutcome.Stale => await Said(visit, WriteOutcome.Stale),
            ReceiveOutcome.Busy => Step<WriteResult>.Refused(VisitRefusal.Busy),
            ReceiveOutcome.Unconfirmed => Step<WriteResult>.Refused(VisitRefusal.Unconfirmed),
            _ => Step<WriteResult>.Refused(VisitRefusal.NotFound),
        };
    }

    private async Task<Step<WriteResult>> Said(OpenVisit visit, WriteOutcome outcome) =>
        Step<WriteResult>.Done(new WriteResult { Outcome = outcome, Status = (await Status(visit)).Value });

    private IReportGrain Case(SentLink sent) => desk.Grains.GetGrain<IReportGrain>(ReportKey.Of(desk.Store.Tenant, sent.Report));
}
