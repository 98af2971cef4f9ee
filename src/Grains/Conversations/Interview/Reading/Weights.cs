using System.Numerics;

namespace Spot.Grains.Conversations.Interview.Reading;

/// <summary>Says what each word is worth when an account has more parts than probes. A word in no list weighs as content.</summary>
internal static class Weights
{
    public static void Weigh(Account account, Lexicon lexicon)
    {
        var weights = lexicon.Weights;
        var byBit = lexicon.ListedWeights;
        var tokens = account.Tokens;
        for (var i = 0; i < tokens.Length; i++)
        {
            ref var token = ref tokens[i];
            var weight = Base(token, tokens, i, weights, byBit);
            if (token.Speech != 0) weight = Math.Min(weight, weights.Content);
            if (IsTold(tokens, i)) weight *= weights.Told;
            if (token.Has(Mark.Greeting)) weight *= weights.Greeting;
            else if (token.Has(Mark.Background)) weight *= weights.Background;
            token.Weight = token.End - token.Start > Tokenizer.LongestWord ? 0 : weight;
        }

        for (int from = 0, to; from < tokens.Length; from = to)
        {
            for (to = from + 1; to < tokens.Length && tokens[to].Clause == tokens[from].Clause;) to++;
            WeighClause(tokens, from, to, weights);
        }
    }

    private static void WeighClause(Token[] tokens, int from, int to, WeightText weights)
    {
        var length = to - from;
        if (length < 3) return;
        var late = false;
        for (var i = from; i < Math.Min(to, from + 4); i++)
            late |= tokens[i].Is(WordClass.First) && from * 2 > tokens.Length;
        var own = weights.Clause * (tokens[from].Has(Mark.Greeting) ? weights.Greeting : tokens[from].Has(Mark.Background) ? weights.Background : 1) / length;
        for (var i = from; i < to; i++)
            tokens[i].Weight = (tokens[i].Weight + (tokens[i].Weight > 0 ? own : 0)) * (late ? weights.Late : 1);
    }

    private static float Base(in Token token, Token[] tokens, int i, WeightText weights, float[] byBit)
    {
        var listed = 0f;
        for (var bits = (uint)token.Class; bits != 0; bits &= bits - 1)
            listed = Math.Max(listed, byBit[BitOperations.TrailingZeroCount(bits)]);
        if (listed > 0) return listed;
        const WordClass Empty = WordClass.Article | WordClass.Preposition | WordClass.Glue | WordClass.Auxiliary | WordClass.Subject | WordClass.First
            | WordClass.Conjunction | WordClass.Opener | WordClass.Relative | WordClass.Lead | WordClass.Function | WordClass.Negation;
        if (token.Is(Empty)) return weights.Empty;
        if (token.Is(WordClass.Light)) return weights.Light;
        if (token.Digit) return weights.Number;
        return token.Capital && i > 0 && token.Before < Break.Sentence ? weights.Name : weights.Content;
    }

    // A day and a month, a clock time, a name beside its role, or words between quotation marks: what could be asked about them has been said.
    private static bool IsTold(Token[] tokens, int i)
    {
        ref readonly var token = ref tokens[i];
        if (token.Speech != 0) return true;
        if (token.Is(WordClass.Month) && (Near(tokens, i, static near => near.Digit))) return true;
        if (token.Digit && Near(tokens, i, static near => near.Is(WordClass.Month | WordClass.Day | WordClass.Time))) return true;
        if (token.Is(WordClass.Role) && Near(tokens, i, static near => near.Capital && near.Class == WordClass.None)) return true;
        return token.Capital && token.Class == WordClass.None && Near(tokens, i, static near => near.Is(WordClass.Role));
    }

    private static bool Near(Token[] tokens, int i, Func<Token, bool> test)
    {
        for (var j = Math.Max(0, i - 3); j < tokens.Length && j <= i + 3; j++)
            if (j != i && tokens[j].Sentence == tokens[i].Sentence && test(tokens[j])) return true;
        return false;
    }
}
