using System.Text;
using System.Text.RegularExpressions;
using Spot.Grains.Abstractions.Conversations;
using Spot.Grains.Conversations.Interview;

namespace Spot.Grains.Tests.Conversations.Interview;

/// <summary>Judges one transcript by what is written in the account alone; knows nothing of the engine.</summary>
public sealed partial class TranscriptJudge
{
    private readonly List<string> _faults = [];

    public TranscriptJudge(MarkedAccount account, Transcript transcript)
    {
        Account = account;
        Probes = [.. transcript.Prompts.Where(prompt => prompt.Stage == PromptStage.Probe)];
        Quotes = [.. Probes.SelectMany(probe => probe.Quotes)];
        Open = [.. account.Mentions.Where(mention => !mention.Told)];
        Missed = [.. Open.Where(mention => !Quotes.Any(quote => Holds(quote, mention.Span)))];
        JudgeQuotes(transcript);
        JudgeOrder();
        if (Probes.Count > account.MaxProbes) _faults.Add($"{account.Id}: {Probes.Count} probes, {account.MaxProbes} bearable");
    }

    public MarkedAccount Account { get; }

    public IReadOnlyList<TranscriptPrompt> Probes { get; }

    public IReadOnlyList<string> Quotes { get; }

    public IReadOnlyList<Mention> Open { get; }

    public IReadOnlyList<Mention> Missed { get; }

    /// <summary>Each names the account and the rule, never the words.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>Whether a quote holds at least 70 % of a span's words as one run.</summary>
    public static bool Holds(string quote, string span)
    {
        var words = Words(span);
        return LongestRun(Words(quote), words) >= Math.Max(1, (int)Math.Ceiling(words.Length * 0.7));
    }

    private void JudgeQuotes(Transcript transcript)
    {
        var answers = new List<string>();
        var earlier = new List<string>();
        foreach (var prompt in transcript.Prompts)
        {
            if (prompt.Stage == PromptStage.Probe && prompt.Quotes.Count == 0) _faults.Add($"{Account.Id}: a probe without a quote");
            foreach (var quote in prompt.Quotes)
            {
                if (!answers.Exists(answer => IsSlice(answer, quote))) _faults.Add($"{Account.Id}: a quote that is no slice at word borders");
                if (earlier.Exists(other => SaysTheSame(other, quote))) _faults.Add($"{Account.Id}: asked twice");
                if (Account.Silenced.Any(silenced => Holds(quote, silenced) || Words(quote).Length > 3 && Holds(silenced, quote))) _faults.Add($"{Account.Id}: asked about what was silenced");
                if (Words(quote).Length > 18) _faults.Add($"{Account.Id}: a quote of {Words(quote).Length} words");
                earlier.Add(quote);
            }

            if (prompt.Answer is { } answer) answers.Add(Fold(answer));
        }
    }

    private void JudgeOrder()
    {
        var text = Fold(Account.Text);
        var last = -1;
        foreach (var quote in Quotes)
        {
            var at = text.IndexOf(quote, Math.Max(0, last), StringComparison.Ordinal);
            if (at < 0 && text.Contains(quote, StringComparison.Ordinal)) _faults.Add($"{Account.Id}: out of the order of the telling");
            if (at >= 0) last = at;
        }
    }

    private static bool IsSlice(string text, string quote)
    {
        for (var at = text.IndexOf(quote, StringComparison.Ordinal); at >= 0; at = text.IndexOf(quote, at + 1, StringComparison.Ordinal))
        {
            var before = at == 0 || !char.IsLetterOrDigit(text[at - 1]) || !char.IsLetterOrDigit(text[at]);
            var end = at + quote.Length;
            if (before && (end == text.Length || !char.IsLetterOrDigit(text[end]) || !char.IsLetterOrDigit(text[end - 1]))) return true;
        }

        return false;
    }

    private static bool SaysTheSame(string one, string other)
    {
        var (a, b) = (Words(one), Words(other));
        return LongestRun(a, b) >= 0.8 * Math.Min(a.Length, b.Length);
    }

    private static int LongestRun(string[] a, string[] b)
    {
        var longest = 0;
        for (var i = 0; i < a.Length; i++)
        {
            for (var j = 0; j < b.Length; j++)
            {
                var run = 0;
                while (i + run < a.Length && j + run < b.Length && a[i + run] == b[j + run]) run++;
                longest = Math.Max(longest, run);
            }
        }

        return longest;
    }

    private static string[] Words(string text) =>
        [.. Word().Matches(text.Normalize(NormalizationForm.FormC).ToLowerInvariant().Replace('’', '\'')).Select(match => match.Value)];

    private static string Fold(string text) => WhiteSpace().Replace(text, " ").Trim();

    [GeneratedRegex(@"[\p{L}\p{Nd}][\p{L}\p{M}\p{Nd}'\-.:,/]*[\p{L}\p{M}\p{Nd}]|[\p{L}\p{Nd}]|&")]
    private static partial Regex Word();

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
