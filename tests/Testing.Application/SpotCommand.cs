using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Spot.Hosting;

namespace Spot.Testing.Application;

/// <summary>The <c>spot</c> command as a process of its own: what a person types, what it prints, and what happens when it is killed.</summary>
public sealed class SpotCommand : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private const int SigTerm = 15;

    private readonly Process process;
    private readonly StringBuilder output = new();
    private TaskCompletionSource next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource answers = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private SpotCommand(IEnumerable<string> arguments, string? workingDirectory = null, IEnumerable<(string Name, string Value)>? environment = null)
    {
        process = new Process
        {
            StartInfo = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "spot.dll"), .. arguments])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = workingDirectory ?? "",
            },
        };
        foreach (var (name, value) in environment ?? []) process.StartInfo.Environment[name] = value;
        process.OutputDataReceived += (_, line) => Note(line.Data);
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Everything it has printed.</summary>
    public string Output
    {
        get
        {
            lock (output) return output.ToString();
        }
    }

    /// <summary>The process's id.</summary>
    public int Id => process.Id;

    /// <summary>Runs a verb to its end.</summary>
    /// <returns>The exit code and everything it printed.</returns>
    public static async Task<(int ExitCode, string Output)> Run(SpotSettings settings, params string[] verb)
    {
        await using var command = new SpotCommand([.. verb, .. Options(settings)]);
        await command.process.WaitForExitAsync().WaitAsync(Patience);
        return (command.process.ExitCode, command.Output);
    }

    /// <summary>Starts <c>spot run</c> and waits until it says that it answers.</summary>
    /// <param name="settings">What it is started with.</param>
    /// <param name="workingDirectory">Where it is started; null: where the tests are.</param>
    /// <param name="environment">More of its environment, such as where it keeps temporary files.</param>
    /// <exception cref="InvalidOperationException">It ended instead; carries what it printed.</exception>
    public static async Task<SpotCommand> Start(SpotSettings settings, string? workingDirectory = null, params IReadOnlyList<(string Name, string Value)> environment)
    {
        var command = new SpotCommand(["run", .. Options(settings)], workingDirectory, environment);
        var ended = command.process.WaitForExitAsync();
        if (await Task.WhenAny(command.answers.Task, ended).WaitAsync(Patience) != ended) return command;
        await command.DisposeAsync();
        throw new InvalidOperationException(command.Output);
    }

    /// <summary>Waits until it has printed these words.</summary>
    public async Task Says(string words)
    {
        while (true)
        {
            Task more;
            lock (output)
            {
                if (output.ToString().Contains(words, StringComparison.Ordinal)) return;
                more = next.Task;
            }
            await more.WaitAsync(Patience);
        }
    }

    /// <summary>Ends it as a power cut would: nothing is told, nothing is finished.</summary>
    public async Task Kill()
    {
        process.Kill();
        await process.WaitForExitAsync().WaitAsync(Patience);
    }

    /// <summary>Asks it to stop and waits.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> Stop()
    {
        _ = SendSignal(process.Id, SigTerm);
        await process.WaitForExitAsync().WaitAsync(Patience);
        return process.ExitCode;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) await Kill();
        process.Dispose();
    }

    private static IEnumerable<string> Options(SpotSettings settings) =>
        ["--data", settings.Data, "--keys", settings.Keys, "--port", settings.Port.ToString(CultureInfo.InvariantCulture), "--domain", settings.Domain];

    private void Note(string? line)
    {
        if (line is null) return;
        lock (output)
        {
            output.Append(line).Append('\n');
            next.TrySetResult();
            next = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
        if (line.StartsWith("Spot is running", StringComparison.Ordinal) || line.StartsWith("Spot answers", StringComparison.Ordinal)) answers.TrySetResult();
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int process, int signal);
}
