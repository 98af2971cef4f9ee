using Spot.Grains.Abstractions.Conversations;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Journal;
using Spot.Grains.Tenants;
using Spot.Grains.Vault;

namespace Spot.Grains.Conversations;

/// <summary>Erasing. First one commit that says so and ends the turns, so that nothing is added and acknowledged that would be lost; then the keys go,
/// which makes it true in every backup; the rows go last. What a crash leaves of the second and third step is due at once: a sweep finishes it.</summary>
internal sealed class Erasing(ConversationDesk desk)
{
    private ConversationStore Store => desk.Store;

    /// <summary>Erases the older wordings of one answer: the conversation is sealed again under a new key without them, then the old key goes.</summary>
    public async Task<Step<ConversationView>> Wording(OpenVisit visit, int prompt)
    {
        if (!Store.HasTurns) return Step<ConversationView>.Refused(VisitRefusal.NotFound);
        var turns = Store.OpenTurns(visit.Key);
        if (Transcript.Of(turns).Turn(prompt) is { Older.Count: > 0, Answer: { } kept })
        {
            var stream = Id16.Random();
            var keys = await desk.Vault.Create(Store.Tenant, [Turns(stream)], default);
            using var turnsKey = keys[0];
            var head = visit.Head with { Turns = stream, Leaving = [.. visit.Head.Leaving, Store.Head!.Turns] };
            var group = desk.Group() with
            {
                Entries = [.. Store.Fence(), .. Store.Rewritten(visit.Key, turnsKey, stream, Wordings.Without(turns, prompt, kept))],
                Heads = [Store.HeadRow(head), new JournalHead(stream, StreamType.Turns, 0, null, null)],
            };
            var outcome = await Store.Commit(group, head, null);
            if (outcome != CommitOutcome.Committed) return new Step<ConversationView>(outcome, null);
            Store.Forget();
        }

        // Also for a repeat whose first try was cut short.
        if (await Store.Load(default)) await Finish();
        return await Store.Load(default) ? Step<ConversationView>.Done(new Talk(desk).Read(visit)) : Step<ConversationView>.Refused(VisitRefusal.NotFound);
    }

    /// <summary>Erases the conversation. Sent: the way to the case stays. Not sent: everything.</summary>
    public async Task<Step<bool>> Conversation(OpenVisit visit)
    {
        var outcome = visit.Inner.Sent is null ? await All() : await OfSent(visit.Head);
        return new Step<bool>(outcome, true);
    }

    /// <summary>What the due day asks for: the rest of an erasure, tickets that are over, the turns of a sent report, or all of it.</summary>
    public async Task<CommitOutcome> Sweep()
    {
        await Finish();
        if (!await Store.Load(default)) return CommitOutcome.Committed;
        var today = CompanyClock.Number(desk.Clock.Today);
        if (Store.Head!.KeepUntil <= today) return await All();
        if (Store.Head.TurnsUntil <= today && !Store.Head.TurnsErased)
        {
            var outcome = await OfSent(Store.Head);
            if (outcome != CommitOutcome.Committed || !await Store.Load(default)) return outcome;
        }

        var head = Store.Head!;
        var tickets = head.Tickets.Where(ticket => ticket.EndsDay >= today).ToList();
        return tickets.Count == head.Tickets.Count ? CommitOutcome.Committed : await desk.CommitHead(head with { Tickets = tickets });
    }

    /// <summary>Erases the keys of what the head says was erased, then takes its rows away. Repeatable; needs the head in memory.</summary>
    /// <exception cref="VaultBusyException">The keys are still there; a sweep tries again.</exception>
    public async Task Finish()
    {
        var head = Store.Head!;
        if (head.Erased)
        {
            IReadOnlyList<Id16> turns = [.. head.Leaving, head.Turns];
            ObjectName[] keys = [.. turns.Select(Turns), .. head.Slots.Select(Codes.Slot), new(ObjectKinds.Conversation, Store.Conversation)];
            if (await desk.Vault.Erase(Store.Tenant, keys, default) == EraseOutcome.Erased)
                await Store.Commit(desk.Group() with { Removed = [.. turns, .. head.Slots, Store.Conversation] }, null, null);
            Store.Forget();
        }
        else if (head.Leaving.Count > 0 && await desk.Vault.Erase(Store.Tenant, [.. head.Leaving.Select(Turns)], default) == EraseOutcome.Erased)
        {
            // However this ends, the words are gone; rows that stay are due.
            await desk.CommitHead(head with { Leaving = [] }, group => group with { Removed = head.Leaving });
        }
    }

    private async Task<CommitOutcome> OfSent(HeadDocument head)
    {
        if (!head.TurnsErased)
        {
            var erased = head with { TurnsErased = true, Leaving = [.. head.Leaving, head.Turns] };
            var outcome = await desk.CommitHead(erased, group => group with { Entries = Store.Fence() });
            if (outcome != CommitOutcome.Committed) return outcome;
        }

        await Finish();
        Store.Forget();
        return CommitOutcome.Committed;
    }

    // What is kept of the head is what the rest of the erasure needs.
    private async Task<CommitOutcome> All()
    {
        var erased = Store.Head! with { Erased = true, Tickets = [], Inner = [] };
        var outcome = await desk.CommitHead(erased, group => group with { Entries = Store.Fence() });
        if (outcome == CommitOutcome.Committed) await Finish();
        return outcome;
    }

    private static ObjectName Turns(Id16 stream) => new(ObjectKinds.Turns, stream);
}
