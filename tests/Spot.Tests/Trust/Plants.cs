using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Spot.Tests.Trust;

/// <summary>Words that must not be found, in every form in which a program may have written them down.</summary>
internal sealed class Plants
{
    private readonly Dictionary<string, string> forms = new(StringComparer.Ordinal);
    private SearchValues<string>? all;

    /// <summary>A text, under the name that a failure says.</summary>
    public Plants Text(string name, string text)
    {
        foreach (var variant in new HashSet<string>(StringComparer.Ordinal) { text, text.ToLowerInvariant(), text.ToUpperInvariant() })
        {
            Add(name, JsonEncodedText.Encode(variant).ToString());
            Add(name, Uri.EscapeDataString(variant));
            Bytes(name, Encoding.UTF8.GetBytes(variant));
            Bytes(name, Encoding.Unicode.GetBytes(variant));
        }

        return this;
    }

    /// <summary>Bytes: as they are, hexadecimal, and Base64 wherever they stand in what was encoded.</summary>
    public Plants Bytes(string name, byte[] bytes)
    {
        Add(name, Encoding.Latin1.GetString(bytes));
        Add(name, Convert.ToHexString(bytes));
        Add(name, Convert.ToHexStringLower(bytes));
        for (var before = 0; before < 3; before++)
        {
            var base64 = Convert.ToBase64String([.. new byte[before], .. bytes])[((before * 8 + 5) / 6)..((before + bytes.Length) * 8 / 6)];
            Add(name, base64);
            Add(name, base64.Replace('+', '-').Replace('/', '_'));
        }

        return this;
    }

    /// <summary>Words in their order: any two neighbours, however parted.</summary>
    public Plants Sequence(string name, IReadOnlyList<string> words)
    {
        foreach (var between in (ReadOnlySpan<string>)["", " ", "\n", "\r\n", "-", ",", ", ", "\",\""])
            for (var i = 0; i + 1 < words.Count; i++)
                Text(name, words[i] + between + words[i + 1]);
        return this;
    }

    /// <summary>The name of a planted word that stands in these bytes; null: none.</summary>
    public string? FindIn(ReadOnlySpan<byte> bytes)
    {
        all ??= SearchValues.Create([.. forms.Keys], StringComparison.Ordinal);
        var text = Encoding.Latin1.GetString(bytes);
        var at = text.AsSpan().IndexOfAny(all);
        return at < 0 ? null : forms.First(form => text.AsSpan(at).StartsWith(form.Key, StringComparison.Ordinal)).Value;
    }

    private void Add(string name, string form)
    {
        all = null;
        forms[form] = name;
    }
}
