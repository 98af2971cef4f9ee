using System.Diagnostics;
using Spot.Grains.Conversations.Interview;

namespace Spot.Grains.Tests.Conversations.Interview;

/// <summary>Plays every account that another hand wrote and marked, and judges what was asked. Of the locked half only totals are printed.</summary>
public sealed class TranscriptsTests(ITestOutputHelper output)
{
    private const double LeastCoverage = 0.90;

    [Fact]
    public void Transcripts_of_the_known_half_ask_about_nine_open_mentions_in_ten() => Assert.True(Coverage("known") >= LeastCoverage);

    [Fact]
    public void Transcripts_of_the_locked_half_ask_about_nine_open_mentions_in_ten() => Assert.True(Coverage("locked") >= LeastCoverage);

    [Theory]
    [InlineData("known")]
    [InlineData("locked")]
    public void Transcripts_quote_never_repeat_keep_the_order_and_tire_nobody(string half) =>
        Assert.All(Judge(half).SelectMany(judge => judge.Faults), fault => Assert.Contains("silenced", fault, StringComparison.Ordinal));

    [Fact]
    public void Transcripts_of_the_known_half_leave_alone_what_was_silenced() =>
        Assert.DoesNotContain(Judge("known").SelectMany(judge => judge.Faults), fault => fault.Contains("silenced", StringComparison.Ordinal));

    // Known weakness, written down in docs/interview.md: wishes worded in ways no rule knows. The number may only fall.
    [Fact]
    public void Transcripts_of_the_locked_half_leave_alone_most_of_what_was_silenced()
    {
        var silenced = Corpus.Read(Corpus.PathOf("locked")).Sum(account => account.Silenced.Count);
        var asked = Judge("locked").SelectMany(judge => judge.Faults).Count(fault => fault.Contains("silenced", StringComparison.Ordinal));
        output.WriteLine($"locked: {asked} of {silenced} silenced spans were asked about");
        Assert.True(asked <= 3);
    }

    [Theory]
    [InlineData("known")]
    [InlineData("locked")]
    public void Transcripts_lead_nowhere(string half)
    {
        var linter = ScriptLinter.For("en");
        var outside = Judge(half).SelectMany(judge => judge.Probes)
            .Select(probe => probe.Text.Replace(probe.Quotes[0], "", StringComparison.Ordinal)).Distinct().ToArray();

        Assert.NotEmpty(outside);
        Assert.Empty(outside.SelectMany(linter.CheckProbe));
    }

    [Fact]
    public void Three_hundred_words_are_planned_in_milliseconds()
    {
        var text = string.Join(' ', Corpus.Read(Corpus.PathOf("known")).SelectMany(account => account.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Skip(100).Take(300));
        var begin = Play.Engine.Begin().State;
        for (var i = 0; i < 300; i++)
            Play.Engine.Next(begin, new InterviewReply.Answer(text));
        var watch = Stopwatch.StartNew();
        const int Runs = 100;
        for (var i = 0; i < Runs; i++)
            Play.Engine.Next(begin, new InterviewReply.Answer(text));
        output.WriteLine($"300 words: {watch.Elapsed.TotalMilliseconds / Runs:F2} ms warm, the whole planning; printed, not asserted, because a busy machine would make it lie");

        Assert.NotEmpty(Play.Engine.Next(begin, new InterviewReply.Answer(text)).State.Pending);
    }

    private double Coverage(string half)
    {
        var judges = Judge(half);
        var open = judges.SelectMany(judge => judge.Open).ToArray();
        var missed = judges.SelectMany(judge => judge.Missed).ToArray();
        foreach (var kind in open.GroupBy(mention => mention.Kind).OrderBy(group => group.Key, StringComparer.Ordinal))
            output.WriteLine($"{kind.Key,-16}{kind.Count() - missed.Count(mention => mention.Kind == kind.Key),4} of {kind.Count(),3}");
        var coverage = 1 - missed.Length / (double)open.Length;
        output.WriteLine($"{half}: {open.Length - missed.Length} of {open.Length} open mentions = {coverage:P1}; {judges.Sum(judge => judge.Probes.Count)} probes in {judges.Count} accounts");
        return coverage;
    }

    private static IReadOnlyList<TranscriptJudge> Judge(string half)
    {
        var player = new InterviewPlayer(Play.Engine);
        var accounts = Corpus.Read(Corpus.PathOf(half));
        Assert.Equal(36, accounts.Count);
        return [.. accounts.Select(account => new TranscriptJudge(account, player.Play(account.Line)))];
    }
}
