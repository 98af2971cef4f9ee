using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Spot.Api.Layout;

/// <summary>Answers of the front door.</summary>
public static class Show
{
    /// <summary>What the script asks for when it wants only what changed.</summary>
    public const string FragmentType = "text/vnd.spot.fragment";

    /// <summary>A page: the component with its parameters.</summary>
    public static IResult Page<TPage>(object? parameters = null, int status = StatusCodes.Status200OK) where TPage : IComponent =>
        new RazorComponentResult<TPage>(parameters ?? new { }) { StatusCode = status, PreventStreamingRendering = true };

    /// <summary>Only what changed, for the script; says so in a header, because a whole page may come instead.</summary>
    public static IResult Fragment<TFragment>(object parameters) where TFragment : IComponent => new Marked(Page<TFragment>(parameters));

    /// <summary>The way on after a form: the browser fetches the page anew, and going back sends nothing again.</summary>
    public static IResult Next(string path) => new SeeOther(path);

    /// <summary>Whether the script asks for only what changed.</summary>
    public static bool WantsFragment(this HttpRequest request) => request.Headers.Accept.ToString().Contains(FragmentType, StringComparison.Ordinal);

    private sealed class Marked(IResult result) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers["X-Spot"] = "fragment";
            return result.ExecuteAsync(httpContext);
        }
    }

    private sealed class SeeOther(string path) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
            httpContext.Response.Headers.Location = path;
            return Task.CompletedTask;
        }
    }
}
