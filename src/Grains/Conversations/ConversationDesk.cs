using Spot.Grains.Abstractions.Conversations;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Abstractions.Tenants;
using Spot.Grains.Journal;
using Spot.Grains.Tenants;
using Spot.Grains.Vault;

namespace Spot.Grains.Conversations;

/// <summary>How a command ended: its commit's outcome, and what it has to say.</summary>
internal readonly record struct Step<T>(CommitOutcome Outcome, T? Value, VisitRefusal Refusal = VisitRefusal.None)
{
    /// <summary>It is done, or there was nothing to write.</summary>
    public static Step<T> Done(T value) => new(CommitOutcome.Committed, value);

    /// <summary>Refused without a write.</summary>
    public static Step<T> Refused(VisitRefusal refusal) => new(CommitOutcome.Committed, default, refusal);
}

/// <summary>A visit, or why there is none.</summary>
internal readonly record struct Opened(OpenVisit? Value, VisitRefusal Refusal) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose() => Value?.Dispose();
}

/// <summary>What the commands of one conversation work with.</summary>
internal sealed class ConversationDesk(
    ConversationStore store,
    IJournal journal,
    IVault vault,
    ITenantGrain tenant,
    TenantProfile profile,
    CompanyClock clock,
    InterviewEngines interviews,
    IGrainFactory grains) : IDisposable
{
    private readonly Dictionary<string, DateTimeOffset> seen = new(StringComparer.Ordinal);

    /// <summary>The conversation in memory.</summary>
    public ConversationStore Store => store;

    /// <summary>The journal.</summary>
    public IJournal Journal => journal;

    /// <summary>The vault.</summary>
    public IVault Vault => vault;

    /// <summary>The company.</summary>
    public ITenantGrain Tenant => tenant;

    /// <summary>What everybody may know of the company.</summary>
    public TenantProfile Profile => profile;

    /// <summary>The company's days.</summary>
    public CompanyClock Clock => clock;

    /// <summary>Other grains.</summary>
    public IGrainFactory Grains => grains;

    /// <summary>The interview in a language, with the company's extra questions.</summary>
    public Interviewer Interview(string language) => interviews.For(language, profile.Extra);

    /// <summary>Opens a visit by the cookie's secret.</summary>
    public async Task<Opened> Open(byte[] secret)
    {
        if (!await store.Load(default) || store.Head is not { Erased: false } head) return new Opened(null, VisitRefusal.NotFound);
        using var ticketKey = ConversationSealing.TicketKey(secret);
        for (var i = 0; i < head.Tickets.Count; i++)
        {
            var fault = Sealer.TryOpen(ticketKey, ConversationSealing.Ticket(store.Tenant, store.Conversation), head.Tickets[i].Wrap, out var json);
            if (fault == SealFault.WrongKey) continue;
            if (fault != SealFault.None) throw new SealException(fault, "conversation.ticket");

            var ticket = System.Text.Json.JsonSerializer.Deserialize(json, ConversationJson.Default.TicketDocument)!;
            System.Security.Cryptography.CryptographicOperations.ZeroMemory(json);
            var name = Convert.ToHexString(ticketKey.Id);
            var last = seen.TryGetValue(name, out var recent) && recent > ticket.Seen ? recent : ticket.Seen;
            var now = clock.Now;
            if (VisitTimes.IsOver(ticket.Began, last, now)) return new Opened(null, VisitRefusal.VisitOver);

            seen[name] = now;
            var key = Key32.FromBytes(ticket.Key);
            System.Security.Cryptography.CryptographicOperations.ZeroMemory(ticket.Key);
            var inner = OpenInner(key);
            var due = now - ticket.Seen >= VisitTimes.Grain;
            var renewed = due ? Heads.Seen(store.Tenant, store.Conversation, head, i, key, secret, ticket.Began, inner, clock) : head;
            return new Opened(new OpenVisit(key, i, ticket.Began, now, inner, renewed, due), VisitRefusal.None);
        }

        return new Opened(null, VisitRefusal.VisitOver);
    }

    /// <summary>Opens the inner head.</summary>
    /// <exception cref="SealException">The key is not this conversation's.</exception>
    public InnerHead OpenInner(Key32 key)
    {
        using var headKey = ConversationSealing.HeadKey(key);
        return ConversationSealing.Open(
            headKey, ConversationSealing.Inner(store.Tenant, store.Conversation), store.Head!.Inner, ConversationJson.Default.InnerHead);
    }

    /// <summary>A group to fill.</summary>
    public JournalGroup Group() => new(store.Tenant);

    /// <summary>Commits a change of the head alone, with what else belongs to it.</summary>
    public Task<CommitOutcome> CommitHead(HeadDocument head, Func<JournalGroup, JournalGroup>? more = null)
    {
        var group = Group() with { Heads = [store.HeadRow(head)] };
        return store.Commit(more is null ? group : more(group), head, null);
    }

    /// <summary>Commits the next turn, and with it the head when it changed or is due.</summary>
    public Task<CommitOutcome> CommitTurn(OpenVisit visit, Id16 once, TurnDocument turn, HeadDocument? head = null, Func<JournalGroup, JournalGroup>? more = null)
    {
        head ??= visit.IsDue ? visit.Head : null;
        var (row, entry) = store.NextTurn(visit.Key, store.Head!.Turns, once, turn);
        var group = Group() with { Entries = [row], Heads = head is null ? [] : [store.HeadRow(head)] };
        return store.Commit(more is null ? group : more(group), head, entry);
    }

    /// <inheritdoc/>
    public void Dispose() => store.Dispose();
}
