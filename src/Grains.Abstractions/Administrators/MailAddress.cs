using System.Security.Cryptography;
using System.Text;
using Spot.Grains.Abstractions.Identity;

namespace Spot.Grains.Abstractions.Administrators;

/// <summary>A mail address as a name to sign in with. Never a key, never logged: grains are named by an HMAC of it.</summary>
public static class MailAddress
{
    private static ReadOnlySpan<byte> Label => "login"u8;

    /// <summary>The form in which two spellings of one address are the same: without spaces round it, Unicode form C, in lower case.</summary>
    /// <returns>Null: it does not look like an address. Only what no mail server would take is refused; whether it exists, a mail tells.</returns>
    public static string? Normalise(string? typed)
    {
        var mail = typed?.Trim();
        if (string.IsNullOrEmpty(mail) || mail.Length > AccountLimits.Mail || mail.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || char.IsSurrogate(c))) return null;
        var at = mail.LastIndexOf('@');
        if (at < 1 || at == mail.Length - 1 || mail[at + 1] == '.' || mail[^1] == '.') return null;
        return mail.Normalize(NormalizationForm.FormC).ToLowerInvariant();
    }

    /// <summary>The name under which an address is looked up: HMAC-SHA256(tenant salt, "login" | address), 64 hexadecimal digits.</summary>
    /// <param name="tenantSalt">The company's salt.</param>
    /// <param name="normalised">From <see cref="Normalise"/>.</param>
    public static string LookUp(ReadOnlySpan<byte> tenantSalt, string normalised) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(tenantSalt, [.. Label, .. Encoding.UTF8.GetBytes(normalised)]));
}

/// <summary>Which administrator signs in with a mail address.</summary>
[Alias("spot.login")]
public interface ILoginGrain : IGrainWithStringKey
{
    /// <summary>The administrator; null: nobody.</summary>
    [Asks(CallerKind.Administrator | CallerKind.Service), Alias("Find")]
    Task<Id16?> Find();

    /// <summary>Ties the address to an administrator.</summary>
    /// <returns>Whether it is now that administrator's; false: somebody else's.</returns>
    [Asks(CallerKind.Service), Alias("Claim")]
    Task<bool> Claim(Id16 administrator);

    /// <summary>Lets the address go, if it is still that administrator's.</summary>
    [Asks(CallerKind.Service), Alias("Release")]
    Task Release(Id16 administrator);
}

/// <summary>The key of an <see cref="ILoginGrain"/>: <c>T/login/{HMAC of the mail address}</c>.</summary>
public static class LoginKey
{
    /// <summary>The key, from <see cref="MailAddress.LookUp"/>.</summary>
    public static string Of(TenantId tenant, string lookUp) => new GrainKey(tenant, "login", lookUp).ToString();
}
