using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Spot.Api.Hosting;
using Spot.Api.Layout;
using Spot.Api.Tenants;

namespace Spot.Api.Conversations;

/// <summary>The reporter's side of the front door: from the first page to the end of a visit.</summary>
public static class ConversationRooms
{
    /// <summary>What these pages need.</summary>
    public static IServiceCollection AddConversations(this IServiceCollection services)
    {
        services.TryAddSingleton<Companies>();
        return services;
    }

    /// <summary>Fixed addresses without ids; what is read never changes anything, what is sent answers with the way on.</summary>
    public static IEndpointRouteBuilder MapConversations(this IEndpointRouteBuilder rooms)
    {
        rooms.MapGet("/", async (HttpContext context, Companies companies) =>
            Show.Page<Landing>(new { Company = await companies.Get(context.Tenant().Tenant), Host = context.Request.Host.Host }));
        return rooms;
    }
}
