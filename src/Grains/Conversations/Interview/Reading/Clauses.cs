namespace Spot.Grains.Conversations.Interview.Reading;

/// <summary>Numbers sentences and clauses.</summary>
internal static class Clauses
{
    public static void Number(Span<Token> tokens, Lexicon lexicon)
    {
        var sentence = 0;
        var clause = 0;
        for (var i = 0; i < tokens.Length; i++)
        {
            if (tokens[i].Before >= Break.Sentence) sentence++;
            if (tokens[i].Before >= Break.Comma || i > 0 && OpensClause(tokens, i, lexicon)) clause++;
            tokens[i].Sentence = sentence;
            tokens[i].Clause = clause;
        }
    }

    /// <summary>Whether a conjunction or opener at this place starts a clause of its own, rather than joining two nouns.</summary>
    public static bool OpensClause(ReadOnlySpan<Token> tokens, int at, Lexicon lexicon)
    {
        var token = tokens[at];
        if (token.Is(WordClass.Opener)) return true;
        return token.Is(WordClass.Conjunction) && JoinsClauses(tokens, at, lexicon) != Join.Nouns;
    }

    public enum Join
    {
        /// <summary>"the owner and Tomasz"</summary>
        Nouns,

        /// <summary>"laughed and walked off"</summary>
        Verbs,

        /// <summary>"and she said"</summary>
        Clauses,
    }

    /// <summary>What the conjunction at this place joins, as far as the next words tell.</summary>
    public static Join JoinsClauses(ReadOnlySpan<Token> tokens, int at, Lexicon lexicon)
    {
        var next = at + 1;
        while (next < tokens.Length && next < at + 3 && tokens[next].Before == Break.None && tokens[next].Is(WordClass.Lead)) next++;
        if (next >= tokens.Length || tokens[next].Before >= Break.Strong) return Join.Nouns;
        ref readonly var follower = ref tokens[next];
        if (follower.Is(WordClass.Subject | WordClass.Opener)) return Join.Clauses;
        if (follower.Is(WordClass.Auxiliary | WordClass.Say | WordClass.Tell | WordClass.Negation)) return Join.Verbs;
        if (LooksLikeVerb(follower, lexicon)) return Join.Verbs;
        for (var i = next + 1; i < tokens.Length && i <= next + 4 && tokens[i].Before == Break.None; i++)
        {
            if (tokens[i].Is(WordClass.Preposition | WordClass.Conjunction)) return Join.Nouns;
            if (tokens[i].Is(WordClass.Auxiliary | WordClass.Say | WordClass.Tell | WordClass.Light)) return Join.Clauses;
            if (LooksLikeVerb(tokens[i], lexicon)) return Join.Clauses;
        }

        return Join.Nouns;
    }

    public static bool LooksLikeVerb(in Token token, Lexicon lexicon)
    {
        if (token.Key.Length < 4 || token.Is(WordClass.Role | WordClass.Place | WordClass.Thing | WordClass.Article)) return false;
        foreach (var ending in lexicon.VerbEndings)
            if (token.Key.EndsWith(ending, StringComparison.Ordinal)) return true;
        return false;
    }
}
