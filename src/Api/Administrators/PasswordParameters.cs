using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Spot.Api.Administrators;

/// <summary>How a password is hashed: Argon2id's parameters and the salt, written as a PHC string without its hash part
/// (<c>$argon2id$v=19$m=65536,t=3,p=4$salt</c>; github.com/P-H-C/phc-string-format).</summary>
internal sealed partial record PasswordParameters(int MemoryKiB, int Passes, int Lanes, byte[] Salt)
{
    private const int SaltSize = 16;

    /// <summary>New ones, with a random salt.</summary>
    public static PasswordParameters New(AdministratorOptions options) =>
        new(options.MemoryKiB, options.Passes, options.Lanes, RandomNumberGenerator.GetBytes(SaltSize));

    /// <summary>Reads the text.</summary>
    /// <exception cref="FormatException">It is none of ours.</exception>
    public static PasswordParameters Parse(string phc)
    {
        var match = Form().Match(phc);
        if (!match.Success) throw new FormatException("Not the parameters of a password.");
        var salt = match.Groups[4].Value;
        return new PasswordParameters(Number(1), Number(2), Number(3), Convert.FromBase64String(salt.PadRight((salt.Length + 3) / 4 * 4, '=')));

        int Number(int group) => int.Parse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
    }

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"$argon2id$v=19$m={MemoryKiB},t={Passes},p={Lanes}${Convert.ToBase64String(Salt).TrimEnd('=')}");

    [GeneratedRegex(@"\A\$argon2id\$v=19\$m=([0-9]{1,7}),t=([0-9]{1,2}),p=([0-9]{1,2})\$([A-Za-z0-9+/]{11,86})\z")]
    private static partial Regex Form();
}
