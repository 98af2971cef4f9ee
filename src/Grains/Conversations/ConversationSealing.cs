using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Vault;

namespace Spot.Grains.Conversations;

/// <summary>Every place where something of a conversation is sealed, and under which key. Seal and open share each place's one definition.</summary>
/// <remarks>
/// <para>Conversation key K: random, made with the conversation. Turns under Expand(K, "turn"), the inner head under Expand(K, "head").</para>
/// <para>Ticket key: from the cookie's secret; slot key: from the access code. Each wraps K.</para>
/// <para>Outer layer: the vault's object keys of the head, the turns and the slot.</para>
/// </remarks>
internal static class ConversationSealing
{
    /// <summary>The key of the turns.</summary>
    public static Key32 TurnKey(Key32 conversationKey) => conversationKey.Derive("turn");

    /// <summary>The key of the inner head.</summary>
    public static Key32 HeadKey(Key32 conversationKey) => conversationKey.Derive("head");

    /// <summary>The key a browser's cookie opens its ticket with.</summary>
    public static Key32 TicketKey(ReadOnlySpan<byte> secret) => Key32.FromSecret(secret, "ticket");

    /// <summary>The ids of the report that this conversation sends: a repeat meets itself.</summary>
    /// <param name="conversationKey">The conversation's key.</param>
    /// <param name="number">1; more only while a fence of the sweep stands at the ids before.</param>
    public static Id16 ReportId(Key32 conversationKey, int number = 1) =>
        new(conversationKey.DeriveBytes(number == 1 ? "report" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"report/{number}"), Id16.Size));

    /// <summary>The place of a head in its stream's row.</summary>
    public static SealContext Head(TenantId tenant, Id16 conversation, int version) => new(tenant, "conversation.head", conversation, version);

    /// <summary>The place of the inner head.</summary>
    public static SealContext Inner(TenantId tenant, Id16 conversation) => new(tenant, "conversation.inner", conversation);

    /// <summary>The place of a ticket.</summary>
    public static SealContext Ticket(TenantId tenant, Id16 conversation) => new(tenant, "conversation.ticket", conversation);

    /// <summary>The place of a turn, under either layer: after the turn before, by the hash of its inner bytes.</summary>
    public static SealContext Turn(TenantId tenant, Id16 turns, int sequence, ReadOnlyMemory<byte> previous) =>
        new(tenant, "conversation.turn", turns, sequence, previous);

    /// <summary>The place of a slot's row.</summary>
    public static SealContext SlotHead(TenantId tenant, Id16 locator, int version) => new(tenant, "access.head", locator, version);

    /// <summary>The place of what the code opens in a slot.</summary>
    public static SealContext Slot(TenantId tenant, Id16 locator) => new(tenant, "access.slot", locator);

    /// <summary>Seals a document.</summary>
    public static byte[] Seal<T>(Key32 key, in SealContext place, T document, JsonTypeInfo<T> form, Padding padding)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(document, form);
        try
        {
            return Sealer.Seal(key, place, json, padding);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(json);
        }
    }

    /// <summary>Opens a document.</summary>
    /// <exception cref="SealException">It does not open here under this key.</exception>
    public static T Open<T>(Key32 key, in SealContext place, ReadOnlySpan<byte> sealedBytes, JsonTypeInfo<T> form)
    {
        var json = Sealer.Open(key, place, sealedBytes);
        try
        {
            return JsonSerializer.Deserialize(json, form) ?? throw new JsonException("An empty document.");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(json);
        }
    }

    /// <summary>The hash by which the next turn follows this one.</summary>
    public static byte[] HashOf(ReadOnlySpan<byte> innerBytes) => SHA256.HashData(innerBytes);
}
