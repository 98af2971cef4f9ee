using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Spot.Api.Trust;

/// <summary>What anybody may look at without a visit: who runs this, how to check a record.</summary>
public static class TrustEndpoints
{
    /// <summary>The bare domain's pages.</summary>
    public static IEndpointRouteBuilder MapInstallation(this IEndpointRouteBuilder rooms)
    {
        rooms.MapGet("/", () => new RazorComponentResult<InstallationPage>());
        return rooms;
    }
}
