using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Spot.Api.Reports;

/// <summary>News as server-sent events: only that there is some; the page fetches what it shows by itself.</summary>
/// <param name="versions">As they come.</param>
/// <param name="over">Ends it for good; without it the browser comes back by itself after a break.</param>
public sealed class News(IAsyncEnumerable<int> versions, CancellationToken over) : IResult
{
    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = "text/event-stream";
        response.Headers["X-Accel-Buffering"] = "no";
        try
        {
            // At once, so that the browser knows that it is connected.
            await response.WriteAsync(": spot\nretry: 2000\n\n", httpContext.RequestAborted);
            await response.Body.FlushAsync(httpContext.RequestAborted);
            await foreach (var version in versions)
            {
                await response.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"data: {version}\n\n"), httpContext.RequestAborted);
                await response.Body.FlushAsync(httpContext.RequestAborted);
            }

            if (over.IsCancellationRequested) await response.WriteAsync("event: end\ndata: 0\n\n", httpContext.RequestAborted);
        }
        catch (OperationCanceledException) when (httpContext.RequestAborted.IsCancellationRequested)
        {
            return; // The browser went away.
        }
    }
}
