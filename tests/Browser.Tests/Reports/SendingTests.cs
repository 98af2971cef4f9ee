using Microsoft.Playwright;
using Spot.Browser.Tests.Administrators;
using Spot.Browser.Tests.Conversations;
using Spot.Browser.Tests.Hosting;
using static Microsoft.Playwright.Assertions;

namespace Spot.Browser.Tests.Reports;

/// <summary>The copy, the decisions, and what is said where nobody could read it.</summary>
public sealed class SendingTests(Installation installation) : BrowserTest(installation)
{
    [Theory, InlineData(true), InlineData(false)]
    public async Task The_reporter_removes_shortens_and_sees_exactly_what_the_company_will_see(bool script)
    {
        var plain = script ? "" : "-plain";
        var visit = await Open(new Browsing { Script = script });
        var reporter = new Reporter(visit);
        await reporter.Start();
        await reporter.Say(Story.Account);
        await reporter.Say(Story.Answers[0]);
        await reporter.Say(Story.Answers[1]);
        await reporter.KeepWords();
        await visit.Page.GotoAsync("/copy");
        await Expect(visit.Page.Locator(".part")).ToHaveCountAsync(3);
        await Look.At(visit.Page, "copy" + plain);

        var account = visit.Page.Locator(".part textarea").First;
        var shorter = (await account.InputValueAsync()).Replace("marzipan", "sweet", StringComparison.Ordinal);
        await account.FillAsync(shorter);
        await visit.Page.Locator(".part").Nth(1).GetByRole(AriaRole.Button, new() { Name = "Remove part" }).ClickAsync();
        await Expect(visit.Page.Locator(".part.gone")).ToHaveCountAsync(1);
        var seen = visit.Page.Locator(".sheet");
        await Expect(seen).ToContainTextAsync("sweet samples");
        await Expect(seen).Not.ToContainTextAsync("marzipan");
        await Expect(seen).Not.ToContainTextAsync("crowbar");
        await Expect(seen).ToContainTextAsync("turnstile");
        await Look.At(visit.Page, "copy-changed" + plain);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Put it back" }).ClickAsync();
        await Expect(seen).ToContainTextAsync("crowbar");
        foreach (var left in (int[])[2, 1, 0])
        {
            await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Remove part" }).First.ClickAsync();
            await Expect(visit.Page.Locator(".part.gone")).ToHaveCountAsync(3 - left);
        }
        await Expect(visit.Page.Locator("main")).ToContainTextAsync("There is nothing left to send");
        await Look.At(visit.Page, "copy-empty" + plain);
    }

    [Fact]
    public async Task Where_nobody_could_read_it_there_are_ways_on_and_no_button()
    {
        var visit = await Open();
        var reporter = new Reporter(visit);
        await reporter.Start();
        await reporter.Say("He shouted at me in the corridor.");
        await reporter.KeepWords();
        await visit.Page.GotoAsync("/copy");
        await reporter.Press("Go on to sending");
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Four ways on" })).ToBeVisibleAsync();
        await Expect(visit.Page.Locator("button[name=when]")).ToHaveCountAsync(0);
        await Look.At(visit.Page, "send-nobody");
    }

    [Fact]
    public async Task Without_words_kept_they_come_first_and_then_sending()
    {
        var visit = await Open();
        var reporter = new Reporter(visit);
        await reporter.Start();
        await reporter.Say("He shouted at me in the corridor.");
        await visit.Page.GotoAsync("/copy");
        await reporter.Press("Go on to sending");
        await Expect(visit.Page.Locator("main")).ToContainTextAsync("Before you can send anything, you need a way back");
        await reporter.Press("Show me my nine words");
        await reporter.TypeBack(await reporter.ShownWords());
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Sending your report");
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task With_everybody_excluded_there_is_no_button_and_the_ticks_stay(bool script)
    {
        var plain = script ? "" : "-plain";
        var company = await Installation.NewCompany();
        await new Owner(await Open(company)).SetUp(await Installation.OwnerLink(company));
        var visit = await Open(company, new Browsing { Script = script });
        visit.Expect("status of 4");
        var reporter = new Reporter(visit);
        await reporter.Start();
        await reporter.Say("He shouted at me in the corridor.");
        await reporter.KeepWords();
        await visit.Page.GotoAsync("/copy");
        await reporter.Press("Go on to sending");
        await Expect(visit.Page.Locator("button[name=when]")).ToHaveCountAsync(2);
        await Look.At(visit.Page, "send" + plain);
        await visit.Page.GetByLabel("With my name", new() { Exact = false }).CheckAsync();
        await visit.Page.GetByLabel(Owner.Name).CheckAsync();
        if (script) await Expect(visit.Page.Locator("[data-after]")).ToContainTextAsync("nobody could read it");
        await Look.At(visit.Page, "send-named" + plain);
        await reporter.Press("Send now");
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Four ways on" })).ToBeVisibleAsync();
        await Expect(visit.Page.GetByLabel(Owner.Name)).ToBeCheckedAsync();
        await Look.At(visit.Page, "send-excluded" + plain);

        await visit.Page.GetByLabel(Owner.Name).UncheckAsync();
        await visit.Page.GetByLabel("Without my name").CheckAsync();
        await reporter.Press("Look again");
        await reporter.Press("Send tomorrow morning");
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Your report is sent");
        await Look.At(visit.Page, "sent-morning" + plain);
        await visit.Page.GotoAsync("/status");
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("on its way");
        await Look.At(visit.Page, "status-on-its-way" + plain);
    }
}
