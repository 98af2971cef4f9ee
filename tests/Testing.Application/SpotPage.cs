using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Spot.Testing.Application;

/// <summary>A page as it came: status, headers, and what a person would read.</summary>
public sealed class SpotPage
{
    private SpotPage(Uri at, HttpResponseMessage response, byte[] body)
    {
        At = at;
        Response = response;
        Body = body;
        Source = response.Content.Headers.ContentType?.MediaType is "text/html" ? System.Text.Encoding.UTF8.GetString(body) : "";
        Html = new HtmlParser().ParseDocument(Source);
    }

    /// <summary>Its address, after the way on.</summary>
    public Uri At { get; }

    /// <summary>The answer it came in; its body is read.</summary>
    public HttpResponseMessage Response { get; }

    /// <summary>The status.</summary>
    public HttpStatusCode Status => Response.StatusCode;

    /// <summary>The body.</summary>
    public byte[] Body { get; }

    /// <summary>The HTML as text; empty for anything else, such as a file.</summary>
    public string Source { get; }

    /// <summary>The HTML, to be asked with selectors.</summary>
    public IHtmlDocument Html { get; }

    /// <summary>What a person reads in the main part, with single spaces.</summary>
    public string Text => Words(Html.QuerySelector("main") ?? Html.Body);

    /// <summary>What a person reads in one part.</summary>
    /// <exception cref="InvalidOperationException">The page has no such part.</exception>
    public string TextOf(string selector) => Words(Html.QuerySelector(selector) ?? throw Missing(selector));

    /// <summary>The form that a button with these words sends, as a browser would fill it in.</summary>
    /// <exception cref="InvalidOperationException">The page has no such button; carries what it says instead.</exception>
    public SpotForm FormOf(string button)
    {
        var pressed = Html.QuerySelectorAll<IHtmlButtonElement>("button").FirstOrDefault(b => b.Type == "submit" && Words(b) == button) ?? throw Missing(button);
        return SpotForm.Of(At, pressed.Form ?? throw Missing($"a form round {button}"), pressed);
    }

    /// <summary>The form that is sent to an address.</summary>
    /// <exception cref="InvalidOperationException">The page has no such form; carries what it says instead.</exception>
    public SpotForm FormTo(string action) =>
        SpotForm.Of(At, Html.QuerySelectorAll<IHtmlFormElement>("form").FirstOrDefault(f => f.GetAttribute("action") == action) ?? throw Missing($"a form to {action}"), null);

    /// <summary>Reads an answer.</summary>
    internal static async Task<SpotPage> Read(Uri at, HttpResponseMessage response) => new(at, response, await response.Content.ReadAsByteArrayAsync());

    private static string Words(INode? node) => node is null ? "" : string.Join(' ', node.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private InvalidOperationException Missing(string what) => new($"{At.AbsolutePath} ({(int)Status}) has no {what}. It says: {Text}");
}
