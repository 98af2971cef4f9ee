using Spot.Grains.Abstractions.Conversations;
using Spot.Grains.Abstractions.Vault;
using Spot.Grains.Tests.Hosting;

namespace Spot.Grains.Tests.Conversations;

public sealed class ReturnTests(SpotCluster spot) : IClassFixture<SpotCluster>
{
    [Fact]
    public async Task Nine_words_open_the_conversation_in_another_browser()
    {
        var reporter = await Told();
        var words = await reporter.KeepCode();
        await reporter.Grain.Leave(reporter.Secret);

        var (refusal, browser) = await reporter.Return(words);

        Assert.Equal(VisitRefusal.None, refusal);
        Assert.Contains((await browser!.View()).Turns, turn => turn.Answer == Reporter.Account);
    }

    [Fact]
    public async Task A_wrong_word_back_is_named_and_the_nine_are_still_shown()
    {
        var reporter = await Told();
        var code = (await reporter.Grain.MakeCode(reporter.Secret)).Value!;

        var answer = (await reporter.Grain.ConfirmCode(reporter.Secret, code.Words[code.First - 1].ToUpperInvariant() + " ", "zebra-crossing")).Value!;

        Assert.False(answer.Kept);
        Assert.False(answer.FirstWrong);
        Assert.True(answer.SecondWrong);
        Assert.Equal(code.Words, answer.Code.Words);
    }

    [Fact]
    public async Task Words_not_typed_back_work_for_a_day_and_are_shown_again_meanwhile()
    {
        var reporter = await Told();
        var words = (await reporter.Grain.MakeCode(reporter.Secret)).Value!.Words;
        Assert.Equal(words, (await reporter.Grain.Code(reporter.Secret)).Value!.Words);
        spot.Clock.Advance(TimeSpan.FromHours(23));
        Assert.Equal(VisitRefusal.None, (await reporter.Return(words)).Refusal);

        spot.Clock.Advance(TimeSpan.FromHours(2));

        Assert.Equal(VisitRefusal.NotFound, (await reporter.Return(words)).Refusal);
    }

    [Fact]
    public async Task New_words_end_the_old_ones_only_when_typed_back()
    {
        var reporter = await Told();
        var old = await reporter.KeepCode();
        var code = (await reporter.Grain.MakeCode(reporter.Secret)).Value!;
        Assert.Equal(VisitRefusal.None, (await reporter.Return(old)).Refusal);
        Assert.Equal(VisitRefusal.None, (await reporter.Return(code.Words)).Refusal);

        await reporter.Grain.ConfirmCode(reporter.Secret, code.Words[code.First - 1], code.Words[code.Second - 1]);

        Assert.Equal(VisitRefusal.NotFound, (await reporter.Return(old)).Refusal);
        Assert.Equal(VisitRefusal.None, (await reporter.Return(code.Words)).Refusal);
    }

    [Fact]
    public async Task An_exchange_ends_every_other_browsers_visit()
    {
        var reporter = await Told();
        var (_, other) = await reporter.Return(await reporter.KeepCode());
        Assert.Equal(VisitRefusal.None, await other!.Refusal());

        await reporter.KeepCode();

        Assert.Equal(VisitRefusal.VisitOver, await other.Refusal());
        Assert.Equal(VisitRefusal.None, await reporter.Refusal());
    }

    [Fact]
    public async Task Different_words_replace_those_that_wait()
    {
        var reporter = await Told();
        var first = (await reporter.Grain.MakeCode(reporter.Secret)).Value!;
        var second = (await reporter.Grain.MakeCode(reporter.Secret)).Value!;

        Assert.NotEqual(first.Words, second.Words);
        Assert.Equal(VisitRefusal.NotFound, (await reporter.Return(first.Words)).Refusal);
        Assert.Equal(VisitRefusal.None, (await reporter.Return(second.Words)).Refusal);
    }

    [Fact]
    public async Task A_code_nobody_has_is_not_found()
    {
        var reporter = await Told();

        Assert.Equal(VisitRefusal.NotFound, (await reporter.Return(AccessCode.Create().Words)).Refusal);
    }

    [Fact]
    public async Task A_code_of_one_company_opens_nothing_in_another()
    {
        var words = await (await Told()).KeepCode();

        var (refusal, _) = await Reporter.Return(spot, await spot.Company(), words);

        Assert.Equal(VisitRefusal.NotFound, refusal);
    }

    [Fact]
    public async Task At_most_three_browsers_are_in_at_once()
    {
        var reporter = await Told();
        var words = await reporter.KeepCode();
        var browsers = new List<Reporter>();
        for (var i = 0; i < 3; i++) browsers.Add((await reporter.Return(words)).Browser!);

        var refusals = await Task.WhenAll(browsers.Prepend(reporter).Select(browser => browser.Refusal()));

        Assert.Single(refusals, VisitRefusal.VisitOver);
        Assert.Equal(VisitRefusal.None, refusals[^1]);
    }

    private async Task<Reporter> Told()
    {
        var reporter = await Reporter.Start(spot, await spot.Company());
        await reporter.Answer(Reporter.Account);
        return reporter;
    }
}
