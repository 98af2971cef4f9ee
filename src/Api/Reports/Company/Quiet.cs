using Microsoft.AspNetCore.Http;

namespace Spot.Api.Reports.Company;

/// <summary>How long news may flow to a page that nobody touches.</summary>
internal static class Quiet
{
    // As long as a session: whoever does something loads a page, and with it a new stream.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    /// <summary>A token that says that it was quiet too long, and one that ends then or when the browser goes away.</summary>
    public static CancellationToken EndsWhenQuiet(this HttpContext context, TimeProvider time, out CancellationToken ends)
    {
        var quiet = new CancellationTokenSource(Longest, time);
        var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, quiet.Token);
        context.Response.RegisterForDispose(quiet);
        context.Response.RegisterForDispose(either);
        ends = either.Token;
        return quiet.Token;
    }
}
