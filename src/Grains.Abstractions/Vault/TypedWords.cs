using System.Buffers;
using System.Globalization;
using System.Text;

namespace Spot.Grains.Abstractions.Vault;

/// <summary>Why typed words are not a code.</summary>
public enum WordProblem
{
    /// <summary>They are one.</summary>
    None,

    /// <summary>Nothing was typed.</summary>
    Empty,

    /// <summary>More or fewer words than a code has. Words not on the list are named all the same: two written as one are both faults.</summary>
    WrongCount,

    /// <summary>At least one word is not on the list; each is named with suggestions.</summary>
    UnknownWord,

    /// <summary>Every word is on the list, but one of them is wrong or two are swapped.</summary>
    WrongCheck,
}

/// <summary>A typed word that is not on the list.</summary>
/// <param name="Position">Counted from 1.</param>
/// <param name="Typed">As it was typed, at most 40 characters of it.</param>
/// <param name="Suggestions">Words that may have been meant, the likeliest first, at most three.</param>
public sealed record UnknownWord(int Position, string Typed, IReadOnlyList<string> Suggestions)
{
    /// <inheritdoc/>
    public override string ToString() => "[redacted]";
}

/// <summary>Finds words of the list in whatever a person types, dictates or pastes.</summary>
/// <remarks>Unicode form NFKC, any case; everything but letters parts words, so spaces, commas, hyphens, line ends and numbering are all the same.
/// A whole word counts, or its first four letters and no more.</remarks>
internal static class TypedWords
{
    private const int MaxShown = 40;

    /// <summary>Reads text as a code. Secret bytes when the problem is none, otherwise null.</summary>
    public static (byte[]? Secret, WordProblem Problem, int Count, IReadOnlyList<UnknownWord> Unknown) Read(string? text, WordCode code)
    {
        var typed = Split(text ?? "");
        if (typed.Count == 0) return (null, WordProblem.Empty, 0, []);
        var right = typed.Count == code.WordCount;
        // Far too many words are not a code with slips but another text; naming each of its words helps nobody.
        if (typed.Count > 2 * code.WordCount) return (null, WordProblem.WrongCount, typed.Count, []);

        var indices = new int[typed.Count];
        var unknown = new List<UnknownWord>();
        for (var i = 0; i < indices.Length; i++)
        {
            var word = Lower(typed[i]);
            indices[i] = WordList.English.IndexOf(word);
            if (indices[i] < 0) indices[i] = WordList.English.IndexOfPrefix(word);
            if (indices[i] < 0)
                unknown.Add(new UnknownWord(i + 1, typed[i].Length <= MaxShown ? typed[i] : typed[i][..MaxShown], WordList.English.Suggest(word)));
        }

        if (!right) return (null, WordProblem.WrongCount, typed.Count, unknown);
        if (unknown.Count > 0) return (null, WordProblem.UnknownWord, typed.Count, unknown);
        var secret = code.Read(indices);
        return (secret, secret is null ? WordProblem.WrongCheck : WordProblem.None, typed.Count, []);
    }

    private static List<string> Split(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var rune in WellFormed(text).Normalize(NormalizationForm.FormKC).EnumerateRunes())
        {
            if (IsJoiner(rune.Value)) continue;
            if (Rune.IsLetter(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark)
            {
                word.Append(rune.ToString());
                continue;
            }

            if (word.Length > 0) words.Add(word.ToString());
            word.Clear();
        }

        if (word.Length > 0) words.Add(word.ToString());
        return words;
    }

    // Half a surrogate pair has no normal form; it parts words like any other sign.
    private static string WellFormed(string text)
    {
        var rest = text.AsSpan();
        var clean = new StringBuilder(text.Length);
        while (!rest.IsEmpty)
        {
            var done = Rune.DecodeFromUtf16(rest, out var rune, out var used) == OperationStatus.Done;
            clean.Append(done ? rune.ToString() : " ");
            rest = rest[used..];
        }

        return clean.ToString();
    }

    // Invisible signs that PDF viewers and mail programs leave inside words: soft hyphen, joiners, word joiner, byte order mark.
    private static bool IsJoiner(int value) => value is 0x00AD or 0x200C or 0x200D or 0x2060 or 0xFEFF;

    // A Turkish keyboard writes the capital of i with a dot and the small letter of I without one.
    private static string Lower(string word) => word.Replace('İ', 'i').Replace('ı', 'i').ToLowerInvariant();
}
