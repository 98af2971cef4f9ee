using Microsoft.AspNetCore.Http;

namespace Spot.Api.Hosting;

/// <summary>Refuses what another site sends in a visitor's name: anything but reading must come from a page of the same host.</summary>
/// <remarks>The browser says so in <c>Sec-Fetch-Site</c>, which no page can forge; a browser too old for it says <c>Origin</c>. A request that says neither is
/// refused: our own pages never send one.</remarks>
public sealed class SameOrigin(RequestDelegate next)
{
    /// <summary>Goes on, or ends with 403.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        if (OnlyReads(context.Request) || IsSame(context.Request)) return next(context);
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    private static bool OnlyReads(HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);

    private static bool IsSame(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"];
        if (site.Count > 0) return site.Count == 1 && site[0] == "same-origin";
        var origin = request.Headers.Origin;
        return origin.Count == 1 && string.Equals(origin[0], $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
    }
}
