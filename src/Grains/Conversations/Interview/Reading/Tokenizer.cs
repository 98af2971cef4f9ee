using System.Text;

namespace Spot.Grains.Conversations.Interview.Reading;

/// <summary>Cuts a text into words and says what stands between them. One pass; takes any text.</summary>
internal static class Tokenizer
{
    // A word longer than this is no word anybody would want quoted back.
    public const int LongestWord = 60;

    public static List<Token> Read(string text, Lexicon lexicon)
    {
        var tokens = new List<Token>(text.Length / 5);
        var at = 0;
        var gapStart = 0;
        while (at < text.Length)
        {
            var length = WordLength(text, at);
            if (length == 0)
            {
                at += char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]) ? 2 : 1;
                continue;
            }

            var word = text.AsSpan(at, length);
            var key = Lexicon.KeyOf(word);
            var wordClass = lexicon.ClassOf(key);
            if (wordClass == WordClass.None && lexicon.Respell(key) is { } meant)
                (key, wordClass) = (meant, lexicon.ClassOf(meant));
            tokens.Add(new Token
            {
                Start = at,
                End = at + length,
                Key = key,
                Class = wordClass,
                Capital = char.IsUpper(word[0]),
                Digit = word.ContainsAnyInRange('0', '9') || word.IndexOfAnyInRange('\u0660', '\u0669') >= 0,
                Before = tokens.Count == 0 ? Break.Paragraph : BreakIn(text, gapStart, at, tokens[^1]),
            });
            at += length;
            gapStart = at;
        }

        DropBreaksInsideLines(text, tokens);
        return tokens;
    }

    private static int WordLength(string text, int start)
    {
        var at = start;
        if (text[at] is '£' or '$' or '€' or '#' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1])) at++;
        if (text[at] == '&') return 1;
        var letters = at;
        while (at < text.Length)
        {
            if (Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var used) == System.Buffers.OperationStatus.Done && IsWordRune(rune))
            {
                at += used;
                continue;
            }

            if (at == letters || at + 1 >= text.Length || !IsJoint(text, at)) break;
            at++;
        }

        return at == letters ? 0 : at - start;
    }

    private static bool IsWordRune(Rune rune) =>
        Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.NonSpacingMark
            or System.Globalization.UnicodeCategory.SpacingCombiningMark or System.Globalization.UnicodeCategory.LetterNumber;

    // A sign inside a word: an apostrophe or hyphen between letters, a point or colon between digits.
    private static bool IsJoint(string text, int at) => text[at] switch
    {
        '\'' or '’' or 'ʼ' or '-' or '‑' or '_' or '@' => char.IsLetterOrDigit(text[at + 1]) && char.IsLetterOrDigit(text[at - 1]),
        '.' when char.IsLetter(text[at - 1]) => IsInitial(text, at - 1) && IsInitial(text, at + 1),
        '.' or ',' or ':' or '/' => char.IsDigit(text[at + 1]) && char.IsDigit(text[at - 1]),
        _ => false,
    };

    // A letter alone between signs, as in "a.m." or "e.g.".
    private static bool IsInitial(string text, int at) =>
        char.IsLetter(text[at]) && (at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (at + 1 == text.Length || !char.IsLetterOrDigit(text[at + 1]));

    private static Break BreakIn(string text, int from, int to, in Token previous)
    {
        var result = Break.None;
        var newlines = 0;
        var stops = 0;
        var closed = false;
        for (var at = from; at < to; at++)
        {
            var mark = text[at];
            switch (mark)
            {
                case '\n':
                    newlines++;
                    break;
                case '•' or '▪' or '‣' or '●' or '*':
                    result = Max(result, newlines > 0 ? Break.Paragraph : Break.Strong);
                    break;
                case '.':
                    stops++;
                    result = Max(result, stops == 1 ? Break.Sentence : Break.Strong);
                    break;
                case '!' or '?' or '…' or '؟' or '。' or '۔':
                    result = Break.Sentence;
                    break;
                case ',' or '،':
                    result = Max(result, Break.Comma);
                    break;
                case ';' or ':' or '؛' or '(' or ')' or '[' or ']' or '—' or '–':
                    result = Max(result, Break.Strong);
                    break;
                case '-' when newlines > 0:
                    result = Break.Paragraph;
                    break;
                case '-' or '/':
                    result = Max(result, Break.Strong);
                    break;
                case '"' or '“' or '”' or '«' or '»':
                    closed |= result == Break.Sentence;
                    result = Max(result, Break.Comma);
                    break;
            }
        }

        if (newlines > 1) return Break.Paragraph;
        if (newlines == 1) return result >= Break.Strong ? Max(result, Break.Sentence) : Max(result, LineBreak);
        if (result != Break.Sentence) return result;

        // "Mr. Brown", "J. Brown"; a stop, or speech that ends in a stop, before a small letter goes on: the words were one sentence.
        var single = stops == 1 && previous.End - previous.Start == 1 && previous.Capital && previous.Key != "i";
        if (stops == 1 && (previous.Is(WordClass.Abbreviation) || single)) return previous.Key.Contains('.', StringComparison.Ordinal) ? Break.Comma : Break.None;
        var small = to < text.Length && char.IsLower(text[to]);
        if (small && closed) return Break.Comma;
        return small && stops > 1 ? Break.Strong : Break.Sentence;
    }

    // Stands for a lone line break until the lines' lengths are known.
    private const Break LineBreak = (Break)100;

    // Mail programs break lines at a width: such a break means nothing. A short line, or a capital after it, means a new line was wanted.
    private static void DropBreaksInsideLines(string text, List<Token> tokens)
    {
        for (var i = 1; i < tokens.Count; i++)
        {
            if (tokens[i].Before != LineBreak) continue;
            var token = tokens[i];
            var end = tokens[i - 1].End;
            var lineStart = text.LastIndexOf('\n', end - 1, Math.Min(end, 200)) + 1;
            var wrapped = char.IsLower(text[token.Start]) && end - lineStart >= 40;
            token.Before = wrapped ? Break.None : Break.Sentence;
            tokens[i] = token;
        }
    }

    private static Break Max(Break a, Break b) => a > b ? a : b;
}
