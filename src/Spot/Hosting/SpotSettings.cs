using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Spot.Api.Hosting;
using Spot.Silo.Hosting;

namespace Spot.Hosting;

/// <summary>What one installation is told at its start: by options of the command, or by <c>SPOT_</c> variables of the environment.</summary>
public sealed class SpotSettings
{
    /// <summary>The start of the environment's names: <c>SPOT_PORT</c>, <c>SPOT_API__ATONCE</c>.</summary>
    public const string Environment = "SPOT_";

    /// <summary>The folder of the database, the vault and the certificates.</summary>
    [Required(AllowEmptyStrings = false, ErrorMessage = "Data must name a folder.")]
    public string Data { get; set; } = "data";

    /// <summary>The folder of the root key.</summary>
    [Required(AllowEmptyStrings = false, ErrorMessage = "Keys must name a folder.")]
    public string Keys { get; set; } = "keys";

    /// <summary>The port that browsers use.</summary>
    [Range(1, 65535, ErrorMessage = "Port must be between 1 and 65535.")]
    public int Port { get; set; } = 7443;

    /// <summary>The bare domain.</summary>
    [Required(AllowEmptyStrings = false, ErrorMessage = "Domain must be a host name, as localhost or spot.example.com.")]
    public string Domain { get; set; } = "localhost";

    /// <summary>All settings, the front door's section among them.</summary>
    public IConfiguration Configuration { get; private set; } = new ConfigurationBuilder().Build();

    /// <summary>Reads the environment, then what the command was given, and checks all of it.</summary>
    /// <param name="given">Options by name; null values were not given.</param>
    /// <exception cref="RefusalException">A value is out of its range; names it and what is allowed.</exception>
    public static SpotSettings Read(params (string Name, string? Value)[] given)
    {
        var configuration = new ConfigurationBuilder()
            .AddEnvironmentVariables(Environment)
            .AddInMemoryCollection(given.Where(g => g.Value is not null).Select(g => KeyValuePair.Create(g.Name, g.Value)))
            .Build();
        var settings = new SpotSettings();
        if (configuration[nameof(Port)] is { } port && !int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            throw new RefusalException("Port must be between 1 and 65535.");
        try
        {
            configuration.Bind(settings);
            settings.Configuration = configuration;
            Check(settings);
            Check(settings.Addresses);
        }
        catch (InvalidOperationException unreadable)
        {
            throw new RefusalException(unreadable.Message); // The binder's own sentence names the key, the value and the type.
        }
        settings.Data = Path.GetFullPath(settings.Data);
        settings.Keys = Path.GetFullPath(settings.Keys);
        return settings;
    }

    /// <summary>The folder of the local certificate authority.</summary>
    public string Certificates => Path.Combine(Data, "tls");

    /// <summary>The addresses that follow from these.</summary>
    public ApiOptions Addresses
    {
        get
        {
            var options = new ApiOptions();
            Apply(options);
            return options;
        }
    }

    /// <summary>The silo's part of these.</summary>
    public void Apply(SpotSiloOptions options) => Configuration.GetSection("Silo").Bind(options);

    /// <summary>The front door's part of these.</summary>
    public void Apply(ApiOptions options)
    {
        Configuration.GetSection(ApiOptions.Section).Bind(options);
        options.Domain = Domain;
        options.Port = Port;
        options.Certificates = Certificates;
    }

    private static void Check(object settings)
    {
        var wrong = new List<ValidationResult>();
        if (!Validator.TryValidateObject(settings, new ValidationContext(settings), wrong, validateAllProperties: true))
            throw new RefusalException(string.Join(' ', wrong.Select(w => w.ErrorMessage)));
    }
}
