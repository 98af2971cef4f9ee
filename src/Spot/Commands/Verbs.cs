using System.CommandLine;
using System.Globalization;
using Spot.Hosting;
using Spot.Silo.Storage;

namespace Spot.Commands;

/// <summary>What the verbs have in common: the options that say which installation, and how a refusal ends.</summary>
internal static class Verbs
{
    public static Option<string?> Data() => new("--data") { Description = "The folder of database, vault and certificates (default: ./data)." };

    public static Option<string?> Keys() => new("--keys") { Description = "The folder of the root key (default: ./keys)." };

    public static Option<int?> Port() => new("--port") { Description = "The port that browsers use (default: 7443)." };

    public static Option<string?> Domain() => new("--domain") { Description = "The bare domain; companies answer below it (default: localhost)." };

    /// <summary>Adds the options and the work; a <see cref="RefusalException"/> is printed as its sentence alone.</summary>
    public static T Doing<T>(this T command, Func<SpotSettings, ParseResult, CancellationToken, Task> work) where T : Command
    {
        var (data, keys, port, domain) = (Data(), Keys(), Port(), Domain());
        foreach (var option in (ReadOnlySpan<Option>)[data, keys, port, domain]) command.Options.Add(option);
        command.SetAction(async (parsed, cancellation) =>
        {
            try
            {
                var settings = SpotSettings.Read(
                    (nameof(SpotSettings.Data), parsed.GetValue(data)),
                    (nameof(SpotSettings.Keys), parsed.GetValue(keys)),
                    (nameof(SpotSettings.Port), parsed.GetValue(port)?.ToString(CultureInfo.InvariantCulture)),
                    (nameof(SpotSettings.Domain), parsed.GetValue(domain)));
                await work(settings, parsed, cancellation);
                return 0;
            }
            catch (Exception refused) when (refused is RefusalException or DataRefusedException)
            {
                await Console.Error.WriteLineAsync(refused.Message.AsMemory(), CancellationToken.None);
                return RefusalException.ExitCode;
            }
        });
        return command;
    }
}
