using System.Security.Cryptography;
using System.Text;

namespace Spot.Grains.Abstractions.Vault;

/// <summary>The common form of everything written in words: so many secret bits, then check bits, eleven bits a word, the highest bit first.</summary>
/// <param name="Label">Goes into the check, so that one kind of code is rarely taken for another.</param>
/// <param name="SecretBits">How many secret bits there are; they fill whole bytes from the left, the rest of the last byte is zero.</param>
/// <param name="CheckBits">How many bits of SHA-256(label, secret bytes) follow, at most eight.</param>
internal readonly record struct WordCode(string Label, int SecretBits, int CheckBits)
{
    /// <summary>How many words a code has.</summary>
    public int WordCount => (SecretBits + CheckBits) / WordList.BitsPerWord;

    /// <summary>How many bytes hold the secret bits.</summary>
    public int SecretBytes => (SecretBits + 7) / 8;

    /// <summary>New secret bytes from the system's random number generator.</summary>
    public byte[] Random()
    {
        var secret = RandomNumberGenerator.GetBytes(SecretBytes);
        if (SecretBits % 8 != 0) secret[^1] &= (byte)(0xFF << (8 - SecretBits % 8));
        return secret;
    }

    /// <summary>The words for secret bytes.</summary>
    public string[] Write(ReadOnlySpan<byte> secret)
    {
        var check = Check(secret);
        var words = new string[WordCount];
        for (var word = 0; word < words.Length; word++)
        {
            var index = 0;
            for (var bit = word * WordList.BitsPerWord; bit < (word + 1) * WordList.BitsPerWord; bit++)
                index = index << 1 | (bit < SecretBits ? secret[bit / 8] >> (7 - bit % 8) : check >> (CheckBits - 1 - (bit - SecretBits))) & 1;
            words[word] = WordList.English[index];
        }

        return words;
    }

    /// <summary>The secret bytes for word positions, or null when the check bits do not fit.</summary>
    public byte[]? Read(ReadOnlySpan<int> indices)
    {
        var secret = new byte[SecretBytes];
        var check = 0;
        for (var bit = 0; bit < SecretBits + CheckBits; bit++)
        {
            var value = indices[bit / WordList.BitsPerWord] >> (WordList.BitsPerWord - 1 - bit % WordList.BitsPerWord) & 1;
            if (bit < SecretBits) secret[bit / 8] |= (byte)(value << (7 - bit % 8));
            else check = check << 1 | value;
        }

        if (check == Check(secret)) return secret;
        CryptographicOperations.ZeroMemory(secret);
        return null;
    }

    private int Check(ReadOnlySpan<byte> secret)
    {
        Span<byte> input = stackalloc byte[Label.Length + secret.Length];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        var label = Encoding.ASCII.GetBytes(Label, input);
        secret.CopyTo(input[label..]);
        SHA256.HashData(input, hash);
        CryptographicOperations.ZeroMemory(input);
        return hash[0] >> (8 - CheckBits);
    }
}
