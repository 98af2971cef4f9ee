using System.Globalization;
using System.Security.Cryptography;
using System.Xml.Linq;

namespace Spot.Grains.Operations;

/// <summary>One key that protects forms, and when it is used.</summary>
[GenerateSerializer, Alias("spot.keyring.key")]
internal sealed record FormKey
{
    /// <summary>The length of the secret in bytes, as ASP.NET's data protection derives from it.</summary>
    private const int Length = 64;

    // How ASP.NET finds the class that reads the element. Stored by every ASP.NET application; it resolves the name without its version.
    private const string Reader = "Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption.ConfigurationModel."
        + "AuthenticatedEncryptorDescriptorDeserializer, Microsoft.AspNetCore.DataProtection";

    /// <summary>The key's name.</summary>
    [Id(0)] public required Guid Name { get; init; }

    /// <summary>When it was made.</summary>
    [Id(1)] public required DateTimeOffset Made { get; init; }

    /// <summary>When it comes into use.</summary>
    [Id(2)] public required DateTimeOffset From { get; init; }

    /// <summary>When it goes out of use; forms it protected are still read.</summary>
    [Id(3)] public required DateTimeOffset Until { get; init; }

    /// <summary>The secret.</summary>
    [Id(4)] public required byte[] Secret { get; init; }

    /// <summary>A new key.</summary>
    public static FormKey Make(DateTimeOffset now, DateTimeOffset from, DateTimeOffset until) =>
        new() { Name = Guid.NewGuid(), Made = now, From = from, Until = until, Secret = RandomNumberGenerator.GetBytes(Length) };

    /// <summary>The element that ASP.NET's data protection reads (version 1 of its key format).</summary>
    public string ToXml()
    {
        XNamespace protection = "http://schemas.asp.net/2015/03/dataProtection";
        return new XElement("key", new XAttribute("id", Name.ToString("D")), new XAttribute("version", 1),
            new XElement("creationDate", Written(Made)),
            new XElement("activationDate", Written(From)),
            new XElement("expirationDate", Written(Until)),
            new XElement("descriptor", new XAttribute("deserializerType", Reader),
                new XElement("descriptor",
                    new XElement("encryption", new XAttribute("algorithm", "AES_256_GCM")),
                    new XElement("masterKey", new XAttribute(protection + "requiresEncryption", "true"),
                        new XElement("value", Convert.ToBase64String(Secret)))))).ToString(SaveOptions.DisableFormatting);
    }

    /// <inheritdoc/>
    public override string ToString() => "[redacted]";

    private static string Written(DateTimeOffset moment) => moment.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
}
