using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Spot.Api.Hosting;
using Spot.Api.Layout;
using Spot.Grains.Abstractions.Administrators;

namespace Spot.Api.Administrators;

/// <summary>Marks a page below /admin that opens without being signed in; there are few, and each says so here.</summary>
public sealed record OpenToAll;

/// <summary>Marks a page below /admin behind which <see cref="SignedIn"/> stands.</summary>
public sealed record BehindSignIn;

/// <summary>The door of the administrators' pages.</summary>
public static class AdministratorGroup
{
    /// <summary>A group below <c>/admin</c> in which every page is for people who are signed in past the second factor and have finished their set-up:
    /// everybody else is led to what is next, and no handler runs. Inside, <see cref="AdminSessionOfRequest.Administrator"/> says who it is.</summary>
    public static RouteGroupBuilder MapAdministratorGroup(this IEndpointRouteBuilder rooms)
    {
        var group = rooms.MapGroup(HostToTenant.Administrators);
        group.AddEndpointFilter<SignedIn>();
        group.WithMetadata(new BehindSignIn());
        return group;
    }

    /// <summary>A group below <c>/admin</c> for signing in itself.</summary>
    internal static RouteGroupBuilder MapOpenGroup(this IEndpointRouteBuilder rooms)
    {
        var group = rooms.MapGroup(HostToTenant.Administrators);
        group.WithMetadata(new OpenToAll());
        return group;
    }
}

/// <summary>Lets in who is signed in. Grains check the session again themselves: this decides what a browser sees, not who may read.</summary>
internal sealed class SignedIn(IGrainFactory grains) : IEndpointFilter
{
    /// <inheritdoc/>
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (http.Request.Ticket() is { } ticket && await grains.SessionOf(http, ticket).Check(ticket.Secret) is { } holder)
        {
            if (holder.Next != SetUpStep.None) return Show.Next(SignInSteps.SetUp);
            http.Features.Set(new AdminSession(ticket, holder));
            return await next(context);
        }

        return await Over(http);
    }

    /// <summary>Leads whoever is signed out to signing in, and a form's text with it.</summary>
    public static async Task<IResult> Over(HttpContext http)
    {
        // A script or a stream of news cannot follow to a page; it says so to its own page.
        if (http.Request.WantsFragment() || http.Request.Headers.Accept.ToString().Contains("text/event-stream", StringComparison.Ordinal)) 
            return Results.StatusCode(StatusCodes.Status401Unauthorized);
        if (HttpMethods.IsGet(http.Request.Method)) return Show.Next(SignInSteps.SignInFor(http.Request));
        var kept = await http.Kept();
        return Show.Page<SignInPage>(new { Company = http.Tenant().DisplayName, SignedOut = true, Kept = http.RequestServices.GetRequiredService<KeptPosts>().Carry(http.Request.Path, kept, FormOwner.Of(http)) });
    }
}
