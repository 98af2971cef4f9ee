using System.Numerics;
using System.Text;

namespace Spot.Grains.Conversations.Interview.Reading;

/// <summary>A language's words and phrases, made ready for look-up. Built once from the lists and rules files; immutable.</summary>
internal sealed class Lexicon
{
    private readonly Dictionary<string, WordClass> _words = new(StringComparer.Ordinal);
    private readonly Dictionary<string, WordClass>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly Dictionary<string, string> _misspelt = new(StringComparer.Ordinal);
    private readonly HashSet<string> _wishWords = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string[]> _topics = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<PhraseRule>> _byFirstWord = new(StringComparer.Ordinal);

    public Lexicon(IReadOnlyDictionary<string, string> lists, RuleText rules)
    {
        Weights = rules.Weights;
        VerbEndings = rules.VerbEndings;
        Back = rules.Back.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);
        foreach (var topic in rules.Topics)
        {
            var group = topic.Split([' ', '>'], StringSplitOptions.RemoveEmptyEntries);
            foreach (var word in topic.Split('>')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries))
                _topics[word] = [.. _topics.GetValueOrDefault(word) ?? [], .. group];
        }

        foreach (var (name, weight) in rules.Weights.Classes)
            ListedWeights[BitOperations.TrailingZeroCount((uint)Enum.Parse<WordClass>(name, ignoreCase: true))] = weight;
        foreach (var (name, words) in lists)
        {
            if (!Enum.TryParse<WordClass>(name, ignoreCase: true, out var wordClass))
                throw new InvalidOperationException($"lists.json: there is no word class '{name}'.");
            foreach (var word in words.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                _words[word] = _words.GetValueOrDefault(word) | wordClass;
        }

        AddWithoutApostrophes(rules.KeepApostrophe);
        _lookup = _words.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var (word, meant) in Spellings(rules))
            _misspelt.TryAdd(word, meant);
        foreach (var rule in rules.Phrases)
            Index(rule);
    }

    public WeightText Weights { get; }

    /// <summary>Words by which a wish points back at what was told before it.</summary>
    public HashSet<string> Back { get; }

    /// <summary>By the number of a word class's bit; 0 where the class adds nothing.</summary>
    public float[] ListedWeights { get; } = new float[32];

    /// <summary>Endings that make an unknown word after a conjunction likely to be a verb.</summary>
    public IReadOnlyList<string> VerbEndings { get; }

    /// <summary>The class of a look-up form; none for a word in no list.</summary>
    public WordClass ClassOf(string key) => _words.GetValueOrDefault(key);

    /// <summary>The one listed word a letter away from this one; null when there is none, or it is too short to say.</summary>
    public string? Respell(string key)
    {
        if (key.Length is < 5 or > 14) return null;
        if (_misspelt.TryGetValue(key, out var meant)) return meant;
        for (var drop = 0; drop < key.Length; drop++)
        {
            var shorter = key.Remove(drop, 1);
            if (_misspelt.TryGetValue(shorter, out meant)) return meant;
        }

        return null;
    }

    /// <summary>Words about the same private matter, the word itself among them.</summary>
    public IReadOnlyList<string> Topic(string key) => _topics.TryGetValue(key, out var group) ? group : [key];

    /// <summary>Whether the word belongs to the wording of wishes, and so is never what a wish is about.</summary>
    public bool IsWishWord(string key) => _wishWords.Contains(key);

    public IReadOnlyList<PhraseRule> RulesAt(string key) => _byFirstWord.TryGetValue(key, out var rules) ? rules : [];

    /// <summary>Look-up form of a word as written.</summary>
    public static string KeyOf(ReadOnlySpan<char> word)
    {
        Span<char> buffer = word.Length <= 64 ? stackalloc char[word.Length] : new char[word.Length];
        for (var i = 0; i < word.Length; i++)
            buffer[i] = word[i] is '’' or 'ʼ' or '‘' or '`' ? '\'' : char.ToLowerInvariant(word[i]);
        return buffer.ToString();
    }

    // People leave apostrophes out; "dont" means "don't", but "well" does not mean "we'll".
    private void AddWithoutApostrophes(string keep)
    {
        var kept = keep.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);
        foreach (var (word, wordClass) in _words.Where(pair => pair.Key.Contains('\'', StringComparison.Ordinal)).ToArray())
        {
            var bare = word.Replace("'", "", StringComparison.Ordinal);
            if (!kept.Contains(bare))
                _words[bare] = _words.GetValueOrDefault(bare) | wordClass;
        }
    }

    // Only the words that silence or deny are worth finding when misspelt: a missed one would be asked about against the person's wish.
    private IEnumerable<(string Word, string Meant)> Spellings(RuleText rules)
    {
        foreach (var word in rules.Respell.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => word.Length >= 5))
        {
            for (var drop = 0; drop < word.Length; drop++)
            {
                var shorter = word.Remove(drop, 1);
                if (!_words.ContainsKey(shorter)) yield return (shorter, word);
            }

            for (var at = 0; at + 1 < word.Length; at++)
            {
                var swapped = new StringBuilder(word);
                (swapped[at], swapped[at + 1]) = (swapped[at + 1], swapped[at]);
                if (!_words.ContainsKey(swapped.ToString())) yield return (swapped.ToString(), word);
            }
        }
    }

    private void Index(PhraseRuleText text)
    {
        foreach (var pattern in text.Patterns)
        {
            var rule = new PhraseRule(text, Phrase.Parse(pattern, _words), [.. text.Unless.Select(unless => Phrase.Parse(unless, _words))]);
            if (text.Sense is Sense.Silence or Sense.Stop) _wishWords.UnionWith(rule.Phrase.Literals);
            foreach (var word in rule.Phrase.FirstWords)
            {
                if (!_byFirstWord.TryGetValue(word, out var list)) _byFirstWord[word] = list = [];
                list.Add(rule);
            }
        }
    }
}

/// <summary>The rules file: phrases that change how an account is read, and what kinds of words are worth.</summary>
internal sealed record RuleText
{
    public required IReadOnlyList<PhraseRuleText> Phrases { get; init; }

    public required WeightText Weights { get; init; }

    /// <summary>Words that lose their sense without the apostrophe.</summary>
    public required string KeepApostrophe { get; init; }

    /// <summary>Words found although a letter is missing, doubled or swapped.</summary>
    public required string Respell { get; init; }

    /// <summary>Words by which a wish points back at what was told before it.</summary>
    public required string Back { get; init; }

    public IReadOnlyList<string> VerbEndings { get; init => field = value ?? []; } = [];

    /// <summary>Words about one private matter: who asks to leave one of them alone means all.</summary>
    public IReadOnlyList<string> Topics { get; init => field = value ?? []; } = [];
}

/// <summary>What words are worth when parts compete for the probes there are. They rank; none of them admits or refuses.</summary>
internal sealed record WeightText
{
    public required float Empty { get; init; }

    public required float Light { get; init; }

    public required float Content { get; init; }

    public required float Name { get; init; }

    public required float Number { get; init; }

    /// <summary>By word class, for listed words.</summary>
    public required IReadOnlyDictionary<string, float> Classes { get; init; }

    /// <summary>Factor on words already told as fully as could be asked.</summary>
    public required float Told { get; init; }

    public required float Background { get; init; }

    public required float Greeting { get; init; }

    /// <summary>What a clause is worth beside its words, so that short plain ones ("I could not look at him") stand a chance.</summary>
    public required float Clause { get; init; }

    /// <summary>Factor on what the person says of themselves in the later half, where it is often what followed.</summary>
    public required float Late { get; init; }
}
