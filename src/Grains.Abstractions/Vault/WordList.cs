using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Spot.Grains.Abstractions.Vault;

/// <summary>The published list of 2,048 English words in which codes, paper shares and fingerprints are written: eleven bits a word.</summary>
/// <remarks>It is the English list of BIP-39 (github.com/bitcoin/bips, bip-0039, MIT licence): sorted, and no two words share their first four
/// letters. What Spot writes with it is not BIP-39: other lengths and other check bits. Every code on paper depends on this list,
/// so a resource that is not exactly it is refused at first use.</remarks>
public sealed class WordList
{
    private const string Resource = "words.en.txt";
    private const string ResourceHash = "2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda";

    private readonly string[] words;

    private WordList(string[] words) => this.words = words;

    /// <summary>How many bits one word stands for.</summary>
    public const int BitsPerWord = 11;

    /// <summary>How many letters tell every word from every other.</summary>
    public const int PrefixLength = 4;

    /// <summary>The one list; the same in every language of the pages, so a code can be read anywhere.</summary>
    public static WordList English { get; } = Load();

    /// <summary>The number of words: 2,048.</summary>
    public int Count => words.Length;

    /// <summary>The word at a position from 0 to 2,047.</summary>
    public string this[int index] => words[index];

    /// <summary>The position of a word in lower case, or -1.</summary>
    public int IndexOf(ReadOnlySpan<char> word)
    {
        var found = Search(word);
        return found >= 0 ? found : -1;
    }

    /// <summary>The position of the one word that begins with exactly these four letters, or -1. Longer beginnings are not completed:
    /// whoever typed more than four letters meant a whole word, and guessing it would hide a mistake.</summary>
    public int IndexOfPrefix(ReadOnlySpan<char> fourLetters)
    {
        if (fourLetters.Length != PrefixLength) return -1;
        var at = Search(fourLetters);
        if (at >= 0) return at;
        at = ~at;
        return at < words.Length && words[at].AsSpan().StartsWith(fourLetters, StringComparison.Ordinal) ? at : -1;
    }

    /// <summary>Words that someone who typed <paramref name="word"/> may have meant, the likeliest first: the one with the same first four
    /// letters, then those with the fewest slips of the hand between (a letter missing, added, wrong, or two swapped).</summary>
    /// <param name="word">In lower case.</param>
    /// <param name="max">How many at most.</param>
    public IReadOnlyList<string> Suggest(string word, int max = 3)
    {
        ArgumentNullException.ThrowIfNull(word);
        // Nothing on the list is longer than eight letters; far beyond that no suggestion is honest, and the work must stay small.
        if (word.Length is 0 or > 20) return [];
        var limit = word.Length < 4 ? 1 : word.Length < 7 ? 2 : 3;
        return [.. words
            .Select(candidate => (candidate, same: SharedStart(word, candidate)))
            // Each letter more or less is a slip: most words are left out by their length alone.
            .Where(x => x.same >= PrefixLength || Math.Abs(word.Length - x.candidate.Length) <= limit)
            .Select(x => (x.candidate, x.same, slips: Slips(word, x.candidate)))
            .Where(x => x.same >= PrefixLength || x.slips <= limit)
            .OrderByDescending(x => x.same >= PrefixLength)
            .ThenBy(x => x.slips)
            .ThenByDescending(x => x.same)
            .ThenBy(x => x.candidate, StringComparer.Ordinal)
            .Take(max)
            .Select(x => x.candidate)];
    }

    private int Search(ReadOnlySpan<char> word)
    {
        int low = 0, high = words.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var order = words[middle].AsSpan().SequenceCompareTo(word);
            if (order == 0) return middle;
            if (order < 0) low = middle + 1;
            else high = middle - 1;
        }

        return ~low;
    }

    private static int SharedStart(string a, string b) => a.AsSpan().CommonPrefixLength(b);

    // Optimal string alignment: Levenshtein's distance in which two neighbours swapped count once.
    private static int Slips(string a, string b)
    {
        Span<int> before = stackalloc int[b.Length + 1];
        Span<int> last = stackalloc int[b.Length + 1];
        Span<int> row = stackalloc int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++) last[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                row[j] = Math.Min(Math.Min(last[j] + 1, row[j - 1] + 1), last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = Math.Min(row[j], before[j - 2] + 1);
            }

            var free = before;
            before = last;
            last = row;
            row = free;
        }

        return last[b.Length];
    }

    private static WordList Load()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The resource {Resource} is missing.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        if (Convert.ToHexStringLower(SHA256.HashData(bytes)) != ResourceHash)
            throw new InvalidOperationException($"The resource {Resource} is not the published list; codes on paper would not be readable.");
        return new WordList(Encoding.ASCII.GetString(bytes).Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
