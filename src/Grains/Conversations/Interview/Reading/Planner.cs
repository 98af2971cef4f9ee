using System.Text;
using Spot.Grains.Abstractions.Conversations;

namespace Spot.Grains.Conversations.Interview.Reading;

/// <summary>Words to be quoted in one probe.</summary>
/// <param name="From">Index of the first word.</param>
/// <param name="To">Index after the last word.</param>
/// <param name="Weight">What the words are worth together.</param>
/// <param name="Quote">The slice of the text, white space folded.</param>
/// <param name="Frame">Which wordings fit.</param>
/// <param name="Kind">What it is about, when that is sure.</param>
internal sealed record Part(int From, int To, float Weight, string Quote, string Frame, PromptKind? Kind);

/// <summary>
/// Chooses the quotes: of all ways to lay at most N slices over an account, the one that covers the most weight and cuts the least.
/// It is exact (dynamic programming over words), linear in the length of the text.
/// </summary>
internal static class Planner
{
    public const int LongestQuote = 18;
    private const int LongestQuoteCharacters = 150;

    // What a probe must bring to be worth a tired person's time, in content words.
    private const float Price = 1.4f;
    private const float EasyWords = 13;
    private const float LongPenalty = 0.15f;
    private const float CrossPenalty = 0.6f;
    private const float LeadPenalty = 0.6f;
    private const float Lightest = 0.8f;

    public static List<Part> Plan(Account account, int most)
    {
        var tokens = account.Tokens;
        var count = tokens.Length;
        if (count == 0 || most <= 0 || account.Stop) return [];

        var starts = Starts(tokens);
        var best = new float[most + 1, count + 1];
        var from = new int[most + 1, count + 1];
        for (var to = 1; to <= count; to++)
        {
            for (var k = 0; k <= most; k++)
            {
                best[k, to] = best[k, to - 1];
                from[k, to] = -1;
            }

            Extend(tokens, starts, best, from, to, most);
        }

        var parts = new List<Part>();
        for (int at = count, k = most; at > 0;)
        {
            if (from[k, at] < 0)
            {
                at--;
                continue;
            }

            parts.Add(Make(account, from[k, at], at));
            at = from[k, at];
            k--;
        }

        parts.Reverse();
        return parts;
    }

    /// <summary>Quotes what little there is: the first words that may be quoted.</summary>
    public static Part? Whole(Account account)
    {
        if (account.Stop) return null;
        var tokens = account.Tokens;
        var from = Array.FindIndex(tokens, Quotable);
        if (from < 0) return null;
        var to = from + 1;
        while (to < tokens.Length && to - from < LongestQuote && Quotable(tokens[to]) && tokens[to].End - tokens[from].Start <= LongestQuoteCharacters) to++;
        return new Part(from, to, 0, Slice(account.Text, tokens, from, to), "whole", null);
    }

    private static bool Quotable(Token token) => !token.Has(Mark.Barred | Mark.Greeting) && token.End - token.Start <= Tokenizer.LongestWord;

    // Best slice that ends with word "to - 1", for every number of slices so far.
    private static void Extend(Token[] tokens, float[] starts, float[,] best, int[,] from, int to, int most)
    {
        var weight = 0f;
        var crossings = 0f;
        var endGap = to < tokens.Length ? tokens[to - 1].Gap : 0;
        for (var start = to - 1; start >= 0 && to - start <= LongestQuote; start--)
        {
            ref readonly var token = ref tokens[start];
            if (!Quotable(token) || tokens[to - 1].End - token.Start > LongestQuoteCharacters) break;
            weight += token.Weight;
            if (weight >= Lightest)
            {
                var length = to - start;
                var score = weight - Price - starts[start] - endGap - crossings - Math.Max(0, length - EasyWords) * LongPenalty;
                for (var k = 1; k <= most; k++)
                {
                    var total = best[k - 1, start] + score;
                    if (total <= best[k, to]) continue;
                    best[k, to] = total;
                    from[k, to] = start;
                }
            }

            if (token.Before == Break.Paragraph) break;
            if (token.Before == Break.Sentence && (token.Speech == 0 || start > 0 && tokens[start - 1].Speech != token.Speech))
                crossings += crossings == 0 ? CrossPenalty : 2 * CrossPenalty;
        }
    }

    // A quote may leave out "and", "but", "so" at its start: then the place before them counts.
    private static float[] Starts(Token[] tokens)
    {
        var starts = new float[tokens.Length];
        for (var i = 1; i < tokens.Length; i++)
        {
            starts[i] = tokens[i - 1].Gap;
            if (tokens[i - 1].Is(WordClass.Lead) && tokens[i].Before <= Break.Comma)
                starts[i] = Math.Min(starts[i], starts[i - 1] + 0.05f);
        }

        for (var i = 0; i < tokens.Length; i++)
            if (tokens[i].Is(WordClass.Lead)) starts[i] += LeadPenalty;
        return starts;
    }

    private static Part Make(Account account, int from, int to)
    {
        var tokens = account.Tokens;
        var weight = 0f;
        for (var i = from; i < to; i++)
            weight += tokens[i].Weight;
        var (frame, kind) = Classify(account, from, to);
        return new Part(from, to, weight, Slice(account.Text, tokens, from, to), frame, kind);
    }

    // A kind is named only when one phrase fills most of a short quote; else the question stays open.
    private static (string Frame, PromptKind? Kind) Classify(Account account, int from, int to)
    {
        var length = to - from;
        foreach (var (start, end, sense) in account.Senses)
        {
            if (start < from || end > to || start > from + 2 || length > 10) continue;
            switch (sense)
            {
                case Sense.Before: return ("happenedBefore", PromptKind.HappenedBefore);
                case Sense.Told: return ("toldBefore", PromptKind.ToldBefore);
                case Sense.Feeling: return ("feeling", PromptKind.Feeling);
            }
        }

        return (length <= 3 ? "phrase" : "clause", null);
    }

    /// <summary>The exact slice, white space folded. Takes in quotation marks that belong to it and a final stop.</summary>
    public static string Slice(string text, Token[] tokens, int from, int to)
    {
        var start = tokens[from].Start;
        var end = tokens[to - 1].End;
        var limit = to < tokens.Length ? tokens[to].Start : text.Length;
        var floor = from > 0 ? tokens[from - 1].End : 0;
        if (tokens[from].Speech != 0 && start > floor && IsQuotationMark(text[start - 1])) start--;
        while (end < limit && (text[end] is '.' or '!' or '?' or '؟' || IsQuotationMark(text[end]) && tokens[to - 1].Speech != 0)) end++;

        // A bracket opened in the slice is closed in it.
        if (end < limit && text[end] is ')' or ']' && text.AsSpan(start, end - start).LastIndexOfAny('(', '[') > text.AsSpan(start, end - start).LastIndexOfAny(')', ']')) end++;

        // An ellipsis is not the end of anything.
        if (end - tokens[to - 1].End >= 2 && text[end - 1] == '.' && text[end - 2] == '.') end = tokens[to - 1].End;
        return Fold(text.AsSpan(start, end - start));
    }

    /// <summary>Every run of white space as one space.</summary>
    public static string Fold(ReadOnlySpan<char> text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var mark in text)
        {
            if (!char.IsWhiteSpace(mark)) folded.Append(mark);
            else if (folded.Length > 0 && folded[^1] != ' ') folded.Append(' ');
        }

        return folded.ToString().TrimEnd();
    }

    private static bool IsQuotationMark(char mark) => mark is '"' or '“' or '”' or '„' or '«' or '»' or '‘' or '’' or '\'';
}
