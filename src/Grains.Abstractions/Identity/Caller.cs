namespace Spot.Grains.Abstractions.Identity;

/// <summary>Who asks a grain.</summary>
[Flags]
public enum CallerKind
{
    /// <summary>Nobody: a call without a stamp. Refused everywhere.</summary>
    None = 0,

    /// <summary>Somebody on a company's public page; proves more with a ticket, which the grain itself checks.</summary>
    Reporter = 1,

    /// <summary>Somebody on a company's administrator pages; proves more with a session, which the grain itself checks.</summary>
    Administrator = 2,

    /// <summary>Spot itself: a grain, a timer, a reminder, a start-up step.</summary>
    Service = 4,

    /// <summary>Who runs the installation.</summary>
    Operator = 8,
}

/// <summary>Who asks, and for which company. Travels in Orleans' <see cref="RequestContext"/>; stamped by the front door on the way in and by
/// the silo on every call from one grain to another (which is always a <see cref="CallerKind.Service"/> of the calling grain's own company).</summary>
public readonly record struct Caller(CallerKind Kind, TenantId Tenant)
{
    private const string Entry = "spot.caller";

    /// <summary>The caller of the current call; <see cref="CallerKind.None"/> without a stamp.</summary>
    public static Caller Current
    {
        get
        {
            if (RequestContext.Get(Entry) is not string text) return default;
            var split = text.IndexOf(' ', StringComparison.Ordinal);
            return split > 0 && Enum.TryParse<CallerKind>(text.AsSpan(0, split), out var kind) && TenantId.TryParse(text.AsSpan(split + 1), out var tenant)
                ? new Caller(kind, tenant)
                : default;
        }
    }

    /// <summary>Stamps the calls that follow in this asynchronous flow.</summary>
    public static void Stamp(CallerKind kind, TenantId tenant) => RequestContext.Set(Entry, $"{kind} {tenant}");
}

/// <summary>Says who may call a grain's method. A method without it is refused, whoever asks.</summary>
/// <remarks>A caller must also be of the same company as the grain's key; keys of the installation answer
/// <see cref="CallerKind.Service"/> and <see cref="CallerKind.Operator"/> only.</remarks>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AsksAttribute(CallerKind who) : Attribute
{
    /// <summary>The kinds that may call.</summary>
    public CallerKind Who { get; } = who;
}
