using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using Spot.Hosting;
using Spot.Testing;
using Spot.Testing.Application;

namespace Spot.Tests.Hosting;

/// <summary>The <c>spot</c> command as a process of its own over a folder of one test: data, keys, temporary files, home and working directory all lie in it.</summary>
internal sealed partial class RealProcess : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly List<string> printed = [];
    private SpotCommand? command;

    public RealProcess()
    {
        Settings = SpotApplication.SettingsIn(folder);
        foreach (var name in (ReadOnlySpan<string>)["tmp", "home", "work"]) Directory.CreateDirectory(folder[name]);
    }

    /// <summary>What it is started with.</summary>
    public SpotSettings Settings { get; }

    /// <summary>The folder that everything of it lies in.</summary>
    public string Folder => folder.Path;

    /// <summary>A path in it.</summary>
    public string this[string name] => folder[name];

    /// <summary>Everything printed by all its runs.</summary>
    public string Printed => string.Concat(printed) + command?.Output;

    /// <summary>Starts it, or starts it again.</summary>
    public async Task Start() => command = await SpotCommand.Start(
        Settings, folder["work"], ("TMPDIR", folder["tmp"]), ("HOME", folder["home"]), ("DOTNET_EnableDiagnostics", "0"), ("DOTNET_TieredPGO", "0"));

    /// <summary>SIGKILL.</summary>
    public Task Kill() => End(async running => await running.Kill());

    /// <summary>SIGTERM, and waits.</summary>
    public Task Stop() => End(async running => Assert.Equal(0, await running.Stop()));

    /// <summary>A browser on the demo company.</summary>
    public SpotClient Browser() => new(Settings.Addresses.AddressOf(FirstRun.DemoSlug), X509CertificateLoader.LoadCertificateFromFile(SpotApplication.AuthorityFileOf(Settings)));

    /// <summary>A one-time link for the owner, asked of the running process as a person would.</summary>
    public async Task<Uri> OwnerLink()
    {
        var (code, output) = await SpotCommand.Run(Settings, "owner", "link");
        Assert.Equal(0, code);
        return new Uri(Link().Match(output).Value);
    }

    /// <summary>Asks the data file one number, beside whoever has it open.</summary>
    public long Count(string sql) => DataFile.Count(Settings, sql);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (command is not null) await command.DisposeAsync();
        folder.Dispose();
    }

    private async Task End(Func<SpotCommand, Task> how)
    {
        if (command is not { } running) return;
        await how(running);
        printed.Add(running.Output);
        await running.DisposeAsync();
        command = null;
    }

    [GeneratedRegex(@"https://acme\.localhost:\d+/admin/link/\S+")]
    private static partial Regex Link();
}
