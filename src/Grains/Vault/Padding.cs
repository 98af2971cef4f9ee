namespace Spot.Grains.Vault;

/// <summary>To which sizes sealed things are filled up, so that a size says little about what is inside.</summary>
public enum Padding
{
    /// <summary>Not at all: for what always has the same size, such as a key.</summary>
    None,

    /// <summary>A journal's entry: 1, 2, 4 ... 64 KiB, then whole 64 KiB.</summary>
    Entry,

    /// <summary>A head: 4 or 16 KiB, then whole 16 KiB.</summary>
    Head,
}

/// <summary>The sizes behind <see cref="Padding"/>.</summary>
internal static class PaddedSize
{
    private const int KiB = 1024;

    /// <summary>The size in bytes to which something is filled up, all of the envelope included.</summary>
    public static int Of(Padding padding, int size) => padding switch
    {
        Padding.None => size,
        Padding.Entry when size <= KiB => KiB,
        Padding.Entry when size <= 64 * KiB => (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)size),
        Padding.Entry => UpTo(64 * KiB, size),
        Padding.Head when size <= 4 * KiB => 4 * KiB,
        Padding.Head => UpTo(16 * KiB, size),
        _ => throw new ArgumentOutOfRangeException(nameof(padding), padding, "Not a padding."),
    };

    private static int UpTo(int step, int size) => checked((size + step - 1) / step * step);
}
