using System.Text.Json;
using System.Text.RegularExpressions;

namespace Spot.Grains.Conversations.Interview;

/// <summary>A sentence of a script that an interviewer should not say.</summary>
/// <param name="Rule">why, tag, closed, compound, judging, doubting, naming, facts or form.</param>
/// <param name="Where">Which text, such as <c>frames/clause/1</c> or <c>cover/told</c>.</param>
/// <param name="Found">The words at fault.</param>
public sealed record LintFinding(string Rule, string Where, string Found)
{
    /// <summary>One line for a test or a page.</summary>
    public override string ToString() => $"{Where}: {Rule}: {Found}";
}

/// <summary>
/// Refuses leading, compound and why-questions, yes/no questions before the narrative, and judging, minimising or naming words.
/// The words are data of each language; a tenant's own questions are checked like the script's.
/// </summary>
public sealed partial class ScriptLinter
{
    private const int MostWords = 25;
    private static readonly string[] RequiredFrames = ["clause", "phrase", "whole", "followUp"];
    private readonly LintText _rules;

    private ScriptLinter(LintText rules) => _rules = rules;

    /// <summary>The linter of a shipped language.</summary>
    /// <exception cref="ArgumentException">No such language.</exception>
    public static ScriptLinter For(string language) =>
        new(JsonSerializer.Deserialize(InterviewScript.Resource(language, "lint.json"), ScriptJson.Default.LintText)!);

    /// <summary>Checks every text of a script, the tenant's questions among them.</summary>
    public IReadOnlyList<LintFinding> Check(InterviewScript script)
    {
        ArgumentNullException.ThrowIfNull(script);
        var findings = new List<LintFinding>();
        var text = script.Text;
        for (var i = 0; i < text.Info.Count; i++)
            Words(findings, $"info/{i + 1}", text.Info[i]);
        Question(findings, "open", text.Open, closedForbidden: true);
        foreach (var name in RequiredFrames.Where(name => !text.Frames.ContainsKey(name)))
            findings.Add(new LintFinding("form", "frames", $"{name} is missing"));
        foreach (var (name, frames) in text.Frames)
        {
            for (var i = 0; i < frames.Count; i++)
                Frame(findings, $"frames/{name}/{i + 1}", frames[i]);
        }

        Words(findings, "offer", text.Offer);
        foreach (var (number, rest) in text.Rest)
            Words(findings, $"rest/{number}", rest);
        if (!text.Rest.TryGetValue("other", out var other) || !other.Contains("{n}", StringComparison.Ordinal)) findings.Add(new LintFinding("form", "rest/other", "{n} is missing"));
        Question(findings, "closing", text.Closing, closedForbidden: true);
        foreach (var field in script.Cover)
            Question(findings, $"cover/{field.Id}", field.Text, closedForbidden: false);
        Words(findings, "after", text.After);
        findings.RemoveAll(finding => _rules.Exceptions.Any(exception => exception.Where == finding.Where && exception.Rule == finding.Rule));
        return findings;
    }

    /// <summary>Checks a tenant's own question; it comes after the closing, so yes or no may be its answer.</summary>
    public IReadOnlyList<LintFinding> Check(ExtraQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        var findings = new List<LintFinding>();
        Question(findings, $"cover/{question.Id}", question.Text, closedForbidden: false);
        if (!Id().IsMatch(question.Id)) findings.Add(new LintFinding("form", $"cover/{question.Id}", "an id is 1 to 40 lower-case letters, digits and dashes"));
        if (question.Text.Length is 0 or > 300) findings.Add(new LintFinding("form", $"cover/{question.Id}", "a question has 1 to 300 characters"));
        return findings;
    }

    /// <summary>Checks what a probe says outside its quote.</summary>
    public IReadOnlyList<LintFinding> CheckProbe(string outsideTheQuote)
    {
        var findings = new List<LintFinding>();
        Question(findings, "probe", outsideTheQuote, closedForbidden: true);
        return findings;
    }

    private void Frame(List<LintFinding> findings, string where, string text)
    {
        if (text.Split("{q}").Length != 2) findings.Add(new LintFinding("form", where, "one {q} is needed"));
        var outside = text.Replace("{q}", "", StringComparison.Ordinal);
        Question(findings, where, outside, closedForbidden: true);
        var words = WordsOf(outside);
        if (words.Length > MostWords) findings.Add(new LintFinding("form", where, $"{words.Length} words beside the quote"));
        for (var i = 0; i < words.Length; i++)
        {
            if (words[i].Any(char.IsDigit) || _rules.Facts.Contains(words[i])) findings.Add(new LintFinding("facts", where, words[i]));
            if (_rules.Definite.Contains(words[i]) && i + 1 < words.Length && !_rules.AllowedAfterDefinite.Contains(words[i + 1]))
                findings.Add(new LintFinding("facts", where, $"{words[i]} {words[i + 1]}"));
        }
    }

    private void Question(List<LintFinding> findings, string where, string text, bool closedForbidden)
    {
        Words(findings, where, text);
        if (text.Count(mark => mark is '?' or '؟') > 1) findings.Add(new LintFinding("compound", where, "two questions"));
        foreach (var sentence in Sentence().Matches(text).Select(match => match.Value.Trim()).Where(sentence => sentence.EndsWith('?') || sentence.EndsWith('؟')))
        {
            var words = WordsOf(sentence);
            if (words.Length == 0) continue;
            if (closedForbidden && _rules.Closed.Contains(words[0])) findings.Add(new LintFinding("closed", where, words[0]));
            for (var i = 1; i + 1 < words.Length; i++)
            {
                if (_rules.Joining.Contains(words[i]) && (words[i] == _rules.Joining[^1] || _rules.QuestionWords.Contains(words[i + 1])))
                    findings.Add(new LintFinding("compound", where, $"{words[i - 1]} {words[i]} {words[i + 1]}"));
            }
        }
    }

    private void Words(List<LintFinding> findings, string where, string text)
    {
        if (text.Contains('!', StringComparison.Ordinal)) findings.Add(new LintFinding("form", where, "!"));
        var words = WordsOf(text);
        foreach (var (rule, phrases) in new (string, IReadOnlyList<string>)[]
                 { ("why", _rules.Why), ("tag", _rules.Tag), ("judging", _rules.Judging), ("doubting", _rules.Doubting), ("naming", _rules.Naming) })
        {
            foreach (var phrase in phrases)
                if (Says(text, words, phrase)) findings.Add(new LintFinding(rule, where, phrase));
        }
    }

    private static bool Says(string text, string[] words, string phrase)
    {
        if (phrase.EndsWith('?')) return text.Contains(phrase, StringComparison.OrdinalIgnoreCase);
        var parts = phrase.Split(' ');
        for (var i = 0; i + parts.Length <= words.Length; i++)
        {
            var at = i;
            if (parts.Select((part, j) => part.EndsWith('*') ? words[at + j].StartsWith(part[..^1], StringComparison.Ordinal) : words[at + j] == part).All(same => same)) return true;
        }

        return false;
    }

    private static string[] WordsOf(string text) => [.. Word().Matches(text).Select(match => match.Value.Replace('’', '\'').ToLowerInvariant())];

    [GeneratedRegex(@"[\p{L}\p{M}\p{Nd}]+(?:['’\-][\p{L}\p{M}\p{Nd}]+)*")]
    private static partial Regex Word();

    [GeneratedRegex(@"[^.?!؟]+[.?!؟]?")]
    private static partial Regex Sentence();

    [GeneratedRegex("^[a-z0-9-]{1,40}$")]
    private static partial Regex Id();
}

internal sealed record LintText
{
    public required IReadOnlyList<string> Why { get; init; }

    public required IReadOnlyList<string> Tag { get; init; }

    public required IReadOnlyList<string> Judging { get; init; }

    public required IReadOnlyList<string> Doubting { get; init; }

    public required IReadOnlyList<string> Naming { get; init; }

    public required IReadOnlyList<string> Closed { get; init; }

    public required IReadOnlyList<string> QuestionWords { get; init; }

    /// <summary>"and", then "or": the last one joins two questions wherever it stands.</summary>
    public required IReadOnlyList<string> Joining { get; init; }

    public required IReadOnlyList<string> Definite { get; init; }

    public required IReadOnlyList<string> AllowedAfterDefinite { get; init; }

    public required IReadOnlyList<string> Facts { get; init; }

    public required IReadOnlyList<LintException> Exceptions { get; init; }
}

internal sealed record LintException(string Where, string Rule, string Because);
