using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;

namespace Spot.Api.Hosting;

/// <summary>Checks the form's token on every POST that did not say otherwise. A token that is missing or of another visit ends with 400, whose page
/// gives the text back under a fresh one.</summary>
public sealed class FormCheck(RequestDelegate next, IAntiforgery antiforgery)
{
    /// <summary>The field that carries the token.</summary>
    public const string Field = "form";

    /// <summary>Goes on, or ends with 400.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        var needed = HttpMethods.IsPost(context.Request.Method) && context.GetEndpoint() is { } endpoint && endpoint.Metadata.GetMetadata<Tokenless>() is null;
        if (!needed || await antiforgery.IsRequestValidAsync(context)) await next(context);
        else context.Response.StatusCode = StatusCodes.Status400BadRequest;
    }
}
