using System.Text.RegularExpressions;
using Microsoft.Playwright;
using OtpNet;
using Spot.Browser.Tests.Hosting;
using static Microsoft.Playwright.Assertions;

namespace Spot.Browser.Tests.Administrators;

/// <summary>Somebody who reads for the company, with a password and a device.</summary>
internal sealed class Owner(Visit visit)
{
    public const string Name = "Maren Oldfield";
    public const string Title = "People team";
    public const string Mail = "maren.oldfield@acme.example";
    public const string Password = "gannet wicker almanac";

    private byte[] secret = [];

    public IPage Page => visit.Page;

    /// <summary>Sets up from the one-time link, to the first page that needs the second factor.</summary>
    /// <param name="link">The link that `spot` printed.</param>
    /// <param name="look">Called at every step, with a name for it.</param>
    public async Task SetUp(Uri link, Func<IPage, string, Task>? look = null)
    {
        look ??= (_, _) => Task.CompletedTask;
        await Page.GotoAsync(link.ToString());
        await look(Page, "staff-link");
        await Page.GetByLabel("Your name").FillAsync(Name);
        await Page.GetByLabel("What you do there").FillAsync(Title);
        await Page.GetByLabel("Work email").FillAsync(Mail);
        await Page.GetByLabel("A new password").FillAsync(Password);
        await Page.GetByLabel("The same password again").FillAsync(Password);
        await Press("Go on to the second factor");

        await Expect(Page.Locator(".qr")).ToBeVisibleAsync();
        await look(Page, "staff-device");
        await Page.GetByText("Type it in instead").ClickAsync();
        secret = Base32Encoding.ToBytes(Regex.Replace(await Page.Locator("#key").InnerTextAsync(), @"\s", ""));
        await Page.GetByLabel("Six digits").FillAsync(Code());
        await Press("Confirm");

        await Expect(Page.Locator(".keys li")).ToHaveCountAsync(10);
        await look(Page, "staff-codes");
        await Page.GetByLabel("I have kept them").CheckAsync();
        await Press("Go on");

        var words = (await Page.Locator(".words li").AllInnerTextsAsync()).Select(w => w.Trim()).ToArray();
        await look(Page, "staff-recovery-key");
        foreach (var id in (string[])["a", "b"])
        {
            var asked = Regex.Match(await Page.Locator($"label[for={id}]").InnerTextAsync(), @"\d+").Value;
            await Page.Locator($"#{id}").FillAsync(words[int.Parse(asked, System.Globalization.CultureInfo.InvariantCulture) - 1]);
        }
        await Press("I have written it down");
    }

    /// <summary>Signs in; waits for the next code where this one was used already.</summary>
    public async Task SignIn()
    {
        await Page.GotoAsync("/admin");
        await Page.GetByLabel("Work email").FillAsync(Mail);
        await Page.GetByLabel("Password").FillAsync(Password);
        await Press("Sign in");
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "A code from your device" })).ToBeVisibleAsync();
    }

    /// <summary>What the device shows now.</summary>
    public string Code(DateTime? at = null) => new Totp(secret).ComputeTotp(at ?? TimeProvider.System.GetUtcNow().UtcDateTime);

    /// <summary>Presses a button by its words.</summary>
    public Task Press(string words) => Page.GetByRole(AriaRole.Button, new() { Name = words, Exact = true }).ClickAsync();
}
