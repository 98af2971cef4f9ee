namespace Spot.Api.Trust.Pdf;

/// <summary>A value in a PDF file (ISO 32000-2, 7.3).</summary>
internal abstract record PdfValue;

/// <summary>A number, a boolean or null, as it is written.</summary>
internal sealed record PdfWord(string Text) : PdfValue
{
    public static implicit operator PdfWord(int number) => new(number.ToString(System.Globalization.CultureInfo.InvariantCulture));
}

/// <summary>A name, without its slash, as it is written.</summary>
internal sealed record PdfName(string Text) : PdfValue;

/// <summary>A string's bytes.</summary>
internal sealed record PdfString(byte[] Bytes) : PdfValue;

/// <summary>A reference to an object.</summary>
internal sealed record PdfRef(int Number) : PdfValue;

/// <summary>An array.</summary>
internal sealed record PdfArray(List<PdfValue> Items) : PdfValue
{
    public PdfArray(params PdfValue[] items)
        : this(items.ToList()) { }
}

/// <summary>A dictionary, in the order of its keys in the file.</summary>
internal sealed record PdfDictionary(Dictionary<string, PdfValue> Entries) : PdfValue
{
    public PdfDictionary()
        : this(new Dictionary<string, PdfValue>(StringComparer.Ordinal)) { }

    /// <summary>The value of a key; null when it is not there.</summary>
    public PdfValue? this[string key]
    {
        get => Entries.GetValueOrDefault(key);
        init => Entries[key] = value!;
    }

    /// <summary>Sets a key.</summary>
    public void Set(string key, PdfValue value) => Entries[key] = value;
}

/// <summary>A dictionary with bytes.</summary>
internal sealed record PdfStream(PdfDictionary Dictionary, ReadOnlyMemory<byte> Bytes) : PdfValue;

/// <summary>Room to be filled in after the rest of the file is written: so many bytes, noted by the writer.</summary>
internal sealed record PdfRoom(string Name, int Length) : PdfValue;
