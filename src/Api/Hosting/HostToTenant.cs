using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Spot.Grains.Abstractions.Identity;

namespace Spot.Api.Hosting;

/// <summary>Which host was asked: a company's rooms, the installation's own, or nothing. Stamps who asks on the grain calls that follow.</summary>
public sealed class HostToTenant(RequestDelegate next, TenantDirectory directory, IOptions<ApiOptions> options)
{
    /// <summary>Below this path stand the administrators' pages.</summary>
    public static readonly PathString Administrators = "/admin";

    /// <summary>Finds the company and goes on; a host of nobody ends here with 404.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        var asked = AskedHost.Read(context.Request.Host.Host, options.Value.Domain);
        switch (asked.Kind)
        {
            case HostKind.Company when await directory.Find(asked.Slug) is { } tenant:
                context.Features.Set(tenant);
                var kind = context.Request.Path.StartsWithSegments(Administrators) ? CallerKind.Administrator : CallerKind.Reporter;
                Caller.Stamp(kind, tenant.Tenant);
                break;
            case HostKind.Bare:
                break;
            default:
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return;
        }
        await next(context);
    }
}
