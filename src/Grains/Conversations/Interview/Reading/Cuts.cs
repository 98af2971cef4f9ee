namespace Spot.Grains.Conversations.Interview.Reading;

/// <summary>Rates how a quote would read that ends after a word, or starts at the next: 0 at a full stop, 5 after an article.</summary>
internal static class Cuts
{
    private const float Never = 6;

    public static void Rate(Token[] tokens, Lexicon lexicon)
    {
        for (var i = 0; i + 1 < tokens.Length; i++)
            tokens[i].Gap = Rate(tokens, i, lexicon);
    }

    private static float Rate(Token[] tokens, int i, Lexicon lexicon)
    {
        ref readonly var next = ref tokens[i + 1];
        var inSpeech = tokens[i].Speech != 0 && tokens[i].Speech == next.Speech;
        var gap = next.Before switch
        {
            Break.Sentence or Break.Paragraph => inSpeech ? 1f : 0f,
            Break.Strong => 0.3f,
            Break.Comma => Comma(tokens, i),
            _ => Words(tokens, i, lexicon),
        };
        return inSpeech && next.Before < Break.Sentence ? gap + 0.8f : gap;
    }

    // A comma before a name or a role sets the two beside each other ("the bosun, Henriksen"); a comma among short pieces is a list.
    private static float Comma(Token[] tokens, int i)
    {
        ref readonly var token = ref tokens[i];
        ref readonly var next = ref tokens[i + 1];
        if (IsPersonEnd(token) && (next.Capital || next.Is(WordClass.Role) || next.Is(WordClass.Article) && i + 2 < tokens.Length && RoleAhead(tokens, i + 2)))
            return 2.2f;
        if (token.Is(WordClass.Day | WordClass.Month) || next.Is(WordClass.Day | WordClass.Month | WordClass.Time) || next.Digit) return 1.6f;
        var left = 1;
        while (left < 4 && i - left >= 0 && tokens[i - left + 1].Before == Break.None) left++;
        var right = 1;
        while (right < 4 && i + 1 + right < tokens.Length && tokens[i + 1 + right].Before == Break.None) right++;
        return Math.Min(left, right) switch { 1 => 1.5f, 2 => 1.1f, 3 => 0.8f, _ => 0.5f };
    }

    // A pronoun with nothing after it to be the subject of ("minute it; ...", "tip it into ...").
    private static bool EndsHere(Token[] tokens, int i) =>
        tokens[i].Is(WordClass.Subject) && !tokens[i].Is(WordClass.First)
        && (i + 1 == tokens.Length || tokens[i + 1].Before > Break.None || tokens[i + 1].Is(WordClass.Preposition | WordClass.Conjunction | WordClass.Glue));

    private static bool IsPersonEnd(in Token token) => token.Capital || token.Is(WordClass.Role | WordClass.Kin);

    private static bool RoleAhead(Token[] tokens, int from)
    {
        for (var i = from; i < tokens.Length && i < from + 4 && tokens[i].Before == Break.None; i++)
            if (tokens[i].Is(WordClass.Role)) return true;
        return false;
    }

    private static float Words(Token[] tokens, int i, Lexicon lexicon)
    {
        ref readonly var token = ref tokens[i];
        ref readonly var next = ref tokens[i + 1];
        if (token.Is(WordClass.Article | WordClass.Glue)) return Never;
        if (next.Is(WordClass.Glue | WordClass.Object) || EndsHere(tokens, i + 1)) return 4.5f;
        if (token.Is(WordClass.Preposition)) return 5;
        if (token.Is(WordClass.Conjunction | WordClass.Opener | WordClass.Relative)) return 4;
        if (next.Is(WordClass.Conjunction))
        {
            return Clauses.JoinsClauses(tokens, i + 1, lexicon) switch
            {
                Clauses.Join.Clauses => 0.5f,
                Clauses.Join.Verbs => 0.9f,
                _ => 2.2f,
            };
        }

        if (token.Is(WordClass.Auxiliary | WordClass.Negation)) return 3.5f;
        if (next.Is(WordClass.Opener)) return 0.9f;
        if (next.Is(WordClass.Relative)) return 1.7f;
        if (token.Is(WordClass.Subject)) return 4;
        if (token.Capital && next.Capital || token.Digit || next.Digit) return 4;
        if (next.Is(WordClass.Subject)) return token.Is(WordClass.Say | WordClass.Tell) ? 2 : 1.2f;
        if (next.Is(WordClass.Preposition)) return 1.8f;
        if (next.Is(WordClass.Auxiliary)) return 3.2f;
        return next.Is(WordClass.Article) ? 2.4f : 3;
    }
}
