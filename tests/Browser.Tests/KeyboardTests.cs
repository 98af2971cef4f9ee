using Microsoft.Playwright;
using Spot.Browser.Tests.Administrators;
using Spot.Browser.Tests.Conversations;
using Spot.Browser.Tests.Hosting;
using static Microsoft.Playwright.Assertions;

namespace Spot.Browser.Tests;

/// <summary>The whole way with Tab, Enter and Space alone; at every stop the focus is on something visible and can be seen.</summary>
public sealed class KeyboardTests(Installation installation) : BrowserTest(installation)
{
    [Theory, InlineData(true, false), InlineData(false, false), InlineData(true, true)]
    public async Task Somebody_without_a_mouse_tells_keeps_words_and_sends(bool script, bool phone)
    {
        var company = await Installation.NewCompany();
        await new Owner(await Open(company)).SetUp(await Installation.OwnerLink(company));
        var visit = await Open(company, new Browsing { Script = script, Phone = phone });
        var page = visit.Page;
        var (keys, reporter) = (new Keyboard(page), new Reporter(visit));
        await page.GotoAsync("/");
        await keys.To("Skip to the main part");
        await keys.Press("Start talking");
        await Expect(reporter.Box).ToBeVisibleAsync();

        await keys.Type("Your answer", "I was in the tasting kitchen and he took the label printer from my hands.");
        await reporter.Next(() => keys.Press("Answer"));
        if (script) await Expect(reporter.Box).ToBeFocusedAsync();
        await keys.Type("Your answer", "It was loud.");
        await reporter.Next(() => keys.Press("Answer"));
        await keys.Press("Change this answer: It was loud.");
        await Expect(page.Locator("#c")).ToBeVisibleAsync();
        await keys.To("Leave it as it was");
        await page.Keyboard.PressAsync("Enter");

        await keys.Press("Pause or finish");
        await keys.Press("Show me my nine words");
        var words = await reporter.ShownWords();
        foreach (var id in (string[])["w1", "w2"])
        {
            var asked = await page.Locator($"label[for={id}]").InnerTextAsync();
            await keys.Type(asked, words[asked[^1] - '1']);
        }
        await keys.Press("I have kept them");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "You have kept your nine words" })).ToBeVisibleAsync();
        await keys.Press("Look at what you could send");
        await keys.Press("Remove part");
        await Expect(page.Locator(".part.gone")).ToHaveCountAsync(1);
        await keys.Press("Put it back");
        await Expect(page.Locator(".part.gone")).ToHaveCountAsync(0);
        await keys.Press("Go on to sending");
        await keys.To("Without my name");
        await keys.Tick(Owner.Name);
        await Expect(page.GetByLabel(Owner.Name)).ToBeCheckedAsync();
        await page.Keyboard.PressAsync("Space");
        await keys.Press("Send tomorrow morning");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Your report is sent");
        await keys.Press("See my page");
        await keys.Press("Add to my report");
        await keys.Type("What you would like to add", "The printer was grey.");
        await keys.Press("Send now");
        await Expect(page.Locator("main")).ToContainTextAsync("The printer was grey.");
    }

    [Fact]
    public async Task Focus_after_something_was_wrong_is_where_it_is_said()
    {
        var visit = await Open();
        visit.Expect("status of 4");
        var reporter = new Reporter(visit);
        await reporter.Start();
        await reporter.Say("He shouted at me in the corridor.");
        await visit.Page.GotoAsync("/keep");
        await reporter.Press("Show me my nine words");
        await reporter.ShownWords();
        await reporter.Press("I have kept them");
        await Expect(visit.Page.Locator(".sum")).ToBeFocusedAsync();
        await Expect(visit.Page).ToHaveTitleAsync(new System.Text.RegularExpressions.Regex("^Look again: "));
    }
}
