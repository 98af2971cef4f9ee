using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Spot.Api.Hosting;

namespace Spot.Api.Trust;

/// <summary>What anybody may look at without a visit (who runs this, how to check a record), and the reporter's own record.</summary>
public static class TrustEndpoints
{
    /// <summary>What these pages need.</summary>
    public static IServiceCollection AddTrust(this IServiceCollection services) => services
        .AddSingleton<PublishedCertificates>().AddHostedService(s => s.GetRequiredService<PublishedCertificates>())
        .AddSingleton<RecordMaker>();

    /// <summary>The bare domain's pages.</summary>
    public static IEndpointRouteBuilder MapInstallation(this IEndpointRouteBuilder rooms)
    {
        rooms.MapGet("/", () => new RazorComponentResult<InstallationPage>());
        return rooms.MapChecking();
    }

    /// <summary>A company's pages.</summary>
    public static IEndpointRouteBuilder MapTrust(this IEndpointRouteBuilder rooms)
    {
        rooms.MapGet("/record", Recording.Get);
        rooms.MapPost("/record", Recording.Post);
        rooms.MapGet("/record/read", Recording.Read);
        return rooms.MapChecking();
    }

    private static IEndpointRouteBuilder MapChecking(this IEndpointRouteBuilder rooms)
    {
        rooms.MapGet("/verify", Verifying.Get);
        // Looking for a token would write the whole upload to a temporary file; and there is nothing to protect: it changes nothing.
        rooms.MapPost("/verify", Verifying.Post).WithoutToken();
        rooms.MapGet("/ca.pem", Verifying.Certificates);
        return rooms;
    }
}
