using Microsoft.AspNetCore.Http;
using Spot.Grains.Abstractions.Identity;

namespace Spot.Api.Hosting;

/// <summary>The company whose subdomain was asked; a feature of every request in its rooms.</summary>
/// <param name="Tenant">The company.</param>
/// <param name="Slug">Its subdomain.</param>
/// <param name="DisplayName">Its name as people read it.</param>
public sealed record TenantContext(TenantId Tenant, string Slug, string DisplayName);

/// <summary>Which host was asked.</summary>
public static class TenantContextOfRequest
{
    /// <summary>The company of this request. Only in a company's rooms.</summary>
    /// <exception cref="InvalidOperationException">The request is not for a company's host.</exception>
    public static TenantContext Tenant(this HttpContext context) =>
        context.Features.Get<TenantContext>() ?? throw new InvalidOperationException("This page is mapped outside a company's rooms.");
}
