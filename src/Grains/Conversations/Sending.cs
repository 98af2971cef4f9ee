using Spot.Grains.Abstractions.Conversations;
using Spot.Grains.Abstractions.Reports;
using Spot.Grains.Journal;
using Spot.Grains.Reports;
using Spot.Grains.Vault;

namespace Spot.Grains.Conversations;

/// <summary>The copy, and sending it.</summary>
internal sealed class Sending(ConversationDesk desk)
{
    private ConversationStore Store => desk.Store;

    /// <summary>The copy that may be sent.</summary>
    public Task<Step<ReportCopy>> Copy(OpenVisit visit) =>
        Task.FromResult(Store.HasTurns ? Step<ReportCopy>.Done(Read(visit).ReportCopy()) : Step<ReportCopy>.Refused(VisitRefusal.NotFound));

    /// <summary>Keeps an edit. One made on an older copy is not kept: the newest is shown.</summary>
    public async Task<Step<ReportCopy>> Edit(OpenVisit visit, CopyEdit edit)
    {
        if (!Store.HasTurns) return Step<ReportCopy>.Refused(VisitRefusal.NotFound);
        var transcript = Read(visit);
        var copy = transcript.ReportCopy();
        if (edit.Revision != copy.Revision || visit.Inner.Sent is not null || Store.IsFull) return Step<ReportCopy>.Done(transcript.ReportCopy(stale: true));

        var parts = copy.Parts.ToDictionary(part => part.Prompt, part => Edited(part, edit));
        if (copy.Parts.All(part => Before(part) == parts[part.Prompt])) return Step<ReportCopy>.Done(copy);

        var turn = new CopyEdited
        {
            Day = desk.Clock.Today,
            Revision = copy.Revision + 1,
            Parts = parts.Where(part => part.Value != new PartEdit(null, false)).ToDictionary(),
        };
        var outcome = await desk.CommitTurn(visit, default, turn);
        return outcome == CommitOutcome.Committed ? Step<ReportCopy>.Done(Read(visit).ReportCopy()) : new Step<ReportCopy>(outcome, null);
    }

    /// <summary>What the page that sends needs.</summary>
    public async Task<Step<SendingView>> View(OpenVisit visit) => Step<SendingView>.Done(await Page(visit));

    /// <summary>Sends: the conversation's entry and head, the new report whole, and its delivery are one commit.</summary>
    public async Task<Step<SubmitResult>> Submit(OpenVisit visit, SubmitRequest request)
    {
        if (visit.Inner.Sent is not null) return Said(SubmitOutcome.Sent);
        if (!Store.HasTurns) return Step<SubmitResult>.Refused(VisitRefusal.NotFound);
        var page = await Page(visit);
        if (!page.HasCode) return Said(SubmitOutcome.NoCode, page);
        if (!page.HasParts) return Said(SubmitOutcome.NothingLeft, page);
        if (request.Name?.Length > SubmitRequest.MaxShort || request.ExcludedWords.Length > SubmitRequest.MaxShort) return Said(SubmitOutcome.TooLong, page);

        var directory = await desk.Tenant.Keys();
        if (!directory.Readers.Select(reader => reader.Administrator).ToHashSet().SetEquals(request.Shown)) return Said(SubmitOutcome.ReadersChanged, page);
        var readers = directory.Readers.Where(reader => !request.Excluded.Contains(reader.Administrator)).ToList();
        if (readers.Count == 0) return Said(SubmitOutcome.NoReader, page);

        var today = desk.Clock.Today;
        var transcript = Read(visit);
        var report = await FreeId(visit.Key);
        var objectKeys = await desk.Vault.Create(Store.Tenant, [new ObjectName(ObjectKinds.Report, report), ObjectName.General], default);
        using var objectKey = objectKeys[0];
        using var generalKey = objectKeys[1];
        using var reportKey = Key32.Random();
        using var notesKey = Key32.Random();
        var rows = NewReport.Create(new NewReportInput
        {
            Tenant = Store.Tenant,
            Report = report,
            ObjectKey = objectKey,
            GeneralKey = generalKey,
            ReportKey = reportKey,
            NotesKey = notesKey,
            Readers = readers,
            // The paper opens everything sealed to it: never something that excludes one who holds it.
            RecoveryPublicKey = directory.RecoveryHolders.Any(request.Excluded.Contains) ? null : directory.Recovery,
            Contents = Contents(transcript, request, directory),
            Proposed = Proposed(transcript.ReportCopy()),
            SentDay = today,
            ReceivedDay = request.Now ? today : desk.Clock.Morning,
            AtOnce = request.Now,
            TimeZone = desk.Profile.TimeZone,
        });

        var link = reportKey.CopyBytes();
        var inner = visit.Inner with { Sent = new SentLink(report, link) };
        var head = Heads.With(Store.Tenant, Store.Conversation, visit.Head, visit.Key, inner, desk.Clock) with
        {
            TurnsUntil = Tenants.CompanyClock.Number(today) + VisitTimes.KeepSentTurnsDays,
        };
        System.Security.Cryptography.CryptographicOperations.ZeroMemory(link);
        var outcome = await desk.CommitTurn(visit, request.Once, new Submitted { Day = today }, head, group => group with
        {
            Entries = [.. group.Entries, rows.Entry],
            Heads = [.. group.Heads, rows.Head],
            Deliveries = [rows.Delivery],
        });
        if (outcome != CommitOutcome.Committed) return new Step<SubmitResult>(outcome, null);

        // Nothing after this point can undo or delay it: the row in the outbox is the promise, this call only makes it quick.
        await desk.Grains.GetGrain<IOutboxGrain>(OutboxKey.Of(Store.Tenant)).Wake();
        return Said(SubmitOutcome.Sent);
    }

    // Where an earlier try got no further than the report's key, the sweep has put a fence for a while and erases that key: nothing may be sent there.
    // Read before the key is made, so that a fence put from now on makes the commit a conflict.
    private async Task<Abstractions.Identity.Id16> FreeId(Key32 conversationKey)
    {
        for (var number = 1; ; number++)
        {
            var id = ConversationSealing.ReportId(conversationKey, number);
            if ((await desk.Journal.Read(Store.Tenant, id, int.MaxValue, default)).Head is not { Sealed: null }) return id;
        }
    }

    private async Task<SendingView> Page(OpenVisit visit) => new()
    {
        Readers = await desk.Tenant.Readers(),
        HasCode = visit.Inner.Code is not null,
        HasParts = Store.HasTurns && Read(visit).ReportCopy().Parts.Any(IsSent),
        Submitted = visit.Inner.Sent is not null,
        Morning = desk.Clock.Morning,
    };

    private static SentReport Contents(Transcript transcript, SubmitRequest request, Abstractions.Tenants.ReaderKeys directory) => new()
    {
        Parts = [.. transcript.ReportCopy().Parts.Where(IsSent).Select(part => new ReportPart
        {
            Quote = part.QuoteGone ? null : part.Quote,
            Asked = part.Asked,
            IsAccount = part.IsAccount,
            Field = part.Field,
            Text = part.Text,
        })],
        Name = string.IsNullOrWhiteSpace(request.Name) ? null : request.Name.Trim(),
        Excluded = [.. directory.Readers.Where(reader => request.Excluded.Contains(reader.Administrator)).Select(reader => reader.Name)],
        ExcludedWords = request.ExcludedWords.Trim(),
        Script = $"{transcript.Begun!.Language} {transcript.Begun.ScriptVersion} {transcript.Begun.ScriptHash}",
    };

    // What the reporter left in of two optional fields is proposed as labels; it stays sealed until a reader sets them.
    private static CaseLabels Proposed(ReportCopy copy) => new() { Kind = Field(copy, "matter"), Department = Field(copy, "department") };

    private static string? Field(ReportCopy copy, string name) =>
        copy.Parts.FirstOrDefault(part => part.Field == name && IsSent(part))?.Text is { } text && text.Trim() is { Length: <= CaseLabels.MaxLength } label
            ? label
            : null;

    private static bool IsSent(CopyPart part) => !part.Removed && !string.IsNullOrWhiteSpace(part.Text);

    private static PartEdit Before(CopyPart part) => new(part.Text == part.Original ? null : part.Text, part.Removed);

    private static PartEdit Edited(CopyPart part, CopyEdit edit)
    {
        if (edit.Restore.Contains(part.Prompt)) return new PartEdit(null, false);
        var text = edit.Texts.TryGetValue(part.Prompt, out var typed) ? typed.ReplaceLineEndings("\n") : part.Text;
        if (text.Length > ReplyRequest.MaxLength) text = part.Text;
        return new PartEdit(text == part.Original ? null : text, part.Removed || edit.Remove.Contains(part.Prompt));
    }

    private Transcript Read(OpenVisit visit) => Transcript.Of(Store.OpenTurns(visit.Key));

    private static Step<SubmitResult> Said(SubmitOutcome outcome, SendingView? page = null) =>
        Step<SubmitResult>.Done(new SubmitResult { Outcome = outcome, Sending = page });
}
