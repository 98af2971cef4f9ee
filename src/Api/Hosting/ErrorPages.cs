using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Logging;
using Spot.Api.Layout;

namespace Spot.Api.Hosting;

/// <summary>Turns whatever ends without a page into one: a status without a body, a failure, a silo that does not answer. Logs a failure's type and
/// place, never its message: that can hold what a person wrote.</summary>
public sealed partial class ErrorPages(RequestDelegate next, ILogger<ErrorPages> logger)
{
    /// <summary>Goes on; renders the page for what came back without one.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return; // The browser went away; there is nobody to answer.
        }
        catch (Exception failure) when (context.Response.HasStarted)
        {
            Log.Failed(logger, Describe(failure));
            context.Abort(); // Half a page must not look like a whole one.
            return;
        }
        catch (Exception failure)
        {
            context.Response.Clear();
            context.Response.StatusCode = StatusOf(failure);
            if (context.Response.StatusCode == StatusCodes.Status500InternalServerError) Log.Failed(logger, Describe(failure));
        }
        var response = context.Response;
        if (response.StatusCode < 400 || response.HasStarted || response.ContentLength is not null || response.ContentType is not null) return;
        // A page is rendered at its own address; under a host that is no name there is none, so the status alone answers.
        if (Uri.CheckHostName(context.Request.Host.Host) == UriHostNameType.Unknown) return;
        await Render(context);
    }

    private static int StatusOf(Exception failure) => failure switch
    {
        BadHttpRequestException bad => bad.StatusCode,
        // The form's check was the first to read the form, and wraps what went wrong with it.
        AntiforgeryValidationException { InnerException: BadHttpRequestException bad } => bad.StatusCode,
        // A silo that is starting, stopping, overloaded or slow: what was asked may or may not have been done, and a repeat meets itself.
        TimeoutException or SiloUnavailableException or OrleansMessageRejectionException => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };

    private static async Task Render(HttpContext context)
    {
        var status = context.Response.StatusCode;
        if (status == StatusCodes.Status503ServiceUnavailable) context.Response.Headers.RetryAfter = "2";
        var page = new RazorComponentResult<ErrorPage>(new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            [nameof(ErrorPage.Text)] = ErrorText.Of(status),
            [nameof(ErrorPage.Action)] = context.Request.Path.Value,
            [nameof(ErrorPage.Kept)] = await context.Kept(),
            [nameof(ErrorPage.Face)] = context.Request.Path.StartsWithSegments(HostToTenant.Administrators) ? Face.Staff : Face.Tell,
            [nameof(ErrorPage.Company)] = context.Features.Get<TenantContext>()?.DisplayName ?? "",
        })
        { StatusCode = status };
        await page.ExecuteAsync(context);
    }

    private static string Describe(Exception failure)
    {
        var types = new List<string>();
        for (var inner = failure; inner is not null; inner = inner.InnerException) types.Add(inner.GetType().FullName!);
        return $"{string.Join(" < ", types)}{Environment.NewLine}{failure.StackTrace}";
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "A page failed: {Failure}")]
        public static partial void Failed(ILogger logger, string failure);
    }
}
