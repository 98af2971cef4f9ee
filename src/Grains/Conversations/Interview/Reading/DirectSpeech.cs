namespace Spot.Grains.Conversations.Interview.Reading;

/// <summary>Finds what stands between quotation marks of any of our languages. A mark that is never closed opens nothing.</summary>
internal static class DirectSpeech
{
    private const int LongestSpeech = 700;

    /// <summary>Numbers the words of each direct speech from 1.</summary>
    public static void Mark(string text, Span<Token> tokens)
    {
        var number = 0;
        var token = 0;
        for (var at = 0; at < text.Length; at++)
        {
            var close = Closing(text, at);
            if (close < 0) continue;
            number++;
            while (token < tokens.Length && tokens[token].Start < at) token++;
            for (; token < tokens.Length && tokens[token].Start < close; token++)
                tokens[token].Speech = number;
            at = close;
        }
    }

    private static int Closing(string text, int open)
    {
        var mark = text[open];
        if (mark is not ('"' or '“' or '„' or '«' or '»' or '‘' or '\'')) return -1;
        var end = Math.Min(text.Length, open + LongestSpeech);
        var single = mark is '‘' or '\'';
        if (single && (open > 0 && !IsOutside(text[open - 1]) || open + 1 < end && !char.IsLetterOrDigit(text[open + 1]))) return -1;
        for (var at = open + 1; at < end; at++)
        {
            if (text[at] == '\n' && at + 1 < text.Length && text[at + 1] == '\n') return -1;
            if (single)
            {
                // A single mark closes speech only after a stop or comma, or it would be an apostrophe.
                if (text[at] is '\'' or '’' && at > open + 1 && (at + 1 == text.Length || !char.IsLetterOrDigit(text[at + 1])) && (mark == '‘' || text[at - 1] is '.' or ',' or '?' or '!' || at - open < 60))
                    return at;
            }
            else if (Closes(mark, text[at]))
            {
                return at;
            }
        }

        return -1;
    }

    private static bool Closes(char open, char mark) => open switch
    {
        '"' => mark is '"' or '”',
        '“' => mark is '”' or '"',
        '„' => mark is '“' or '”' or '"',
        '«' => mark is '»',
        '»' => mark is '«',
        _ => false,
    };

    private static bool IsOutside(char mark) => char.IsWhiteSpace(mark) || mark is '(' or '[' or '-' or '–' or '—' or ':' or ',';
}
