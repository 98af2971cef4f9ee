using System.ComponentModel.DataAnnotations;

namespace Spot.Api.Hosting;

/// <summary>Where the front door stands. Section <c>Api</c> of the settings.</summary>
public sealed class ApiOptions
{
    /// <summary>The name of the settings' section.</summary>
    public const string Section = "Api";

    /// <summary>The bare domain; each company answers at a name below it.</summary>
    [Required]
    [RegularExpression(@"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*",
        ErrorMessage = "Api:Domain must be a host name in lower case, as localhost or spot.example.com.")]
    public string Domain { get; set; } = "localhost";

    /// <summary>The port that browsers use.</summary>
    [Range(1, 65535, ErrorMessage = "Api:Port must be between 1 and 65535.")]
    public int Port { get; set; } = 7443;

    /// <summary>The folder of the local certificate authority and its certificates.</summary>
    [Required]
    public string Certificates { get; set; } = Path.Combine("data", "tls");

    /// <summary>How many requests are worked on at once; more wait.</summary>
    [Range(1, 10_000, ErrorMessage = "Api:AtOnce must be between 1 and 10000.")]
    public int AtOnce { get; set; } = 256;

    /// <summary>How many requests may wait; more are told so at once, with their text given back.</summary>
    [Range(0, 10_000, ErrorMessage = "Api:Waiting must be between 0 and 10000.")]
    public int Waiting { get; set; } = 512;

    /// <summary>How often the list of companies is asked for.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00", ErrorMessage = "Api:DirectoryEvery must be between 00:00:01 and 00:05:00.")]
    public TimeSpan DirectoryEvery { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether the domain only exists on this machine: no HSTS there, it would bind every port and take the browser's way on away.</summary>
    public bool IsLocal => Domain == "localhost" || Domain.EndsWith(".localhost", StringComparison.Ordinal);

    /// <summary>A company's address, ending in a slash.</summary>
    public Uri AddressOf(string slug) => At($"{slug}.{Domain}");

    /// <summary>The bare domain's address, ending in a slash.</summary>
    public Uri Address => At(Domain);

    private Uri At(string host) => new UriBuilder(Uri.UriSchemeHttps, host, Port == 443 ? -1 : Port, "/").Uri;
}
