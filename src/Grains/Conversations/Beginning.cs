using System.Security.Cryptography;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Journal;
using Spot.Grains.Vault;

namespace Spot.Grains.Conversations;

/// <summary>How browsers come in and go: the start, the way back by the code, leaving.</summary>
internal sealed class Beginning(ConversationDesk desk)
{
    /// <summary>Starts the conversation: its keys, its first ticket, the bot's first words. One commit after the keys.</summary>
    public async Task<CommitOutcome> Begin(byte[] secret, string language)
    {
        var (store, clock) = (desk.Store, desk.Clock);
        var interview = desk.Interview(language);
        var step = interview.Engine.Begin();
        var turns = Id16.Random();
        await store.Create(turns, default);

        using var key = Key32.Random();
        var spread = RandomNumberGenerator.GetInt32(VisitTimes.SpreadDays + 1);
        var head = Heads.First(store.Tenant, store.Conversation, turns, key, secret, clock, spread);
        var begun = new Begun
        {
            Day = clock.Today,
            Language = interview.Script.Language,
            ScriptVersion = interview.Script.Version,
            ScriptHash = interview.Script.Hash,
            Prompts = step.Prompts,
            State = TurnState.Write(step.State),
        };
        var (row, entry) = store.NextTurn(key, turns, default, begun);
        var group = desk.Group() with
        {
            Entries = [row],
            Heads = [store.HeadRow(head), new JournalHead(turns, StreamType.Turns, 0, null, null)],
        };
        return await store.Commit(group, head, entry);
    }

    /// <summary>Gives a browser a ticket, on proof of the conversation key.</summary>
    public async Task<CommitOutcome> Admit(byte[] conversationKey, byte[] secret)
    {
        var store = desk.Store;
        using var key = Key32.FromBytes(conversationKey);
        for (var attempt = 1; ; attempt++)
        {
            var head = Heads.Admitted(store.Tenant, store.Conversation, store.Head!, desk.OpenInner(key), key, secret, desk.Clock);
            var outcome = await desk.CommitHead(head);
            if (outcome != CommitOutcome.Conflict || attempt > 1 || !await store.Load(default) || store.Head!.Erased) return outcome;
        }
    }

    /// <summary>Takes this browser's ticket away.</summary>
    public Task<CommitOutcome> Leave(OpenVisit visit) => desk.CommitHead(Heads.Left(desk.Store.Head!, visit.Ticket));
}
