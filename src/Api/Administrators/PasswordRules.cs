using System.Collections.Frozen;
using System.Text;

namespace Spot.Api.Administrators;

/// <summary>Why a password is not taken.</summary>
public enum PasswordProblem
{
    /// <summary>It is.</summary>
    None,

    /// <summary>Fewer than <see cref="PasswordRules.MinLength"/> characters.</summary>
    TooShort,

    /// <summary>More than <see cref="PasswordRules.MaxLength"/> characters. It is never cut off.</summary>
    TooLong,

    /// <summary>It is one that many people use, or one of those with digits round it, or a short piece again and again.</summary>
    Common,

    /// <summary>It is the person's own address or name.</summary>
    Own,
}

/// <summary>What a new password must be: long, and not one that everybody tries first. Nothing about its signs (NIST SP 800-63B, 3.1.1.2).</summary>
public static class PasswordRules
{
    /// <summary>The fewest characters.</summary>
    public const int MinLength = 12;

    /// <summary>The most characters: far above what anybody types, low enough that reading it costs nothing.</summary>
    public const int MaxLength = 1_000;

    // A common one hidden between this many digits or signs is still the first thing that is tried; with more it is the digits that have to be guessed.
    private const int Trimmings = 8;

    // A unit of so few characters, again and again, is as quickly tried as once.
    private const int ShortUnit = 4;

    private static readonly FrozenSet<string> Common = Load();
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> CommonSpans = Common.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>How many common passwords are known.</summary>
    public static int CommonCount => Common.Count;

    /// <summary>The bytes that are hashed: Unicode form C, UTF-8; so one password is the same from every keyboard.</summary>
    public static byte[] Bytes(string password) => Encoding.UTF8.GetBytes(Normalise(password));

    /// <summary>Looks at a new password.</summary>
    /// <param name="password">As typed.</param>
    /// <param name="own">The person's name and address.</param>
    public static PasswordProblem Check(string password, params ReadOnlySpan<string> own)
    {
        // Counted before anything else is done with it: a password of megabytes is not worth its reading.
        if (password.Length > 2 * MaxLength) return PasswordProblem.TooLong;
        var normal = Normalise(password);
        var length = normal.EnumerateRunes().Count();
        if (length > MaxLength) return PasswordProblem.TooLong;
        if (length < MinLength) return PasswordProblem.TooShort;
        var lower = normal.ToLowerInvariant();
        foreach (var word in own)
            if (word.Length > 0 && string.Equals(normal, Normalise(word), StringComparison.OrdinalIgnoreCase))
                return PasswordProblem.Own;
        return IsCommon(lower) ? PasswordProblem.Common : PasswordProblem.None;
    }

    private static bool IsCommon(string lower)
    {
        if (Common.Contains(lower)) return true;
        var core = lower.AsSpan().Trim("0123456789!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~ ");
        if (lower.Length - core.Length <= Trimmings && CommonSpans.Contains(core)) return true;
        for (var unit = 1; unit <= lower.Length / 2; unit++)
            if (Repeats(lower, unit) && (unit <= ShortUnit || CommonSpans.Contains(lower.AsSpan(0, unit))))
                return true;
        return IsRun(lower);
    }

    // The last repetition may be cut off: "abcabcabcabca" is no better than "abcabcabcabc".
    private static bool Repeats(string text, int unit)
    {
        for (var i = unit; i < text.Length; i++)
            if (text[i] != text[i - unit])
                return false;
        return true;
    }

    // "abcdefghijkl", "123456789012", "zyxwvutsrqpo".
    private static bool IsRun(string text)
    {
        bool up = true, down = true;
        for (var i = 1; i < text.Length; i++)
        {
            up &= text[i] == text[i - 1] + 1 || (text[i - 1] == '9' && text[i] == '0');
            down &= text[i] == text[i - 1] - 1 || (text[i - 1] == '0' && text[i] == '9');
        }

        return up || down;
    }

    // Half a surrogate pair has no form C; through UTF-8 it becomes the sign for an unreadable one, the same every time.
    private static string Normalise(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Normalize(NormalizationForm.FormC);

    private static FrozenSet<string> Load()
    {
        using var stream = typeof(PasswordRules).Assembly.GetManifestResourceStream("common-passwords.txt")
            ?? throw new InvalidOperationException("The list of common passwords is not built in.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
    }
}
