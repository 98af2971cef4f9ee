namespace Spot.Grains.Conversations.Interview.Reading;

/// <summary>What a phrase says about the words round it.</summary>
internal enum Sense
{
    /// <summary>Please do not ask about this.</summary>
    Silence,

    /// <summary>Please ask nothing more at all.</summary>
    Stop,

    /// <summary>It did not happen, there is none.</summary>
    Denial,

    /// <summary>It might have happened.</summary>
    Hypothesis,
    Greeting,
    Background,

    /// <summary>It happened before.</summary>
    Before,

    /// <summary>The person told someone about it.</summary>
    Told,

    /// <summary>How it felt.</summary>
    Feeling,

    /// <summary>An answer without an answer: "I don't know".</summary>
    Nothing,

    /// <summary>Answers the optional field named by the rule.</summary>
    Answers,
}

/// <summary>How far round the phrase its sense reaches.</summary>
internal enum Reach
{
    Clause,
    Sentence,

    /// <summary>From the phrase to the end of its clause.</summary>
    Rest,
}

/// <summary>A rule as written in the rules file.</summary>
internal sealed record PhraseRuleText
{
    public required Sense Sense { get; init; }

    public Reach Reach { get; init; } = Reach.Clause;

    /// <summary>Id of the optional field, for <see cref="Sense.Answers"/>.</summary>
    public string? Field { get; init; }

    /// <summary>Whether the phrase must open its clause.</summary>
    public bool AtStart { get; init; }

    /// <summary>
    /// Words in order. <c>a|b</c>: one of them. <c>{class}</c>: a word of that list. <c>*</c>: up to four words. <c>[a|b]</c>: may be missing.
    /// </summary>
    public required IReadOnlyList<string> Patterns { get; init; }

    /// <summary>Phrases in the same sentence, before or within ten words after, that cancel the rule.</summary>
    public IReadOnlyList<string> Unless { get; init => field = value ?? []; } = [];
}

internal sealed record PhraseRule(PhraseRuleText Text, Phrase Phrase, IReadOnlyList<Phrase> Unless);

/// <summary>A parsed phrase pattern. Matching walks the words once per wildcard, so it cannot blow up.</summary>
internal sealed class Phrase
{
    private const int WildcardWords = 4;
    private readonly Element[] _elements;

    private Phrase(Element[] elements) => _elements = elements;

    public IEnumerable<string> FirstWords => _elements[0].Words!;

    /// <summary>All words the pattern spells out.</summary>
    public IEnumerable<string> Literals => _elements.Where(element => !element.OfClass).SelectMany(element => element.Words ?? []);

    public static Phrase Parse(string pattern, IReadOnlyDictionary<string, WordClass> words)
    {
        var elements = pattern.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(part => ParseElement(part, words)).ToArray();
        if (elements.Length == 0 || elements[0].Words is null || elements[0].Optional)
            throw new InvalidOperationException($"rules.json: '{pattern}' must begin with a word or a {{class}}.");
        return new Phrase(elements);
    }

    /// <summary>Index after the last word matched, or -1.</summary>
    public int Match(ReadOnlySpan<Token> tokens, int at, int end) => Match(tokens, at, end, 0);

    private int Match(ReadOnlySpan<Token> tokens, int at, int end, int element)
    {
        for (; element < _elements.Length; element++)
        {
            var expected = _elements[element];
            if (expected.Words is null)
            {
                if (element + 1 == _elements.Length) return at;
                for (var skip = 0; skip <= WildcardWords && at + skip < end; skip++)
                {
                    var rest = Match(tokens, at + skip, end, element + 1);
                    if (rest >= 0) return rest;
                }

                return -1;
            }

            if (at < end && expected.Words.Contains(tokens[at].Key)) at++;
            else if (!expected.Optional) return -1;
        }

        return at;
    }

    private static Element ParseElement(string part, IReadOnlyDictionary<string, WordClass> words)
    {
        if (part == "*") return new Element(null, false, false);
        var optional = part[0] == '[';
        var set = new HashSet<string>(StringComparer.Ordinal);
        foreach (var word in (optional ? part[1..^1] : part).Split('|'))
        {
            if (word[0] != '{')
            {
                set.Add(word);
                if (word.Contains('\'', StringComparison.Ordinal)) set.Add(word.Replace("'", "", StringComparison.Ordinal));
                continue;
            }

            if (!Enum.TryParse<WordClass>(word[1..^1], ignoreCase: true, out var wordClass))
                throw new InvalidOperationException($"rules.json: there is no word class '{word}'.");
            set.UnionWith(words.Where(pair => (pair.Value & wordClass) != 0).Select(pair => pair.Key));
        }

        return new Element(set, optional, part.Contains('{', StringComparison.Ordinal));
    }

    private sealed record Element(HashSet<string>? Words, bool Optional, bool OfClass);
}
