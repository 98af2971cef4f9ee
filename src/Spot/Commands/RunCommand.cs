using System.CommandLine;
using Spot.Hosting;

namespace Spot.Commands;

/// <summary><c>spot run</c>, and <c>spot</c> alone: everything in one process.</summary>
internal static class RunCommand
{
    public static RootCommand AsRoot(string description) => new RootCommand(description).Doing(Run);

    public static Command Create() => new Command("run", "Runs Spot: silo and front door in one process.").Doing(Run);

    private static async Task Run(SpotSettings settings, ParseResult parsed, CancellationToken cancellation)
    {
        await using var process = await SpotProcess.Start(settings, cancellation: cancellation);
        await Console.Out.WriteLineAsync((await Welcome.Of(process)).AsMemory(), CancellationToken.None);
        await process.WaitForEnd();
    }
}
