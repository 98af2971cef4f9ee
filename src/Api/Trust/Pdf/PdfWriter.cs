using System.Text;

namespace Spot.Api.Trust.Pdf;

/// <summary>Writes a whole PDF file with a classic cross-reference table, and notes where the room is that is filled in later.</summary>
internal sealed class PdfWriter(PdfPassword? password) : IDisposable
{
    private readonly MemoryStream stream = new();

    /// <summary>Where each <see cref="PdfRoom"/> begins.</summary>
    public Dictionary<string, int> Rooms { get; } = new(StringComparer.Ordinal);

    /// <summary>The file.</summary>
    /// <param name="objects">All objects by number, from 1, without gaps.</param>
    /// <param name="trailer">The trailer, without its size.</param>
    /// <param name="comment">A line of ASCII after the header.</param>
    /// <param name="plain">The objects that are never encrypted.</param>
    public byte[] Write(SortedDictionary<int, PdfValue> objects, PdfDictionary trailer, string comment, IReadOnlySet<int> plain)
    {
        Ascii($"%PDF-{(password is null ? "1.7" : "2.0")}\n%");
        stream.Write([0xE2, 0xE3, 0xCF, 0xD3]);
        Ascii($"\n%{comment}\n");
        var offsets = new List<long>();
        foreach (var (number, value) in objects)
        {
            if (number != offsets.Count + 1) throw new ArgumentException("The objects have a gap.", nameof(objects));
            offsets.Add(stream.Position);
            Ascii($"{number} 0 obj\n");
            Value(value, password is not null && !plain.Contains(number));
            Ascii("\nendobj\n");
        }

        var table = stream.Position;
        Ascii($"xref\n0 {offsets.Count + 1}\n0000000000 65535 f \n");
        foreach (var offset in offsets) Ascii($"{offset:D10} 00000 n \n");
        trailer.Set("Size", (PdfWord)(offsets.Count + 1));
        Ascii("trailer\n");
        Value(trailer, encrypt: false);
        Ascii($"\nstartxref\n{table}\n%%EOF\n");
        return stream.ToArray();
    }

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();

    private void Value(PdfValue value, bool encrypt)
    {
        switch (value)
        {
            case PdfWord word:
                Ascii(word.Text);
                break;
            case PdfName name:
                Ascii("/" + name.Text);
                break;
            case PdfRef reference:
                Ascii($"{reference.Number} 0 R");
                break;
            case PdfString text:
                Ascii($"<{Convert.ToHexString(encrypt ? password!.Encrypt(text.Bytes) : text.Bytes)}>");
                break;
            case PdfRoom room:
                Rooms[room.Name] = (int)stream.Position;
                Ascii(new string(' ', room.Length));
                break;
            case PdfArray array:
                Ascii("[");
                for (var i = 0; i < array.Items.Count; i++)
                {
                    if (i > 0) Ascii(" ");
                    Value(array.Items[i], encrypt);
                }

                Ascii("]");
                break;
            case PdfDictionary dictionary:
                Ascii("<<");
                foreach (var (key, entry) in dictionary.Entries)
                {
                    Ascii($"/{key} ");
                    Value(entry, encrypt);
                }

                Ascii(">>");
                break;
            case PdfStream data:
                var bytes = encrypt ? password!.Encrypt(data.Bytes.Span) : data.Bytes.ToArray();
                data.Dictionary.Set("Length", (PdfWord)bytes.Length);
                Value(data.Dictionary, encrypt);
                Ascii("\nstream\n");
                stream.Write(bytes);
                Ascii("\nendstream");
                break;
            default:
                throw new ArgumentException("Not a value of a PDF.", nameof(value));
        }
    }

    private void Ascii(string text) => stream.Write(Encoding.Latin1.GetBytes(text));
}
