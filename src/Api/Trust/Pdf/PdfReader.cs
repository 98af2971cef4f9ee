using System.Globalization;
using System.Text;

namespace Spot.Api.Trust.Pdf;

/// <summary>Reads the PDF that the drawing library has just written: a classic cross-reference table, one section, no object streams. It is never shown a file
/// from outside; anything else throws.</summary>
internal sealed class PdfReader
{
    private readonly byte[] file;
    private readonly Dictionary<int, int> offsets = [];
    private int at;

    private PdfReader(byte[] file) => this.file = file;

    /// <summary>All objects of a file and its trailer.</summary>
    /// <exception cref="FormatException">It is not what the drawing library writes.</exception>
    public static (SortedDictionary<int, PdfValue> Objects, PdfDictionary Trailer) Read(byte[] file)
    {
        var reader = new PdfReader(file);
        var trailer = reader.Table();
        var objects = new SortedDictionary<int, PdfValue>();
        foreach (var (number, offset) in reader.offsets) objects[number] = reader.Object(number, offset);
        return (objects, trailer);
    }

    private PdfDictionary Table()
    {
        at = file.AsSpan().LastIndexOf("startxref"u8);
        if (at < 0) throw Wrong("no startxref");
        at += "startxref".Length;
        at = Number();
        Expect("xref");
        var first = Number();
        var count = Number();
        for (var i = 0; i < count; i++)
        {
            var offset = Number();
            Number();
            var kind = Token();
            if (kind == "n") offsets[first + i] = offset;
        }

        Expect("trailer");
        return Value() as PdfDictionary ?? throw Wrong("no trailer");
    }

    private PdfValue Object(int number, int offset)
    {
        at = offset;
        if (Number() != number) throw Wrong("a wrong object");
        Number();
        Expect("obj");
        var value = Value();
        var after = at;
        if (value is not PdfDictionary dictionary || Token() != "stream")
        {
            at = after;
            return value;
        }

        at += file[at] == '\r' ? 2 : 1;
        var start = at;
        var length = dictionary["Length"] switch
        {
            PdfWord word => int.Parse(word.Text, CultureInfo.InvariantCulture),
            PdfRef reference when Object(reference.Number, offsets[reference.Number]) is PdfWord word => int.Parse(word.Text, CultureInfo.InvariantCulture),
            _ => throw Wrong("a stream without a length"),
        };
        dictionary.Set("Length", (PdfWord)length);
        at = start + length;
        Expect("endstream");
        return new PdfStream(dictionary, file.AsMemory(start, length));
    }

    private PdfValue Value()
    {
        SkipSpace();
        switch (file[at])
        {
            case (byte)'/':
                at++;
                return new PdfName(Token());
            case (byte)'(':
                return Literal();
            case (byte)'[':
                at++;
                var items = new List<PdfValue>();
                while (Peek() != ']') items.Add(Value());
                at++;
                return new PdfArray(items);
            case (byte)'<' when file[at + 1] == '<':
                at += 2;
                var entries = new PdfDictionary();
                while (Peek() != '>')
                {
                    at++;
                    var key = Token();
                    entries.Set(key, Value());
                }

                at += 2;
                return entries;
            case (byte)'<':
                return Hexadecimal();
            default:
                return WordOrReference();
        }
    }

    private PdfValue WordOrReference()
    {
        var word = Token();
        var after = at;
        if (int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && char.IsAsciiDigit(Peek()) && Token() == "0" && Peek() == 'R')
        {
            at++;
            return new PdfRef(number);
        }

        at = after;
        return new PdfWord(word);
    }

    private PdfString Hexadecimal()
    {
        var end = file.AsSpan(at).IndexOf((byte)'>') + at;
        var digits = Encoding.ASCII.GetString(file, at + 1, end - at - 1).Replace("\n", "", StringComparison.Ordinal);
        at = end + 1;
        return new PdfString(Convert.FromHexString(digits.Length % 2 == 0 ? digits : digits + "0"));
    }

    private PdfString Literal()
    {
        var bytes = new List<byte>();
        var depth = 0;
        for (at++; ; at++)
        {
            switch (file[at])
            {
                case (byte)'\\':
                    at++;
                    if (file[at] is >= (byte)'0' and <= (byte)'7')
                    {
                        bytes.Add(Convert.ToByte(Encoding.ASCII.GetString(file, at, 3), 8));
                        at += 2;
                    }
                    else
                    {
                        bytes.Add(file[at] switch { (byte)'n' => (byte)'\n', (byte)'r' => (byte)'\r', (byte)'t' => (byte)'\t', var same => same });
                    }

                    break;
                case (byte)')' when depth == 0:
                    at++;
                    return new PdfString([.. bytes]);
                case var letter:
                    if (letter == '(') depth++;
                    if (letter == ')') depth--;
                    bytes.Add(letter);
                    break;
            }
        }
    }

    private int Number() => int.TryParse(Token(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Wrong("no number");

    private void Expect(string word)
    {
        if (Token() != word) throw Wrong($"no {word}");
    }

    private char Peek()
    {
        SkipSpace();
        return (char)file[at];
    }

    private string Token()
    {
        SkipSpace();
        var start = at;
        while (at < file.Length && !IsSpace(file[at]) && !"()<>[]/%"u8.Contains(file[at])) at++;
        return Encoding.Latin1.GetString(file, start, at - start);
    }

    private void SkipSpace()
    {
        while (at < file.Length)
        {
            if (file[at] == '%') while (at < file.Length && file[at] is not ((byte)'\n' or (byte)'\r')) at++;
            else if (IsSpace(file[at])) at++;
            else return;
        }

        throw Wrong("an early end");
    }

    private static bool IsSpace(byte value) => value is 0 or 9 or 10 or 12 or 13 or 32;

    private FormatException Wrong(string what) => new($"The drawn PDF has {what} near byte {at}.");
}
