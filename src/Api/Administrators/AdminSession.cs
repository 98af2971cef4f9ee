using Microsoft.AspNetCore.Http;
using Spot.Api.Hosting;
using Spot.Grains.Abstractions.Administrators;

namespace Spot.Api.Administrators;

/// <summary>Who is signed in; a feature of every request to an administrators' page.</summary>
/// <param name="Ticket">What a grain is asked with.</param>
/// <param name="Holder">Who it is.</param>
public sealed record AdminSession(SessionTicket Ticket, SessionHolder Holder)
{
    /// <inheritdoc/>
    public override string ToString() => "[redacted]";
}

/// <summary>Who is signed in, and the sessions behind it.</summary>
public static class AdminSessionOfRequest
{
    /// <summary>Who is signed in. Only below <see cref="AdministratorGroup.MapAdministratorGroup"/>.</summary>
    /// <exception cref="InvalidOperationException">The page is mapped outside that group.</exception>
    public static AdminSession Administrator(this HttpContext context) =>
        context.Features.Get<AdminSession>() ?? throw new InvalidOperationException("This page is mapped outside the administrators' group.");

    /// <summary>The session a ticket is of.</summary>
    internal static IAdminSessionGrain SessionOf(this IGrainFactory grains, HttpContext context, SessionTicket ticket) =>
        grains.GetGrain<IAdminSessionGrain>(AdminSessionKey.Of(context.Tenant().Tenant, ticket.Session));
}
