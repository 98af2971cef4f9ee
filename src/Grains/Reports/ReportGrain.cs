using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Spot.Grains.Abstractions.Administrators;
using Spot.Grains.Abstractions.Conversations;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Abstractions.Reports;
using Spot.Grains.Journal;
using Spot.Grains.Tenants;
using Spot.Grains.Vault;

namespace Spot.Grains.Reports;

/// <summary>One case. Memory holds its stream with all content as it is sealed to people; a call brings the key and takes it away again.</summary>
/// <remarks>Reading is written down before anything is shown: one entry a reader and day, and one more as often as there is something of the
/// reporter that this reader was not shown before. Loading the same page again adds nothing.</remarks>
[GrainType("report"), CollectionAgeLimit(Minutes = 2)]
internal sealed class ReportGrain : Grain, IReportGrain
{
    private readonly IJournal journal;
    private readonly IVault vault;
    private readonly TimeProvider time;
    private readonly TenantId tenant;
    private readonly Id16 report;

    private ReportStream? stream;
    private CompanyClock? clock;
    private bool outdated;

    public ReportGrain(IJournal journal, IVault vault, [FromKeyedServices(TimeProviderNames.Grains)] TimeProvider time, IGrainContext context)
    {
        (this.journal, this.vault, this.time) = (journal, vault, time);
        var key = GrainKey.Parse(context.GrainId.Key.ToString()!);
        (tenant, report) = (key.Tenant, Id16.Parse(key.Id));
    }

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken) => Load(cancellationToken);

    /// <inheritdoc/>
    public Task<CaseAnswer> Open(SessionTicket session) => Act(session, static (_, _, _) => CaseStep.Nothing);

    /// <inheritdoc/>
    public Task<CaseAnswer> Acknowledge(SessionTicket session, Id16 once) => Act(session, (at, by, _) =>
        at.Of(once) is { } done ? CaseStep.Same(done is ReportAcknowledged)
        : at.Head.Confirmed is not null ? CaseStep.Refuse(CaseRefusal.Stale)
        : CaseStep.Write(new ReportAcknowledged { Day = Clock.Today, Once = once, By = by }));

    /// <inheritdoc/>
    public Task<CaseAnswer> Label(SessionTicket session, Id16 once, CaseLabels labels)
    {
        var clean = CaseText.Clean(labels);
        return Act(session, (at, by, _) =>
            clean is null ? CaseStep.Refuse(CaseRefusal.OutOfRange)
            : at.Of(once) is { } done ? CaseStep.Same(done is ReportLabelled same && same.Labels == clean)
            : at.Head.Labels == clean ? CaseStep.Nothing
            : CaseStep.Write(new ReportLabelled { Day = Clock.Today, Once = once, By = by, Labels = clean }));
    }

    /// <inheritdoc/>
    public Task<CaseAnswer> Ask(SessionTicket session, Id16 once, string text, bool question)
    {
        var clean = CaseText.Clean(text);
        return Act(session, (at, by, keys) => CaseText.Refusal(clean) is { } refusal ? CaseStep.Refuse(refusal)
            : at.Find(once) is (ReportAsked done, var number) ? CaseStep.Same(done.Question == question && keys.Open(ReportKeys.Message, number, done.Text) == clean)
            : at.Of(once) is not null || at.Head.Status == CaseStatus.Closed ? CaseStep.Refuse(CaseRefusal.Stale)
            : CaseStep.Write(new ReportAsked
            {
                Day = Clock.Today, Once = once, By = by, Question = question, Text = keys.Seal(ReportKeys.Message, at.Head.Last + 1, clean),
            }));
    }

    /// <inheritdoc/>
    public Task<CaseAnswer> Note(SessionTicket session, Id16 once, string text)
    {
        var clean = CaseText.Clean(text);
        return Act(session, (at, by, keys) => CaseText.Refusal(clean) is { } refusal ? CaseStep.Refuse(refusal)
            : at.Find(once) is (ReportNoted done, var number) ? CaseStep.Same(keys.Open(ReportKeys.Note, number, done.Text) == clean)
            : at.Of(once) is not null ? CaseStep.Refuse(CaseRefusal.Stale)
            : CaseStep.Write(new ReportNoted { Day = Clock.Today, Once = once, By = by, Text = keys.Seal(ReportKeys.Note, at.Head.Last + 1, clean) }));
    }

    /// <inheritdoc/>
    public Task<CaseAnswer> Close(SessionTicket session, Id16 once, int version, string outcome, string text)
    {
        var clean = CaseText.Clean(text);
        return Act(session, (at, by, keys) => CaseText.Refusal(clean) is { } refusal ? CaseStep.Refuse(refusal)
            : !CaseOutcomes.All.Contains(outcome) ? CaseStep.Refuse(CaseRefusal.OutOfRange)
            : at.Find(once) is (ReportClosed done, var number) ? CaseStep.Same(done.Outcome == outcome && keys.Open(ReportKeys.Outcome, number, done.Text) == clean)
            : at.Of(once) is not null || at.Head.Status == CaseStatus.Closed || CaseViews.Version(at, MessageFrom.Company, Clock) != version
                ? CaseStep.Refuse(CaseRefusal.Stale)
            : CaseStep.Write(new ReportClosed
            {
                Day = Clock.Today, Once = once, By = by, Outcome = outcome, Text = keys.Seal(ReportKeys.Outcome, at.Head.Last + 1, clean),
            }));
    }

    /// <inheritdoc/>
    public Task<int> Version(MessageFrom side)
    {
        if (stream is null) DeactivateOnIdle();
        return Task.FromResult(stream is null ? 0 : CaseViews.Version(stream, side, Clock));
    }

    /// <inheritdoc/>
    public async Task<ReporterStatus?> Status(byte[] reportKey)
    {
        using var keys = await Reporter(reportKey);
        return keys is null ? null : CaseViews.ForReporter(report, stream!, keys, Clock);
    }

    /// <inheritdoc/>
    public async Task<ReceiveOutcome> Receive(byte[] reportKey, ReporterMessage message)
    {
        using var keys = await Reporter(reportKey);
        if (keys is null) return ReceiveOutcome.NotFound;
        var text = CaseText.Clean(message.Text);
        // The conversation has told the reporter already what cannot be kept.
        if (text.Length > ReplyRequest.MaxLength || (text.Length == 0 && !message.Declined)) throw new ArgumentException("A message without or with too many words.", nameof(message));
        return await Append(at => CaseMessage.Decide(at, message, text, keys, Clock)) switch
        {
            CaseRefusal.None => ReceiveOutcome.Kept,
            CaseRefusal.Stale => ReceiveOutcome.Stale,
            CaseRefusal.Busy => ReceiveOutcome.Busy,
            CaseRefusal.Unconfirmed => ReceiveOutcome.Unconfirmed,
            CaseRefusal.NotFound => ReceiveOutcome.NotFound,
            var other => throw new InvalidOperationException($"A message is not refused as {other}."),
        };
    }

    private CompanyClock Clock => clock ?? throw new InvalidOperationException("Without a stream there is no clock.");

    // The way of every administrator's call: who is it, may they read it, do it, write down that it is read, show it.
    private async Task<CaseAnswer> Act(SessionTicket session, Func<ReportStream, CasePerson, ReportKeys, CaseStep> decide)
    {
        var browser = GrainFactory.GetGrain<IAdminSessionGrain>(AdminSessionKey.Of(tenant, session.Session));
        if (await browser.Check(session.Secret) is not { } holder) return Refused(CaseRefusal.SignedOut);
        await Load(default);
        if (stream is null || WrapFor(holder, stream) is not { } wrap) return Gone();
        var pair = await browser.OpenSealed(session.Secret, ReportKeys.ReaderInfo(tenant, report, wrap.Id, wrap.KeyNumber), wrap.Wrap);
        // Either the session ended in between, or the account has a new key that nothing was granted to yet.
        if (pair is null) return await browser.Check(session.Secret) is null ? Refused(CaseRefusal.SignedOut) : Gone();
        using var keys = ReportKeys.FromPair(tenant, report, pair);
        CryptographicOperations.ZeroMemory(pair);

        var by = new CasePerson(holder.Administrator, holder.Name);
        var refusal = await Append(at => decide(at, by, keys));
        if (refusal is CaseRefusal.NotFound) return Gone();
        if (refusal is CaseRefusal.Busy or CaseRefusal.Unconfirmed) return Refused(refusal);
        var read = await Append(at => CaseReading.Decide(at, by, Clock));
        if (read is CaseRefusal.NotFound) return Gone();
        if (read is not CaseRefusal.None) return Refused(read);
        return new CaseAnswer { Refusal = refusal, Case = CaseViews.ForReader(report, stream!, keys, Clock) };
    }

    // The list of readers is the only access rule; a role that reads no content takes away, none gives.
    private ReaderWrap? WrapFor(SessionHolder holder, ReportStream at) =>
        holder.Role is AdministratorRole.Owner or AdministratorRole.CaseHandler && at.Head.IsReleased(Clock)
            ? at.First.Readers.FirstOrDefault(r => r.Id == holder.Administrator)
            : null;

    // For whom it does not exist, it leaves no activation either: the next question takes as long as the first.
    private CaseAnswer Gone()
    {
        DeactivateOnIdle();
        return Refused(CaseRefusal.NotFound);
    }

    private static CaseAnswer Refused(CaseRefusal refusal) => new() { Refusal = refusal };

    private async Task<ReportKeys?> Reporter(byte[] reportKey)
    {
        await Load(default);
        if (stream is not null && reportKey.Length == Key32.Size)
        {
            using var key = Key32.FromBytes(reportKey);
            var keys = new ReportKeys(tenant, report, key, null);
            if (keys.Fits(stream.First)) return keys;
            keys.Dispose();
        }
        DeactivateOnIdle();
        return null;
    }

    private async Task Load(CancellationToken cancellation)
    {
        if (stream is not null && !outdated) return;
        stream = await ReportStream.Load(journal, vault, tenant, report, cancellation);
        outdated = false;
        if (stream is not null) clock = new CompanyClock(time, stream.Head.Zone);
    }

    private async Task<CaseRefusal> Append(Func<ReportStream, CaseStep> decide)
    {
        for (var attempt = 0; attempt < 2; attempt++)
        {
            await Load(default);
            if (stream is null) return CaseRefusal.NotFound;
            var step = decide(stream);
            if (step.Entry is null) return step.Refusal;
            switch (await Commit(stream, step.Entry))
            {
                case null:
                    return CaseRefusal.NotFound;
                case CommitOutcome.Committed:
                    return CaseRefusal.None;
                case CommitOutcome.Busy:
                    return CaseRefusal.Busy;
                case CommitOutcome.Unknown:
                    outdated = true;
                    DeactivateOnIdle();
                    return CaseRefusal.Unconfirmed;
                default:
                    outdated = true;
                    break;
            }
        }
        return CaseRefusal.Busy;
    }

    // One commit: entry, head, delivery. Memory changes only after it. Null: the case was erased meanwhile.
    private async Task<CommitOutcome?> Commit(ReportStream at, ReportEntry entry)
    {
        using var objectKey = await vault.Find(tenant, new ObjectName(ObjectKinds.Report, report), default);
        using var generalKey = await vault.Find(tenant, ObjectName.General, default);
        if (objectKey is null || generalKey is null)
        {
            outdated = true;
            return null;
        }
        var seal = new ReportSeal(tenant, report);
        var number = at.Head.Last + 1;
        var head = CaseFold.Apply(at.Head, number, entry);
        var (row, hash) = seal.Seal(objectKey, number, at.Hash, entry);
        var outcome = await journal.Commit(new JournalGroup(tenant)
        {
            Entries = [row],
            Heads = [seal.Seal(objectKey, at.Version, head)],
            Deliveries = [new CaseChanged(report, at.Version + 1).Seal(generalKey, tenant)],
        });
        if (outcome != CommitOutcome.Committed) return outcome;
        stream = at.With(entry, head, hash);
        Tell();
        return outcome;
    }

    // Nobody waits for it, and nothing is lost without it: the delivery says the same.
    private void Tell()
    {
        GrainFactory.GetGrain<ICaseBookGrain>(CaseBookKey.Of(tenant)).Changed(report, stream!.Version).Ignore();
        GrainFactory.GetGrain<IOutboxGrain>(OutboxKey.Of(tenant)).Wake().Ignore();
    }
}
