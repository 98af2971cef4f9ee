using Microsoft.AspNetCore.Http;

namespace Spot.Api.Hosting;

/// <summary>What a person reads when something went wrong: what happened, what is kept, what to do. One place for all of it; an exception's own
/// words never reach a page.</summary>
/// <param name="Title">The page's title and heading.</param>
/// <param name="Happened">What happened and what to do.</param>
public sealed record ErrorText(string Title, string Happened)
{
    /// <summary>The words for a status code.</summary>
    public static ErrorText Of(int status) => status switch
    {
        StatusCodes.Status404NotFound => new("Nothing here", "Look at the address again."),
        StatusCodes.Status403Forbidden => new("That did not come from this page",
            "Another site, or an old page, tried to send something here. Nothing was changed. Open the page again and use its own buttons."),
        StatusCodes.Status400BadRequest => new("Please try again", "This page was open for a while, or it came from another visit. Nothing was changed."),
        StatusCodes.Status405MethodNotAllowed => new("Nothing here", "This address only answers a form. Go back one page."),
        StatusCodes.Status413PayloadTooLarge => new("That was too much at once", "What was sent is larger than this page takes. Nothing was saved. Go back: your text is still in the page before."),
        StatusCodes.Status503ServiceUnavailable => new("Please try again", "Too many people are here at once, or the machine is busy. This could not be done now. Wait a moment, then try again."),
        _ when status < StatusCodes.Status500InternalServerError => new("Please try again", "The browser sent something this page does not know. Nothing was changed."),
        _ => new("Please try again", "Something went wrong on our side. You did nothing wrong. Try again; what you had saved before is still there."),
    };
}
