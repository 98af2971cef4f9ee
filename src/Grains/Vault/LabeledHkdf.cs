using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Spot.Grains.Vault;

/// <summary>LabeledExtract and LabeledExpand of RFC 9180, section 4, with HKDF-SHA256.</summary>
internal static class LabeledHkdf
{
    /// <summary>The length of what is extracted, in bytes.</summary>
    public const int Size = 32;

    private static ReadOnlySpan<byte> Version => "HPKE-v1"u8;

    /// <summary>Extracts <see cref="Size"/> bytes.</summary>
    public static void Extract(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> suite, ReadOnlySpan<byte> label, ReadOnlySpan<byte> ikm, Span<byte> output)
    {
        byte[] input = [.. Version, .. suite, .. label, .. ikm];
        HKDF.Extract(HashAlgorithmName.SHA256, input, salt, output);
        CryptographicOperations.ZeroMemory(input);
    }

    /// <summary>Expands to as many bytes as the output has.</summary>
    public static void Expand(ReadOnlySpan<byte> prk, ReadOnlySpan<byte> suite, ReadOnlySpan<byte> label, ReadOnlySpan<byte> info, Span<byte> output)
    {
        Span<byte> length = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, checked((ushort)output.Length));
        HKDF.Expand(HashAlgorithmName.SHA256, prk, output, [.. length, .. Version, .. suite, .. label, .. info]);
    }
}
