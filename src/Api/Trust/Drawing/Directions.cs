using System.Globalization;
using System.Text;
using HarfBuzzSharp;

namespace Spot.Api.Trust.Drawing;

/// <summary>Which way each letter of a paragraph runs: the levels of the Unicode bidirectional algorithm (UAX #9).</summary>
/// <remarks>The rules P2 to P3, W1 to W7, N1, N2, I1 and I2. Left out: explicit embeddings and isolates (nobody types them into an answer; they are
/// passed over) and paired brackets (N0: a bracket takes the direction of its neighbours). Classes are derived from the script and the general
/// category, so no table is carried.</remarks>
internal static class Directions
{
    private enum Bidi : byte { L, R, AL, EN, ES, ET, AN, CS, NSM, BN, Neutral }

    /// <summary>The level of each UTF-16 unit: even runs to the right, odd to the left.</summary>
    /// <param name="text">One paragraph, without line ends.</param>
    /// <param name="paragraph">0 when the paragraph runs to the right, 1 when it runs to the left: as its first strong letter does.</param>
    public static byte[] Levels(string text, out byte paragraph)
    {
        var kinds = Classes(text);
        var firstStrong = Array.FindIndex(kinds, k => k is Bidi.L or Bidi.R or Bidi.AL);
        paragraph = firstStrong >= 0 && kinds[firstStrong] != Bidi.L ? (byte)1 : (byte)0;
        var levels = new byte[text.Length];
        if (paragraph == 0 && !Array.Exists(kinds, k => k is Bidi.R or Bidi.AL or Bidi.AN)) return levels;

        var edge = paragraph == 1 ? Bidi.R : Bidi.L;
        Weak(kinds, edge);
        Neutrals(kinds, edge);
        for (var i = 0; i < levels.Length; i++)
        {
            levels[i] = (kinds[i], paragraph) switch
            {
                (Bidi.L, 0) or (Bidi.R, 1) => paragraph,
                (Bidi.R, 0) => 1,
                _ => 2,
            };
        }

        return levels;
    }

    private static void Weak(Bidi[] kinds, Bidi edge)
    {
        // W1 to W3 in one walk: marks join the letter before, European digits after an Arabic letter count as Arabic ones, Arabic letters run left.
        var strong = edge;
        var previous = edge;
        for (var i = 0; i < kinds.Length; i++)
        {
            if (kinds[i] is Bidi.NSM or Bidi.BN) kinds[i] = previous;
            if (kinds[i] is Bidi.L or Bidi.R or Bidi.AL) strong = kinds[i];
            if (kinds[i] == Bidi.EN && strong == Bidi.AL) kinds[i] = Bidi.AN;
            previous = kinds[i];
        }

        for (var i = 0; i < kinds.Length; i++)
            if (kinds[i] == Bidi.AL) kinds[i] = Bidi.R;

        // W4: one separator between two numbers of a kind belongs to them.
        for (var i = 1; i + 1 < kinds.Length; i++)
        {
            if (kinds[i - 1] != kinds[i + 1]) continue;
            if (kinds[i - 1] == Bidi.EN && (kinds[i] is Bidi.ES or Bidi.CS)) kinds[i] = Bidi.EN;
            else if (kinds[i - 1] == Bidi.AN && kinds[i] == Bidi.CS) kinds[i] = Bidi.AN;
        }

        // W5: signs beside a number belong to it.
        for (var i = 0; i < kinds.Length;)
        {
            if (kinds[i] != Bidi.ET) { i++; continue; }
            var end = i;
            while (end < kinds.Length && kinds[end] == Bidi.ET) end++;
            if ((i > 0 && kinds[i - 1] == Bidi.EN) || (end < kinds.Length && kinds[end] == Bidi.EN)) Array.Fill(kinds, Bidi.EN, i, end - i);
            i = end;
        }

        // W6 and W7: what is left over is neutral; a European number in text that runs right runs right.
        strong = edge;
        for (var i = 0; i < kinds.Length; i++)
        {
            if (kinds[i] is Bidi.ES or Bidi.ET or Bidi.CS) kinds[i] = Bidi.Neutral;
            if (kinds[i] is Bidi.L or Bidi.R) strong = kinds[i];
            if (kinds[i] == Bidi.EN && strong == Bidi.L) kinds[i] = Bidi.L;
        }
    }

    private static void Neutrals(Bidi[] kinds, Bidi edge)
    {
        for (var i = 0; i < kinds.Length;)
        {
            if (kinds[i] != Bidi.Neutral) { i++; continue; }
            var end = i;
            while (end < kinds.Length && kinds[end] == Bidi.Neutral) end++;
            var before = i == 0 ? edge : Side(kinds[i - 1]);
            var after = end == kinds.Length ? edge : Side(kinds[end]);
            Array.Fill(kinds, before == after ? before : edge, i, end - i);
            i = end;
        }

        static Bidi Side(Bidi kind) => kind == Bidi.L ? Bidi.L : Bidi.R;
    }

    private static Bidi[] Classes(string text)
    {
        var kinds = new Bidi[text.Length];
        var at = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var kind = Of(rune);
            for (var unit = 0; unit < rune.Utf16SequenceLength; unit++) kinds[at++] = kind;
        }

        return kinds;
    }

    private static Bidi Of(Rune rune)
    {
        switch (rune.Value)
        {
            case >= '0' and <= '9' or >= 0x06F0 and <= 0x06F9: return Bidi.EN;
            case >= 0x0660 and <= 0x0669 or 0x066B or 0x066C: return Bidi.AN;
            case '+' or '-' or 0x2212: return Bidi.ES;
            case '#' or '%' or 0xB0 or 0x066A or 0x2030: return Bidi.ET;
            case ',' or '.' or ':' or '/' or 0xA0 or 0x060C or 0x202F: return Bidi.CS;
            case 0x200E: return Bidi.L;
            case 0x200F: return Bidi.R;
            case 0x061C: return Bidi.AL;
        }

        switch (Rune.GetUnicodeCategory(rune))
        {
            case UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark: return Bidi.NSM;
            case UnicodeCategory.Format or UnicodeCategory.Control: return Bidi.BN;
            case UnicodeCategory.CurrencySymbol: return Bidi.ET;
            case UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter
                or UnicodeCategory.OtherLetter or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.LetterNumber
                or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.OtherPunctuation or UnicodeCategory.DashPunctuation:
                break;
            default: return Bidi.Neutral;
        }

        var script = UnicodeFunctions.Default.GetScript((uint)rune.Value);
        if (script == Script.Arabic || script == Script.Syriac || script == Script.Thaana) return Bidi.AL;
        if (script.HorizontalDirection == Direction.RightToLeft) return Bidi.R;
        return Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.SpacingCombiningMark ? Bidi.L : Bidi.Neutral;
    }
}
