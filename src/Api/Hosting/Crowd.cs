using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Spot.Api.Hosting;

/// <summary>Lets so many requests in at once and so many wait; beyond that it says so at once, and the page gives the text back.
/// By number only: never by address, so that fifty people behind one all get through.</summary>
public sealed class Crowd : IDisposable
{
    private readonly RequestDelegate next;
    private readonly ConcurrencyLimiter limiter;

    /// <summary>A door for this process.</summary>
    public Crowd(RequestDelegate next, IOptions<ApiOptions> options)
    {
        this.next = next;
        limiter = new ConcurrencyLimiter(new ConcurrencyLimiterOptions
        {
            PermitLimit = options.Value.AtOnce,
            QueueLimit = options.Value.Waiting,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        });
    }

    /// <summary>Goes on, waits, or ends with 503.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<Unhurried>() is not null)
        {
            await next(context);
            return;
        }
        if (!await HasCome(context)) return;
        using var lease = await limiter.AcquireAsync(1, context.RequestAborted);
        if (lease.IsAcquired) await next(context);
        else context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
    }

    // The form before the place: whoever sends it drop by drop, for hours, must not keep everybody else out.
    private static async Task<bool> HasCome(HttpContext context)
    {
        // A file is read by its own page, piece by piece, with a limit of its own.
        var isForm = context.Request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true;
        if (context.GetEndpoint() is null || !isForm) return true;
        try
        {
            await context.Request.ReadFormAsync(context.RequestAborted);
            return true;
        }
        catch (InvalidDataException)
        {
            // More fields, or longer names, than any form here has.
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return false;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => limiter.Dispose();
}

/// <summary>Marks an endpoint that stays open, such as the stream of news: it takes no place in the crowd.</summary>
public sealed record Unhurried;
