using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Spot.Api.Trust.Pdf;

/// <summary>A finished PDF with room for its signature. The drawing library's file is written anew as a whole, so it has one revision, no times, and is
/// encrypted before it is signed.</summary>
internal sealed class SignableFile
{
    private const int ContentsSize = 8192;
    private const string ByteRange = "ByteRange";
    private const string Contents = "Contents";
    private readonly byte[] file;
    private readonly int gapStart;
    private readonly int gapEnd;

    private SignableFile(byte[] file, int gapStart, int gapEnd) => (this.file, this.gapStart, this.gapEnd) = (file, gapStart, gapEnd);

    /// <summary>In front of the time log's random bytes, in a comment at the start of the file: readable without a password.</summary>
    public const string RandomMark = "Random for the time log: ";

    /// <summary>SHA-256 over every byte of the file but the signature's own.</summary>
    public byte[] Digest()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(file, 0, gapStart);
        hash.AppendData(file, gapEnd, file.Length - gapEnd);
        return hash.GetHashAndReset();
    }

    /// <summary>Makes a drawn PDF signable.</summary>
    /// <param name="drawn">What the drawing library wrote.</param>
    /// <param name="day">The day that stands as every date in the file.</param>
    /// <param name="language">The language of the text.</param>
    /// <param name="random">The time log's random bytes.</param>
    /// <param name="password">Encrypts the file; null: it is not.</param>
    public static SignableFile Prepare(byte[] drawn, DateOnly day, string language, byte[] random, PdfPassword? password)
    {
        var (objects, oldTrailer) = PdfReader.Read(drawn);
        var catalogue = (PdfDictionary)objects[((PdfRef)oldTrailer["Root"]!).Number];
        var last = objects.Keys.Max();
        var (information, signature, field) = (last + 1, last + 2, last + 3);
        var date = new PdfString(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"D:{day:yyyyMMdd}000000Z")));
        // The drawing library's own description of the document has its name in it; the one object stays, empty.
        if (oldTrailer["Info"] is PdfRef old) objects[old.Number] = new PdfDictionary();
        objects[information] = new PdfDictionary { ["Title"] = Ascii("Document"), ["CreationDate"] = date, ["ModDate"] = date };
        objects[signature] = new PdfDictionary
        {
            ["Type"] = new PdfName("Sig"),
            ["Filter"] = new PdfName("Adobe.PPKLite"),
            ["SubFilter"] = new PdfName("adbe.pkcs7.detached"),
            [ByteRange] = new PdfRoom(ByteRange, 40),
            [Contents] = new PdfRoom(Contents, 2 * ContentsSize + 2),
            ["M"] = date,
            ["Reference"] = new PdfArray(new PdfDictionary
            {
                ["Type"] = new PdfName("SigRef"),
                ["TransformMethod"] = new PdfName("DocMDP"),
                ["TransformParams"] = new PdfDictionary { ["Type"] = new PdfName("TransformParams"), ["P"] = (PdfWord)1, ["V"] = new PdfName("1.2") },
            }),
        };
        var firstPage = FirstPage(objects, catalogue);
        objects[field] = new PdfDictionary
        {
            ["Type"] = new PdfName("Annot"),
            ["Subtype"] = new PdfName("Widget"),
            ["FT"] = new PdfName("Sig"),
            ["T"] = Ascii("Signature"),
            ["V"] = new PdfRef(signature),
            ["F"] = (PdfWord)132,
            ["Rect"] = new PdfArray((PdfWord)0, (PdfWord)0, (PdfWord)0, (PdfWord)0),
            ["P"] = new PdfRef(firstPage),
        };
        ((PdfDictionary)objects[firstPage]).Set("Annots", new PdfArray(new PdfRef(field)));
        catalogue.Set("AcroForm", new PdfDictionary { ["Fields"] = new PdfArray(new PdfRef(field)), ["SigFlags"] = (PdfWord)3 });
        catalogue.Set("Perms", new PdfDictionary { ["DocMDP"] = new PdfRef(signature) });
        catalogue.Set("Lang", Ascii(language));
        catalogue.Set("ViewerPreferences", new PdfDictionary { ["DisplayDocTitle"] = new PdfWord("true") });

        var name = RandomNumberGenerator.GetBytes(16);
        var trailer = new PdfDictionary
        {
            ["Root"] = oldTrailer["Root"]!,
            ["Info"] = new PdfRef(information),
            ["ID"] = new PdfArray(new PdfString(name), new PdfString(name)),
        };
        var plain = new HashSet<int> { signature };
        if (password is not null)
        {
            objects[field + 1] = password.Dictionary;
            plain.Add(field + 1);
            trailer.Set("Encrypt", new PdfRef(field + 1));
        }

        using var writer = new PdfWriter(password);
        var file = writer.Write(objects, trailer, RandomMark + Convert.ToHexStringLower(random), plain);
        var (start, end) = (writer.Rooms[Contents], writer.Rooms[Contents] + 2 * ContentsSize + 2);
        var range = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"[0 {start} {end} {file.Length - end}]"));
        range.CopyTo(file, writer.Rooms[ByteRange]);
        return new SignableFile(file, start, end);
    }

    /// <summary>The file with its signature.</summary>
    /// <param name="cms">The signature over <see cref="Digest"/>, DER.</param>
    public byte[] Fill(ReadOnlySpan<byte> cms)
    {
        if (cms.Length > ContentsSize) throw new ArgumentException("The signature is longer than its room.", nameof(cms));
        var signed = file.ToArray();
        signed.AsSpan(gapStart + 1, 2 * ContentsSize).Fill((byte)'0');
        signed[gapStart] = (byte)'<';
        signed[gapEnd - 1] = (byte)'>';
        Encoding.ASCII.GetBytes(Convert.ToHexStringLower(cms)).CopyTo(signed, gapStart + 1);
        return signed;
    }

    private static int FirstPage(SortedDictionary<int, PdfValue> objects, PdfDictionary catalogue)
    {
        var number = ((PdfRef)catalogue["Pages"]!).Number;
        while (objects[number] is PdfDictionary { } node && node["Kids"] is PdfArray kids) number = ((PdfRef)kids.Items[0]).Number;
        return number;
    }

    private static PdfString Ascii(string text) => new(Encoding.ASCII.GetBytes(text));
}
