using System.Collections;
using System.Diagnostics;
using Spot.Testing;

namespace Spot.Browser.Tests.Hosting;

/// <summary>A home folder whose certificate database trusts the authorities it was given: what <c>spot trust --install</c> does for a person.</summary>
internal sealed class TrustStore : IDisposable
{
    private readonly TemporaryFolder home = new();

    private TrustStore()
    {
    }

    /// <summary>Makes it.</summary>
    public static async Task<TrustStore> Make(IEnumerable<string> authorities)
    {
        var store = new TrustStore();
        var database = Directory.CreateDirectory(store.home[".pki/nssdb"]).FullName;
        await Certutil("-N", "--empty-password", "-d", $"sql:{database}");
        var number = 0;
        foreach (var file in authorities) await Certutil("-A", "-d", $"sql:{database}", "-t", "C,,", "-n", $"test {number++}", "-i", file);
        return store;
    }

    /// <summary>The environment of a program that lives there.</summary>
    public Dictionary<string, string> Environment()
    {
        var all = System.Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string?)e.Value ?? "");
        foreach (var outside in all.Keys.Where(k => k.StartsWith("XDG_", StringComparison.Ordinal)).ToList()) all.Remove(outside);
        all["HOME"] = home.Path;
        return all;
    }

    /// <inheritdoc/>
    public void Dispose() => home.Dispose();

    private static async Task Certutil(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("certutil", arguments) { RedirectStandardError = true })
            ?? throw new InvalidOperationException("certutil did not start.");
        var said = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"certutil (package libnss3-tools): {said}");
    }
}
