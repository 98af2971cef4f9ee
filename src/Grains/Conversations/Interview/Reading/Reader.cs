using System.Runtime.InteropServices;

namespace Spot.Grains.Conversations.Interview.Reading;

/// <summary>What reading a text found: its words with their marks, cuts and weights, and what the person asked for.</summary>
internal sealed record Account(string Text, Token[] Tokens)
{
    /// <summary>The person wants to be asked nothing more.</summary>
    public bool Stop { get; set; }

    /// <summary>The whole text says "I don't know", "no" or the like.</summary>
    public bool Nothing { get; set; }

    /// <summary>Look-up forms of what the person does not want to be asked about.</summary>
    public HashSet<string> Hushed { get; } = new(StringComparer.Ordinal);

    /// <summary>Optional fields the text has answered.</summary>
    public HashSet<string> Answered { get; } = new(StringComparer.Ordinal);

    /// <summary>Phrases that say of which kind the words there are.</summary>
    public List<(int From, int To, Sense Sense)> Senses { get; } = [];
}

/// <summary>
/// Reads an account: words, direct speech, clauses; then what must not be asked about; then how well each place may be cut and how much each word weighs.
/// No word is refused for being in no list.
/// </summary>
internal static class Reader
{
    /// <summary>Longer texts are read up to here; the front door refuses them anyway.</summary>
    public const int LongestText = 20_000;

    // How many words back "that" may point at least: a short sentence before it is rarely all that is meant.
    private const int PointedAt = 8;

    // Where nobody sets full stops a "sentence" is the whole account; a wish must not silence all of it.
    private const int LongestSentence = 30;

    // What a wish can be about. A role is none: "I'd rather not say which manager" silences no manager.
    private const WordClass Topics = WordClass.Kin | WordClass.Place | WordClass.Thing | WordClass.Evidence | WordClass.Impact | WordClass.Feel | WordClass.Harm;
    private const WordClass NoTopic = WordClass.Function | WordClass.Light | WordClass.Auxiliary | WordClass.Role | WordClass.Preposition | WordClass.Say | WordClass.Tell;

    public static Account Read(string text, Lexicon lexicon, IEnumerable<string> hushed)
    {
        if (text.Length > LongestText) text = text[..LongestText];
        var list = Tokenizer.Read(text, lexicon);
        var tokens = CollectionsMarshal.AsSpan(list);
        DirectSpeech.Mark(text, tokens);
        FoldStyle(tokens);
        Clauses.Number(tokens, lexicon);
        var account = new Account(text, [.. list]);
        account.Hushed.UnionWith(hushed);
        ApplyRules(account, lexicon);
        Silence(account);
        Cuts.Rate(account.Tokens, lexicon);
        Weights.Weigh(account, lexicon);
        return account;
    }

    // All capitals, or no capitals at all: then a capital says nothing.
    private static void FoldStyle(Span<Token> tokens)
    {
        var capitals = 0;
        foreach (ref readonly var token in tokens)
            if (token.Capital) capitals++;
        if (capitals * 10 < tokens.Length * 6) return;
        foreach (ref var token in tokens)
            token.Capital = false;
    }

    private static void ApplyRules(Account account, Lexicon lexicon)
    {
        var tokens = account.Tokens;
        var allSpeech = Array.TrueForAll(tokens, static token => token.Speech != 0);
        for (var at = 0; at < tokens.Length; at++)
        {
            if (tokens[at].Speech != 0 && !allSpeech) continue;
            foreach (var rule in lexicon.RulesAt(tokens[at].Key))
            {
                if (rule.Text.AtStart && at > 0 && tokens[at - 1].Clause == tokens[at].Clause && !tokens[at - 1].Is(WordClass.Lead)) continue;
                var sentence = Bounds(tokens, at, rule.Text.Sense is Sense.Silence or Sense.Stop ? 60 : 20);
                var end = rule.Phrase.Match(tokens, at, sentence.To);
                if (end < 0) continue;

                // A wish is cancelled only by the words beside it ("he said don't ask"); the rest of the sentence may say anything.
                var wish = rule.Text.Sense is Sense.Silence or Sense.Stop;
                if (Cancelled(rule, tokens, Math.Max(sentence.From, at - (wish ? 3 : 12)), Math.Min(sentence.To, end + (wish ? 2 : 10)))) continue;
                Apply(account, lexicon, rule.Text, at, end, sentence);
            }
        }

        account.Nothing = account.Nothing || tokens.Length == 0;
    }

    private static bool Cancelled(PhraseRule rule, Token[] tokens, int from, int to)
    {
        foreach (var unless in rule.Unless)
            for (var i = from; i < to; i++)
                if (unless.Match(tokens, i, to) >= 0) return true;
        return false;
    }

    private static void Apply(Account account, Lexicon lexicon, PhraseRuleText rule, int at, int end, (int From, int To) sentence)
    {
        var tokens = account.Tokens;
        switch (rule.Sense)
        {
            case Sense.Stop:
                account.Stop = true;
                Bar(tokens, sentence.From, sentence.To);
                break;
            case Sense.Silence:
                Hush(account, lexicon, at, end, sentence);
                break;
            case Sense.Nothing:
                account.Nothing |= Covers(tokens, at, end);
                break;
            case Sense.Answers:
                account.Answered.Add(rule.Field!);
                break;
            default:
                var (from, to) = Reached(tokens, rule.Reach, at, end, sentence);
                if (rule.Sense is Sense.Denial or Sense.Hypothesis) Bar(tokens, from, to);
                else if (rule.Sense is Sense.Greeting) SetMark(tokens, from, to, Mark.Greeting);
                else if (rule.Sense is Sense.Background) SetMark(tokens, from, to, Mark.Background);
                else account.Senses.Add((at, end, rule.Sense));
                break;
        }
    }

    // "I'd rather not", "please leave that": the whole sentence is left alone. If it names nothing, it means what was told before it.
    private static void Hush(Account account, Lexicon lexicon, int at, int end, (int From, int To) sentence)
    {
        var tokens = account.Tokens;
        Bar(tokens, sentence.From, sentence.To);
        var clauseEnd = end;
        while (clauseEnd < sentence.To && tokens[clauseEnd].Clause == tokens[end - 1].Clause) clauseEnd++;
        var named = HushTopics(account, lexicon, at, clauseEnd) || HushTopics(account, lexicon, sentence.From, at) || HushTopics(account, lexicon, clauseEnd, sentence.To);

        // A short wish ("please don't ask") points back too.
        var back = sentence.To - sentence.From <= 6;
        for (var i = sentence.From; i < sentence.To; i++)
            back |= lexicon.Back.Contains(tokens[i].Key);
        if (named || !back || sentence.From == 0) return;
        for (var from = sentence.From; from > 0 && sentence.From - from < PointedAt;)
        {
            var before = Bounds(tokens, from - 1, 20);
            Bar(tokens, before.From, before.To);
            if (before.From >= from || tokens[before.From].Before == Break.Paragraph) break;
            from = before.From;
        }
    }

    // What a wish is about stands after it ("please don't ask about the van"), else before it ("about the van I'd rather not say").
    private static bool HushTopics(Account account, Lexicon lexicon, int from, int to)
    {
        var named = false;
        for (var i = from; i < to; i++)
        {
            ref readonly var token = ref account.Tokens[i];
            if (token.Is(NoTopic) || token.Class != WordClass.None && !token.Is(Topics) || token.Key.Length < 3 || lexicon.IsWishWord(token.Key)) continue;
            named = true;
            account.Hushed.UnionWith(lexicon.Topic(token.Key));
        }

        return named;
    }

    // Later and earlier clauses about what was silenced; a word used all over the account is no topic.
    private static void Silence(Account account)
    {
        if (account.Hushed.Count == 0) return;
        var tokens = account.Tokens;
        foreach (var topic in account.Hushed)
        {
            var hits = new List<int>();
            for (var i = 0; i < tokens.Length; i++)
                if (tokens[i].Key == topic && !tokens[i].Has(Mark.Barred)) hits.Add(i);
            if (hits.Count > 3 && !tokens[hits[0]].Is(WordClass.Kin)) continue;
            foreach (var hit in hits)
            {
                var (from, to) = Reached(tokens, Reach.Clause, hit, hit + 1, Bounds(tokens, hit, 20));
                Bar(tokens, from, to);
            }
        }
    }

    private static (int From, int To) Reached(Token[] tokens, Reach reach, int at, int end, (int From, int To) sentence)
    {
        if (reach == Reach.Sentence) return sentence;
        var from = at;
        if (reach == Reach.Clause)
            while (from > sentence.From && tokens[from - 1].Clause == tokens[at].Clause) from--;
        var to = end;
        while (to < sentence.To && tokens[to].Clause == tokens[end - 1].Clause) to++;
        return (from, to);
    }

    /// <summary>The sentence round a word; in endless sentences the clauses nearby.</summary>
    private static (int From, int To) Bounds(Token[] tokens, int at, int most)
    {
        var from = at;
        var to = at + 1;
        while (from > 0 && tokens[from - 1].Sentence == tokens[at].Sentence && at - from < most) from--;
        while (to < tokens.Length && tokens[to].Sentence == tokens[at].Sentence && to - at < most) to++;
        if (to - from <= LongestSentence) return (from, to);
        from = to = at;
        while (from > 0 && tokens[from - 1].Clause == tokens[at].Clause) from--;
        while (to < tokens.Length && tokens[to].Clause <= tokens[at].Clause + 1 && to - at < 16) to++;
        return (from, to);
    }

    private static bool Covers(Token[] tokens, int from, int to)
    {
        // Hedges and politeness round "I don't know" add nothing: up to three such words.
        var others = 0;
        for (var i = 0; i < tokens.Length; i++)
            if ((i < from || i >= to) && !tokens[i].Has(Mark.Barred)) others += tokens[i].Class == WordClass.None ? 2 : 1;
        return others <= 3;
    }

    private static void Bar(Token[] tokens, int from, int to) => SetMark(tokens, from, to, Mark.Barred);

    private static void SetMark(Token[] tokens, int from, int to, Mark mark)
    {
        for (var i = from; i < to; i++)
            tokens[i].Marks |= mark;
    }
}
