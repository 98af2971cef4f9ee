using Microsoft.Extensions.DependencyInjection;
using Spot.Grains.Abstractions.Conversations;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Journal;
using Spot.Grains.Vault;

namespace Spot.Grains.Conversations;

/// <inheritdoc cref="IAccessGrain"/>
[GrainType("access"), CollectionAgeLimit(Minutes = 2)]
internal sealed class AccessGrain(IJournal journal, IVault vault, [FromKeyedServices(TimeProviderNames.Grains)] TimeProvider time) : Grain, IAccessGrain
{
    /// <inheritdoc/>
    public async Task<Visit<Id16>> Open(byte[] slotKey, byte[] secret)
    {
        // Nothing is kept between calls: a guess costs one indexed read and leaves no activation behind.
        DeactivateOnIdle();
        var key = GrainKey.Parse(this.GetPrimaryKeyString());
        var locator = Id16.Parse(key.Id);
        if ((await journal.Read(key.Tenant, locator, 1, default)).Head is not { Type: StreamType.Access, Sealed: { } row } head) return NotFound;
        using var objectKey = await vault.Find(key.Tenant, Codes.Slot(locator), default);
        if (objectKey is null) return NotFound;

        var inner = Sealer.Open(objectKey, ConversationSealing.SlotHead(key.Tenant, locator, head.Version), row.Span);
        using var opens = Key32.FromBytes(slotKey);
        var slot = ConversationSealing.Open(opens, ConversationSealing.Slot(key.Tenant, locator), inner, ConversationJson.Default.SlotDocument);
        if (slot.Until is { } until && time.GetUtcNow() >= until) return NotFound;

        var conversation = GrainFactory.GetGrain<IConversationGrain>(ConversationKey.Of(key.Tenant, slot.Conversation));
        var refusal = await conversation.Admit(slot.Key, secret);
        return new Visit<Id16> { Refusal = refusal, Value = refusal == VisitRefusal.None ? slot.Conversation : default };
    }

    private static Visit<Id16> NotFound => new() { Refusal = VisitRefusal.NotFound };
}
