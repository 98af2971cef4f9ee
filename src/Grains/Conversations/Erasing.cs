using Spot.Grains.Abstractions.Conversations;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Journal;
using Spot.Grains.Tenants;
using Spot.Grains.Vault;

namespace Spot.Grains.Conversations;

/// <summary>Erasing: a key goes first, which makes it true in every backup; the rows follow in one commit, and a sweep finishes what a crash left.</summary>
internal sealed class Erasing(ConversationDesk desk)
{
    private ConversationStore Store => desk.Store;

    /// <summary>Erases the older wordings of one answer: the conversation is sealed again under a new key without them, then the old key goes.</summary>
    public async Task<Step<ConversationView>> Wording(OpenVisit visit, int prompt)
    {
        if (!Store.HasTurns) return Step<ConversationView>.Refused(VisitRefusal.NotFound);
        var turns = Store.OpenTurns(visit.Key);
        if (Transcript.Of(turns).Turn(prompt) is not { Older.Count: > 0, Answer: { } kept }) return Step<ConversationView>.Done(new Talk(desk).Read(visit));

        var stream = Id16.Random();
        var keys = await desk.Vault.Create(Store.Tenant, [Turns(stream)], default);
        using var turnsKey = keys[0];
        var old = Store.Head!.Turns;
        var head = visit.Head with { Turns = stream };
        var group = desk.Group() with
        {
            Entries = Store.Rewritten(visit.Key, turnsKey, stream, Wordings.Without(turns, prompt, kept)),
            Heads = [Store.HeadRow(head), new JournalHead(stream, StreamType.Turns, 0, null, null)],
            Removed = [old],
        };
        var outcome = await Store.Commit(group, head, null);
        if (outcome != CommitOutcome.Committed) return new Step<ConversationView>(outcome, null);
        await desk.Vault.Erase(Store.Tenant, [Turns(old)], default);
        Store.Forget();
        await Store.Load(default);
        return Step<ConversationView>.Done(new Talk(desk).Read(visit));
    }

    /// <summary>Erases the conversation. Sent: the way to the case stays. Not sent: everything.</summary>
    public async Task<Step<bool>> Conversation(OpenVisit visit)
    {
        var outcome = visit.Inner.Sent is null ? await All() : await OfSent(visit.Head);
        return new Step<bool>(outcome, true);
    }

    /// <summary>What the due day asks for: tickets that are over, the turns of a sent report, or all of it.</summary>
    public async Task<CommitOutcome> Sweep()
    {
        var (head, today) = (Store.Head!, CompanyClock.Number(desk.Clock.Today));
        if (head.KeepUntil <= today) return await All();
        if (head.TurnsUntil <= today && !head.TurnsErased)
        {
            var outcome = await OfSent(head);
            if (outcome != CommitOutcome.Committed) return outcome;
            head = Store.Head!;
        }

        var tickets = head.Tickets.Where(ticket => ticket.EndsDay >= today).ToList();
        return tickets.Count == head.Tickets.Count ? CommitOutcome.Committed : await desk.CommitHead(head with { Tickets = tickets });
    }

    private async Task<CommitOutcome> OfSent(HeadDocument head)
    {
        if (head.TurnsErased) return CommitOutcome.Committed;
        await desk.Vault.Erase(Store.Tenant, [Turns(head.Turns)], default);
        var outcome = await desk.CommitHead(head with { TurnsErased = true }, group => group with { Removed = [head.Turns] });
        if (outcome == CommitOutcome.Committed) Store.Forget();
        return outcome;
    }

    private async Task<CommitOutcome> All()
    {
        var head = Store.Head!;
        await desk.Vault.Erase(
            Store.Tenant, [Turns(head.Turns), .. head.Slots.Select(Codes.Slot), new ObjectName(ObjectKinds.Conversation, Store.Conversation)], default);
        var group = desk.Group() with { Removed = [head.Turns, .. head.Slots, Store.Conversation] };
        var outcome = await Store.Commit(group, null, null);
        Store.Forget();
        return outcome;
    }

    private static ObjectName Turns(Id16 stream) => new(ObjectKinds.Turns, stream);
}
