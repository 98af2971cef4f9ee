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
        services.AddSingleton<WrongCodes>();
        return services;
    }

    /// <summary>Fixed addresses without ids; what is read never changes anything, what is sent answers with the way on.</summary>
    public static IEndpointRouteBuilder MapConversations(this IEndpointRouteBuilder rooms)
    {
        rooms.MapGet("/", (Visitor visitor) => Show.Page<Landing>(new { visitor.Company, Host = visitor.Context.Request.Host.Host, NoVisit = visitor.Ticket is null }));
        rooms.MapPost("/start", Starting.Post).WithoutToken();
        rooms.MapGet("/chat", Chatting.Get);
        rooms.MapPost("/chat", Chatting.Post).KeepingFields("text", "turn", "once", "do", "choice", "prompt");
        rooms.MapGet("/stay", Leaving.Stay);
        rooms.MapGet("/keep", Keeping.Get);
        rooms.MapPost("/keep", Keeping.Post).KeepingFields("do", "next");
        rooms.MapGet("/resume", Resuming.Get);
        rooms.MapPost("/resume", Resuming.Post).WithoutToken();
        rooms.MapGet("/leave", Leaving.Leave);
        rooms.MapPost("/leave", Leaving.Leave).WithoutToken();
        rooms.MapGet("/erase", ErasingAll.Get);
        rooms.MapPost("/erase", ErasingAll.Post);
        return rooms;
    }
}
