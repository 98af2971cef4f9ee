using Spot.Grains.Abstractions.Identity;

namespace Spot.Grains.Abstractions.Conversations;

/// <summary>The key of a <see cref="IConversationGrain"/>: <c>T/conv/{random}</c>.</summary>
public static class ConversationKey
{
    /// <summary>The kind in the key.</summary>
    public const string Kind = "conv";

    /// <summary>The key of one conversation.</summary>
    public static string Of(TenantId tenant, Id16 conversation) => new GrainKey(tenant, Kind, conversation.ToString()).ToString();
}

/// <summary>The key of an <see cref="IAccessGrain"/>: <c>T/access/{locator}</c>.</summary>
public static class AccessKey
{
    /// <summary>The kind in the key.</summary>
    public const string Kind = "access";

    /// <summary>The key of the slot that an access code's locator names.</summary>
    public static string Of(TenantId tenant, Id16 locator) => new GrainKey(tenant, Kind, locator.ToString()).ToString();
}
