using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Spot.Api.Hosting;
using Spot.Api.Tenants;
using Spot.Grains.Abstractions.Conversations;
using Spot.Grains.Abstractions.Identity;

namespace Spot.Api.Conversations;

/// <summary>Whoever sends this request to a company's public pages, perhaps with a visit. Endpoints take it as a parameter.</summary>
internal sealed class Visitor
{
    private readonly IGrainFactory grains;
    private readonly TimeProvider time;

    private Visitor(HttpContext context, IGrainFactory grains, TimeProvider time, Company company) =>
        (Context, this.grains, this.time, Company) = (context, grains, time, company);

    /// <summary>The request.</summary>
    public HttpContext Context { get; }

    /// <summary>The company.</summary>
    public Company Company { get; }

    /// <summary>The company's key.</summary>
    public TenantId Tenant => Context.Tenant().Tenant;

    /// <summary>This browser's visit; null: none.</summary>
    public Ticket? Ticket => Context.Ticket();

    /// <summary>Found by the framework for each endpoint that asks for it.</summary>
    public static async ValueTask<Visitor?> BindAsync(HttpContext context)
    {
        var services = context.RequestServices;
        var company = await services.GetRequiredService<Companies>().Get(context.Tenant().Tenant);
        return new Visitor(context, services.GetRequiredService<IGrainFactory>(), services.GetRequiredService<TimeProvider>(), company);
    }

    /// <summary>The conversation of a ticket.</summary>
    public IConversationGrain Conversation(Ticket ticket) => grains.GetGrain<IConversationGrain>(ConversationKey.Of(Tenant, ticket.Conversation));

    /// <summary>The slot that a code's locator names.</summary>
    public IAccessGrain Access(Id16 locator) => grains.GetGrain<IAccessGrain>(AccessKey.Of(Tenant, locator));

    /// <summary>Asks this visit's conversation; without a visit: <see cref="VisitRefusal.VisitOver"/>.</summary>
    public async Task<Visit<T>> Ask<T>(Func<IConversationGrain, byte[], Task<Visit<T>>> question)
    {
        if (Ticket is not { } ticket) return new Visit<T> { Refusal = VisitRefusal.VisitOver };
        var visit = await Twice(() => question(Conversation(ticket), ticket.Secret));
        return visit ?? new Visit<T> { Refusal = VisitRefusal.Unconfirmed };
    }

    /// <summary>Asks; if the silo was lost or slow, once more. What is asked carries its own number or changes nothing, so a repeat meets itself.</summary>
    /// <returns>Null: not confirmed.</returns>
    public static async Task<T?> Twice<T>(Func<Task<T>> question) where T : class
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await question();
            }
            catch (Exception outage) when (IsOutage(outage))
            {
                // What became of it is unknown; the page says so, and the same form sent again meets itself.
                if (attempt == 2) return null;
            }
        }
    }

    /// <summary>Whether the silo was lost, refused or slow, rather than wrong.</summary>
    public static bool IsOutage(Exception failure) => failure is TimeoutException or SiloUnavailableException or OrleansMessageRejectionException;

    /// <summary>How many seconds a page may stay quiet until the visit is over; null when that is not known.</summary>
    public int? QuietSeconds<T>(Visit<T> visit)
    {
        if (visit.QuietUntil is not { } quiet) return null;
        var end = visit.Until is { } until && until < quiet ? until : quiet;
        return Math.Max(0, (int)(end - time.GetUtcNow()).TotalSeconds);
    }
}
