using System.Buffers.Text;
using System.Globalization;
using Spot.Testing.Application;

namespace Spot.Tests.Hosting;

/// <summary>A reporter with a browser of their own, who presses what the pages offer.</summary>
internal sealed class Reporter(SpotClient browser) : IDisposable
{
    private SpotPage? page;

    /// <summary>The browser.</summary>
    public SpotClient Browser => browser;

    /// <summary>The page that is open.</summary>
    public SpotPage Page => page ?? throw new InvalidOperationException("No page is open yet.");

    /// <summary>The nine words, once kept.</summary>
    public string[] Words { get; private set; } = [];

    /// <summary>The visit's cookie: which conversation (16 bytes), and the secret that opens it (32).</summary>
    public byte[] Ticket => Base64Url.DecodeFromChars(browser.CookiesHere.Single(c => c.Name == "__Host-spot").Value);

    /// <summary>Opens a page.</summary>
    public async Task<SpotPage> Open(string path) => page = await browser.Get(path);

    /// <summary>Presses a button of the open page.</summary>
    public async Task<SpotPage> Press(string button, params (string Name, string Value)[] fields) => page = await browser.Press(Page, button, fields);

    /// <summary>Starts talking.</summary>
    public async Task<SpotPage> Begin()
    {
        await Open("/");
        return await Press("Start talking");
    }

    /// <summary>Answers the question that waits.</summary>
    public Task<SpotPage> Say(string text) => Press("Answer", ("text", text));

    /// <summary>Takes nine words and types two of them back.</summary>
    public async Task<SpotPage> Keep()
    {
        await Open("/keep");
        await Press("Show me my nine words");
        Words = [.. Page.Html.QuerySelectorAll("ol.words li").Select(word => word.TextContent.Trim())];
        return await Press("I have kept them", ("w1", Asked("w1")), ("w2", Asked("w2")));
    }

    /// <summary>Comes back with the nine words.</summary>
    public async Task<SpotPage> Return()
    {
        await Open("/resume");
        return await Press("Open my conversation", ("words", string.Join(' ', Words)));
    }

    /// <summary>Starts, tells, keeps words, and stands before the buttons that send.</summary>
    public async Task<SpotPage> GetReadyToSend(string account)
    {
        await Begin();
        await Say(account);
        await Keep();
        return await Open("/send");
    }

    /// <inheritdoc/>
    public void Dispose() => browser.Dispose();

    private string Asked(string field) =>
        Words[int.Parse(string.Concat(Page.TextOf($"label[for={field}]").Where(char.IsAsciiDigit)), CultureInfo.InvariantCulture) - 1];
}
