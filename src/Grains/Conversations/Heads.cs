using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Tenants;
using Spot.Grains.Vault;

namespace Spot.Grains.Conversations;

/// <summary>How a conversation's head changes: tickets in and out, and how long things are kept. Pure: old head in, new head out.</summary>
internal static class Heads
{
    /// <summary>The head of a conversation that begins.</summary>
    public static HeadDocument First(TenantId tenant, Id16 conversation, Id16 turns, Key32 key, ReadOnlySpan<byte> secret, CompanyClock clock, int spread) =>
        new()
        {
            Turns = turns,
            Spread = spread,
            KeepUntil = CompanyClock.Number(clock.Today) + VisitTimes.KeepUnnamedDays,
            Tickets = [Ticket(tenant, conversation, key, secret, clock.Now, clock.Now)],
            Inner = Inner(tenant, conversation, key, new InnerHead()),
        };

    /// <summary>The head after a visit was seen: its ticket's last moment, and the days counted from today.</summary>
    public static HeadDocument Seen(
        TenantId tenant, Id16 conversation, HeadDocument head, int ticket, Key32 key, ReadOnlySpan<byte> secret, DateTimeOffset began, InnerHead inner, CompanyClock clock)
    {
        var row = Ticket(tenant, conversation, key, secret, began, clock.Now);
        return Kept(head with { Tickets = [.. head.Tickets.Select((old, i) => i == ticket ? row : old)] }, inner, clock);
    }

    /// <summary>The head with one more browser; the one that ends first gives way.</summary>
    public static HeadDocument Admitted(TenantId tenant, Id16 conversation, HeadDocument head, InnerHead inner, Key32 key, ReadOnlySpan<byte> secret, CompanyClock clock)
    {
        var tickets = head.Tickets.Count < VisitTimes.MostTickets ? head.Tickets : [.. head.Tickets.OrderBy(row => row.EndsDay).Skip(1)];
        return Kept(head with { Tickets = [.. tickets, Ticket(tenant, conversation, key, secret, clock.Now, clock.Now)] }, inner, clock);
    }

    /// <summary>The head without one browser.</summary>
    public static HeadDocument Left(HeadDocument head, int ticket) => head with { Tickets = [.. head.Tickets.Where((_, i) => i != ticket)] };

    /// <summary>The head with only one browser left.</summary>
    public static HeadDocument Alone(HeadDocument head, int ticket) => head with { Tickets = [head.Tickets[ticket]] };

    /// <summary>The head with another inner part.</summary>
    public static HeadDocument With(TenantId tenant, Id16 conversation, HeadDocument head, Key32 key, InnerHead inner, CompanyClock clock) =>
        Kept(head with { Inner = Inner(tenant, conversation, key, inner) }, inner, clock);

    private static HeadDocument Kept(HeadDocument head, InnerHead inner, CompanyClock clock) => head with
    {
        KeepUntil = CompanyClock.Number(clock.Today) + inner switch
        {
            { Sent: not null } => VisitTimes.KeepMailboxDays,
            { Code: not null } => VisitTimes.KeepDraftDays + head.Spread,
            _ => VisitTimes.KeepUnnamedDays,
        },
    };

    private static byte[] Inner(TenantId tenant, Id16 conversation, Key32 key, InnerHead inner)
    {
        using var headKey = ConversationSealing.HeadKey(key);
        return ConversationSealing.Seal(headKey, ConversationSealing.Inner(tenant, conversation), inner, ConversationJson.Default.InnerHead, Padding.Entry);
    }

    private static TicketRow Ticket(
        TenantId tenant, Id16 conversation, Key32 key, ReadOnlySpan<byte> secret, DateTimeOffset began, DateTimeOffset seen)
    {
        using var ticketKey = ConversationSealing.TicketKey(secret);
        var bytes = key.CopyBytes();
        var document = new TicketDocument { Key = bytes, Began = began, Seen = seen };
        var wrap = ConversationSealing.Seal(
            ticketKey, ConversationSealing.Ticket(tenant, conversation), document, ConversationJson.Default.TicketDocument, Padding.None);
        System.Security.Cryptography.CryptographicOperations.ZeroMemory(bytes);
        return new TicketRow(wrap, CompanyClock.Number(DateOnly.FromDateTime((began + VisitTimes.Longest).UtcDateTime)));
    }
}
