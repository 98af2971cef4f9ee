using Microsoft.Playwright;
using Spot.Browser.Tests.Hosting;
using static Microsoft.Playwright.Assertions;

namespace Spot.Browser.Tests.Conversations;

/// <summary>The chat with scripts: it feels like a conversation, and never loses a word.</summary>
public sealed class ChatTests(Installation installation) : BrowserTest(installation)
{
    [Fact]
    public async Task The_chat_goes_on_without_a_new_page_and_quotes_exactly()
    {
        var visit = await Open();
        var reporter = new Reporter(visit);
        await reporter.Start();
        await Look.At(visit.Page, "chat-start");
        await visit.Page.EvaluateAsync("window.sameAsBefore = true");
        await reporter.Say(Story.Account);
        foreach (var answer in Story.Answers[..2])
        {
            var quote = await reporter.Quoted();
            Assert.NotNull(quote);
            Assert.Contains(quote, Story.Account.ReplaceLineEndings("\n"), StringComparison.Ordinal);
            await Expect(reporter.Question).ToBeInViewportAsync();
            await Expect(reporter.Box).ToBeFocusedAsync();
            await reporter.Say(answer);
        }
        Assert.True(await visit.Page.EvaluateAsync<bool>("window.sameAsBefore"));
        await Look.At(visit.Page, "chat");
        await Look.Picture(visit.Page, "chat-fold-1280", whole: false);
        await visit.Page.SetViewportSizeAsync(920, 800);
        await reporter.Question.ScrollIntoViewIfNeededAsync();
        await Look.Picture(visit.Page, "readme", whole: false); // docs/chat.png is a copy of it.
        await visit.Page.SetViewportSizeAsync(Look.Phone.Width, Look.Phone.Height);
        await Look.Picture(visit.Page, "chat-fold-360", whole: false);
    }

    [Fact]
    public async Task Enter_answers_and_Shift_Enter_makes_a_line()
    {
        var visit = await Open();
        var reporter = new Reporter(visit);
        await reporter.Start();
        await reporter.Box.PressSequentiallyAsync("One");
        await reporter.Box.PressAsync("Shift+Enter");
        await reporter.Box.PressSequentiallyAsync("Two");
        await Expect(reporter.Box).ToHaveValueAsync("One\nTwo");
        await reporter.Next(() => reporter.Box.PressAsync("Enter"));
        await Expect(reporter.Mine).ToHaveCountAsync(1);
        Assert.Equal("One\nTwo", (await reporter.Mine.Locator(".say").InnerTextAsync()).ReplaceLineEndings("\n").Replace("\n\n", "\n", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_dropped_connection_keeps_the_last_words_and_sends_them_once_it_is_back()
    {
        var visit = await Open();
        visit.Expect("ERR_INTERNET_DISCONNECTED");
        var reporter = new Reporter(visit);
        await reporter.Start();
        await visit.Context.SetOfflineAsync(true);
        await reporter.Box.FillAsync("He put the marzipan in the ledger.");
        await reporter.Box.PressAsync("Enter");
        await Expect(visit.Page.Locator("#said")).ToContainTextAsync("Your text is still here");
        await Expect(reporter.Box).ToHaveValueAsync("He put the marzipan in the ledger.");
        await Look.Picture(visit.Page, "chat-offline", whole: false);

        await visit.Context.SetOfflineAsync(false);
        await reporter.Next(() => reporter.Press("Try again"));
        await Expect(reporter.Mine).ToHaveCountAsync(1);
        await visit.Page.ReloadAsync();
        await Expect(reporter.Mine).ToHaveCountAsync(1);
        await Expect(reporter.Mine).ToContainTextAsync("He put the marzipan in the ledger.");
        await Expect(reporter.Box).ToHaveValueAsync("");
    }

    [Fact]
    public async Task An_answer_whose_acknowledgement_was_lost_is_stored_once()
    {
        var visit = await Open();
        // The server has the answer; the browser never hears of it, twice.
        await visit.Context.AddInitScriptAsync("""
            window.lost = 0;
            const whole = window.fetch;
            window.fetch = async (...asked) => {
              const answer = await whole(...asked);
              if (asked[1]?.method === "POST" && window.lost++ < 2) throw new TypeError("lost on the way");
              return answer;
            };
            """);
        var reporter = new Reporter(visit);
        await reporter.Start();
        await reporter.Box.FillAsync("He put the marzipan in the ledger.");
        await reporter.Box.PressAsync("Enter");
        await Expect(visit.Page.Locator("#said")).ToContainTextAsync("could not confirm");
        await reporter.Next(() => reporter.Press("Try again"));
        Assert.Equal(3, await visit.Page.EvaluateAsync<int>("window.lost"));
        await visit.Page.ReloadAsync();
        await Expect(reporter.Mine).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Words_typed_and_not_sent_are_there_after_a_reload()
    {
        var visit = await Open();
        var reporter = new Reporter(visit);
        await reporter.Start();
        await reporter.Box.PressSequentiallyAsync("Half a thou");
        await visit.Page.ReloadAsync();
        await Expect(reporter.Box).ToHaveValueAsync("Half a thou");
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_stale_tab_shows_both_texts_and_keeps_both_if_asked(bool script)
    {
        var visit = await Open(new Browsing { Script = script });
        var first = new Reporter(visit);
        await first.Start();
        visit.Expect("status of 409");
        var second = await visit.Context.NewPageAsync();
        await second.GotoAsync("/chat");
        await first.Say("From the first tab.");
        await second.Locator("#a").FillAsync("From the second tab.");
        await second.GetByRole(AriaRole.Button, new() { Name = "Answer", Exact = true }).ClickAsync();
        await Expect(second.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("You have answered this already");
        await Expect(second.Locator("main")).ToContainTextAsync("From the first tab.");
        await Expect(second.Locator("#t")).ToHaveValueAsync("From the second tab.");
        await Look.At(second, script ? "chat-stale" : "chat-stale-plain");
        await second.GetByRole(AriaRole.Button, new() { Name = "Keep both" }).ClickAsync();
        await Expect(second.Locator("#composer")).ToBeVisibleAsync();
        await Expect(second.Locator(".talk")).ToContainTextAsync("From the first tab.");
        await Expect(second.Locator(".talk")).ToContainTextAsync("From the second tab.");
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task An_answer_can_be_changed_and_the_older_wording_stays_for_the_reporter(bool script)
    {
        var visit = await Open(new Browsing { Script = script });
        var reporter = new Reporter(visit);
        await reporter.Start();
        await reporter.Say("It was on Monday. He shouted at me in the corridor.");
        await reporter.Press("Change your account");
        await Look.At(visit.Page, script ? "chat-change" : "chat-change-plain");
        await visit.Page.Locator("#c").FillAsync("It was on Tuesday. He shouted at me in the corridor.");
        await reporter.Press("Keep this wording");
        await Expect(reporter.Mine).ToContainTextAsync("It was on Tuesday.");
        await Expect(reporter.Mine).ToContainTextAsync("Changed by you");
        await visit.Page.GetByText("What you wrote before").ClickAsync();
        await Expect(reporter.Mine).ToContainTextAsync("It was on Monday.");
        await Look.At(visit.Page, script ? "chat-changed" : "chat-changed-plain");
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Nothing_and_too_much_get_a_clear_answer_and_lose_nothing(bool script)
    {
        var visit = await Open(new Browsing { Script = script });
        visit.Expect("status of 4(00|13|22)");
        var reporter = new Reporter(visit);
        await reporter.Start();
        await reporter.Press("Answer");
        await Expect(visit.Page.Locator(".err")).ToBeVisibleAsync();
        await Look.At(visit.Page, script ? "chat-empty" : "chat-empty-plain");

        var much = string.Concat(Enumerable.Repeat("All of it. ", 200_000 / 11));
        await reporter.Box.FillAsync(much);
        await reporter.Press("Answer");
        await Expect(visit.Page.Locator(".err")).ToContainTextAsync("20,000");
        Assert.Equal(much.Trim(), (await reporter.Box.InputValueAsync()).Trim());
    }
}
