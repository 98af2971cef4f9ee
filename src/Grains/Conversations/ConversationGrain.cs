using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Spot.Grains.Abstractions.Conversations;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Abstractions.Reports;
using Spot.Grains.Abstractions.Tenants;
using Spot.Grains.Abstractions.Trust;
using Spot.Grains.Journal;
using Spot.Grains.Tenants;
using Spot.Grains.Vault;

namespace Spot.Grains.Conversations;

/// <inheritdoc cref="IConversationGrain"/>
/// <remarks>Keeps ciphertext only. A call brings the cookie's secret, opens what it needs and zeroes it. Each command is one commit; a conflict (another
/// activation wrote) is answered by reading again, once.</remarks>
[GrainType("conversation"), CollectionAgeLimit(Minutes = 2)]
internal sealed partial class ConversationGrain(
    IJournal journal,
    IVault vault,
    InterviewEngines interviews,
    [FromKeyedServices(TimeProviderNames.Grains)] TimeProvider time,
    ILogger<ConversationGrain> log) : Grain, IConversationGrain, IDisposable
{
    private ConversationDesk desk = null!;

    /// <summary>Zeroes what is in memory; Orleans calls it when the activation ends.</summary>
    public void Dispose() => desk?.Dispose();

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var key = GrainKey.Parse(this.GetPrimaryKeyString());
        var tenant = GrainFactory.GetGrain<ITenantGrain>(TenantKey.Of(key.Tenant));
        var profile = await tenant.Profile();
        var store = new ConversationStore(journal, vault, key.Tenant, Id16.Parse(key.Id));
        desk = new ConversationDesk(store, journal, vault, tenant, profile, new CompanyClock(time, profile.TimeZone), interviews, GrainFactory);
    }

    /// <inheritdoc/>
    public async Task<Visit<ConversationView>> Begin(byte[] secret, string language)
    {
        try
        {
            if (!await desk.Store.Load(default) && await Settled(await new Beginning(desk).Begin(secret, language)) is var refusal and not VisitRefusal.None)
                return new Visit<ConversationView> { Refusal = refusal };
        }
        catch (VaultBusyException)
        {
            return new Visit<ConversationView> { Refusal = VisitRefusal.Busy };
        }

        return await View(secret);
    }

    /// <inheritdoc/>
    public Task<Visit<ConversationView>> View(byte[] secret) => Visit(secret, visit => new Talk(desk).View(visit));

    /// <inheritdoc/>
    public Task<Visit<ReplyResult>> Reply(byte[] secret, ReplyRequest request) => Visit(secret, visit => new Talk(desk).Reply(visit, request));

    /// <inheritdoc/>
    public Task<Visit<ConversationView>> EraseWording(byte[] secret, int prompt) => Visit(secret, visit => new Erasing(desk).Wording(visit, prompt));

    /// <inheritdoc/>
    public async Task Leave(byte[] secret)
    {
        using var visit = await desk.Open(secret);
        if (visit.Value is { } open) await Settled(await new Beginning(desk).Leave(open));
        DeactivateOnIdle();
    }

    /// <inheritdoc/>
    public async Task<VisitRefusal> Admit(byte[] conversationKey, byte[] secret)
    {
        if (!await desk.Store.Load(default) || desk.Store.Head!.Erased) return Gone();
        return await Settled(await new Beginning(desk).Admit(conversationKey, secret));
    }

    /// <inheritdoc/>
    public Task<Visit<CodeView>> Code(byte[] secret) => Visit(secret, visit => new Codes(desk).View(visit));

    /// <inheritdoc/>
    public Task<Visit<CodeView>> MakeCode(byte[] secret) => Visit(secret, visit => new Codes(desk).Make(visit));

    /// <inheritdoc/>
    public Task<Visit<CodeConfirmation>> ConfirmCode(byte[] secret, string first, string second) =>
        Visit(secret, visit => new Codes(desk).Confirm(visit, first, second));

    /// <inheritdoc/>
    public Task<Visit<ReportCopy>> Copy(byte[] secret) => Visit(secret, visit => new Sending(desk).Copy(visit));

    /// <inheritdoc/>
    public Task<Visit<ReportCopy>> EditCopy(byte[] secret, CopyEdit edit) => Visit(secret, visit => new Sending(desk).Edit(visit, edit));

    /// <inheritdoc/>
    public Task<Visit<SendingView>> Sending(byte[] secret) => Visit(secret, visit => new Sending(desk).View(visit));

    /// <inheritdoc/>
    public Task<Visit<SubmitResult>> Submit(byte[] secret, SubmitRequest request) => Visit(secret, visit => new Sending(desk).Submit(visit, request));

    /// <inheritdoc/>
    public Task<Visit<ReporterStatus>> Status(byte[] secret) => Visit(secret, visit => new Mailbox(desk).Status(visit));

    /// <inheritdoc/>
    public Task<Visit<WriteResult>> Write(byte[] secret, ReporterMessage message) => Visit(secret, visit => new Mailbox(desk).Write(visit, message));

    /// <inheritdoc/>
    public Task<Visit<RecordContents>> Record(byte[] secret) => Visit(secret, visit => new Talk(desk).Record(visit));

    /// <inheritdoc/>
    public Task<Visit<RecordSigning>> SignRecord(byte[] secret, SigningRequest request) => Visit(secret, visit => new Talk(desk).Sign(visit, request));

    /// <inheritdoc/>
    public async Task<VisitRefusal> Erase(byte[] secret)
    {
        if (!await desk.Store.Load(default) || !desk.Store.Head!.Erased) return (await Visit(secret, visit => new Erasing(desk).Conversation(visit))).Refusal;
        // An earlier try was cut short. Nobody has a way in any more; the rest is due, whoever asks.
        try
        {
            await new Erasing(desk).Finish();
            return VisitRefusal.None;
        }
        catch (VaultBusyException)
        {
            return VisitRefusal.Busy;
        }
    }

    /// <inheritdoc/>
    public async Task Sweep()
    {
        await Settled(await desk.Store.Load(default) ? await new Erasing(desk).Sweep() : await desk.Store.RemoveTombstone(default));
        DeactivateOnIdle();
    }

    // One command of a visitor: ticket first, then the command; a conflict forgets, reads again and tries once more.
    private async Task<Visit<T>> Visit<T>(byte[] secret, Func<OpenVisit, Task<Step<T>>> command)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var opened = await desk.Open(secret);
            if (opened.Value is not { } visit)
            {
                if (opened.Refusal == VisitRefusal.NotFound) Gone();
                return new Visit<T> { Refusal = opened.Refusal };
            }

            var before = desk.Store.Head;
            var step = await Done(command, visit);
            if (visit.IsDue && step.Outcome == CommitOutcome.Committed && ReferenceEquals(desk.Store.Head, before))
            {
                // The command wrote no head: the visit's last moment is written apart. Losing that race to another activation loses nothing.
                await desk.CommitHead(visit.Head);
            }

            if (step.Outcome == CommitOutcome.Conflict && attempt == 1) continue;
            var refusal = step.Refusal != VisitRefusal.None ? step.Refusal : await Settled(step.Outcome);
            return new Visit<T>
            {
                Refusal = refusal,
                Value = refusal == VisitRefusal.None ? step.Value : default,
                QuietUntil = visit.Now + VisitTimes.Idle,
                Until = visit.Began + VisitTimes.Longest,
            };
        }
    }

    // A key that could not be made in time is like a commit that could not: nothing was written.
    private static async Task<Step<T>> Done<T>(Func<OpenVisit, Task<Step<T>>> command, OpenVisit visit)
    {
        try
        {
            return await command(visit);
        }
        catch (VaultBusyException)
        {
            return Step<T>.Refused(VisitRefusal.Busy);
        }
    }

    private Task<VisitRefusal> Settled(CommitOutcome outcome)
    {
        switch (outcome)
        {
            case CommitOutcome.Committed:
                return Task.FromResult(VisitRefusal.None);
            case CommitOutcome.Busy:
                return Task.FromResult(VisitRefusal.Busy);
            default:
                Log.NotSettled(log, outcome);
                DeactivateOnIdle();
                return Task.FromResult(VisitRefusal.Unconfirmed);
        }
    }

    private VisitRefusal Gone()
    {
        DeactivateOnIdle();
        return VisitRefusal.NotFound;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A conversation's commit ended as {Outcome}; its activation reads again.")]
        public static partial void NotSettled(ILogger logger, CommitOutcome outcome);
    }
}
