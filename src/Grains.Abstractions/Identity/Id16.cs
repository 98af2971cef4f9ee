using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Spot.Grains.Abstractions.Identity;

/// <summary>Sixteen bytes that name one thing: a stream, a commit, a form. Random unless a construction derives it.</summary>
/// <remarks>Written as 32 lower-case hexadecimal digits. The all-zero value means "none".</remarks>
[GenerateSerializer, Immutable, Alias("spot.id16"), System.Text.Json.Serialization.JsonConverter(typeof(Id16JsonConverter))]
public readonly record struct Id16
{
    [Id(0)] private readonly ulong high;
    [Id(1)] private readonly ulong low;

    /// <summary>Reads the value from exactly sixteen bytes.</summary>
    public Id16(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size) throw new ArgumentException($"An id has {Size} bytes.", nameof(bytes));
        high = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        low = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
    }

    /// <summary>The length in bytes.</summary>
    public const int Size = 16;

    /// <summary>Whether this is the all-zero value.</summary>
    public bool IsNone => high == 0 && low == 0;

    /// <summary>A new id from the system's random number generator.</summary>
    public static Id16 Random()
    {
        Span<byte> bytes = stackalloc byte[Size];
        RandomNumberGenerator.Fill(bytes);
        return new Id16(bytes);
    }

    /// <summary>Reads the text form; false for anything but 32 hexadecimal digits.</summary>
    public static bool TryParse(string? text, out Id16 id)
    {
        id = default;
        if (text is not { Length: 2 * Size }) return false;
        Span<byte> bytes = stackalloc byte[Size];
        if (Convert.FromHexString(text, bytes, out _, out var written) != System.Buffers.OperationStatus.Done || written != Size) return false;
        id = new Id16(bytes);
        return true;
    }

    /// <summary>Reads the text form.</summary>
    /// <exception cref="FormatException">The text is not 32 hexadecimal digits.</exception>
    public static Id16 Parse(string text) => TryParse(text, out var id) ? id : throw new FormatException("Not an id.");

    /// <summary>Writes the sixteen bytes.</summary>
    public void CopyTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, high);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], low);
    }

    /// <summary>The sixteen bytes.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[Size];
        CopyTo(bytes);
        return bytes;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(2 * Size, this, static (chars, id) =>
    {
        Span<byte> bytes = stackalloc byte[Size];
        id.CopyTo(bytes);
        Convert.TryToHexStringLower(bytes, chars, out _);
    });
}
