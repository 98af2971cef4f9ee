using System.Globalization;
using OtpNet;
using Spot.Testing.Application;

namespace Spot.Tests.Hosting;

/// <summary>An administrator with a browser and an authenticator of their own.</summary>
internal sealed class Staff(SpotClient browser) : IDisposable
{
    public const string Password = "vier grüne Kröten am Weiher";

    private byte[] secret = [];

    /// <summary>The browser.</summary>
    public SpotClient Browser => browser;

    /// <summary>The secret behind the authenticator's codes, as the page wrote it.</summary>
    public string DeviceKey { get; private set; } = "";

    /// <summary>The code that set the device up.</summary>
    public string FirstCode { get; private set; } = "";

    /// <summary>The words of the recovery key.</summary>
    public IReadOnlyList<string> RecoveryWords { get; private set; } = [];

    /// <summary>Goes from a one-time link to the first page.</summary>
    public async Task<SpotPage> SetUp(Uri link, string name, string mail, string password = Password)
    {
        var page = await browser.Get(link.PathAndQuery);
        page = await browser.Press(page, "Go on to the second factor", ("name", name), ("title", "People team"), ("mail", mail), ("password", password), ("again", password));
        DeviceKey = page.TextOf("#key").Replace(" ", "", StringComparison.Ordinal);
        secret = Base32Encoding.ToBytes(DeviceKey);
        FirstCode = new Totp(secret).ComputeTotp();
        page = await browser.Press(page, "Confirm", ("code", FirstCode));
        page = await browser.Press(page, "Go on", ("kept", "yes"));
        if (page.At.AbsolutePath != "/admin/set-up/recovery-key") return page;
        RecoveryWords = [.. page.Html.QuerySelectorAll("ol.words li").Select(word => word.TextContent.Trim())];
        return await browser.Press(page, "I have written it down", ("first", Asked("a")), ("second", Asked("b")));

        string Asked(string field) =>
            RecoveryWords[int.Parse(string.Concat(page.TextOf($"label[for={field}]").Where(char.IsAsciiDigit)), CultureInfo.InvariantCulture) - 1];
    }

    /// <summary>Makes a one-time link for a case handler.</summary>
    public async Task<Uri> Invite(string name, string mail)
    {
        var made = await browser.Press(await browser.Get("/admin/people"), "Make the link", ("name", name), ("mail", mail), ("role", "handler"));
        return new Uri(made.TextOf("p.card code"));
    }

    /// <summary>The addresses of the cases on the list.</summary>
    public async Task<IReadOnlyList<string>> Cases() => CasesOn(await browser.Get("/admin/cases"));

    /// <summary>The addresses of the cases on a page.</summary>
    public static IReadOnlyList<string> CasesOn(SpotPage list) =>
        [.. list.Html.QuerySelectorAll("table a[href^='/admin/cases/']").Select(link => link.GetAttribute("href")!)];

    /// <inheritdoc/>
    public void Dispose() => browser.Dispose();
}
