using System.Globalization;
using System.Text;

namespace Spot.Api.Trust.Drawing;

/// <summary>Where a line may end.</summary>
internal static class Breaks
{
    /// <summary>For each UTF-16 unit, whether a line may begin there. Simple rules: after spaces and hyphens, and between the characters of scripts that
    /// write without spaces. Nothing is ever torn inside a user-perceived character.</summary>
    /// <param name="text">One paragraph.</param>
    /// <param name="characters">Where user-perceived characters begin (<see cref="StringInfo.ParseCombiningCharacters"/>).</param>
    public static bool[] Allowed(string text, int[] characters)
    {
        var allowed = new bool[text.Length + 1];
        for (var i = 1; i < characters.Length; i++)
        {
            var at = characters[i];
            var before = Rune.GetRuneAt(text, characters[i - 1]);
            var after = Rune.GetRuneAt(text, at);
            if (Rune.IsWhiteSpace(after)) continue;
            allowed[at] = (Rune.IsWhiteSpace(before) && before.Value is not (0xA0 or 0x202F or 0x2007))
                || before.Value is 0x200B or 0xAD
                || (before.Value is '-' or 0x2010 or 0x2013 or 0x2014 or '/' && Rune.IsLetter(after) && i > 1 && Rune.IsLetterOrDigit(Rune.GetRuneAt(text, characters[i - 2])))
                || (HasNoSpaces(before) && HasNoSpaces(after) && !Closes(after))
                || (HasNoSpaces(before) && Rune.IsLetterOrDigit(after) && after.Value < 0x300)
                || (HasNoSpaces(after) && Rune.IsLetterOrDigit(before) && before.Value < 0x300);
        }

        return allowed;
    }

    private static bool HasNoSpaces(Rune rune) => rune.Value
        is >= 0x0E00 and <= 0x0EFF // Thai, Lao
        or >= 0x1000 and <= 0x109F or >= 0x1780 and <= 0x17FF // Myanmar, Khmer
        or >= 0x2E80 and <= 0x9FFF or >= 0xA000 and <= 0xA4CF // Han, Kana, Yi
        or >= 0xAC00 and <= 0xD7A3 or >= 0xF900 and <= 0xFAFF or >= 0xFF00 and <= 0xFF9F
        or >= 0x1F000 and <= 0x1FAFF // pictures
        or >= 0x20000 and <= 0x3FFFF;

    // Punctuation that must not begin a line.
    private static bool Closes(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.ClosePunctuation or UnicodeCategory.FinalQuotePunctuation or UnicodeCategory.OtherPunctuation
            or UnicodeCategory.ModifierLetter || rune.Value is 0x30FC or 0x0E2F or 0x0E46;
}
