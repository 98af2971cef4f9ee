using System.Globalization;

namespace Spot.Hosting;

/// <summary>One process a data folder. Held open, so that the system frees it however the process ends.</summary>
public sealed class DataLock : IDisposable
{
    private readonly FileStream held;
    private readonly string note;

    private DataLock(FileStream held, string note)
    {
        this.held = held;
        this.note = note;
    }

    /// <summary>Takes the folder.</summary>
    /// <exception cref="RefusalException">Another process has it; names its id and address.</exception>
    public static DataLock Take(string data, Uri address)
    {
        EnsurePrivate(data);
        var note = Path.Combine(data, "lock.holder");
        try
        {
            var held = new FileStream(Path.Combine(data, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            File.WriteAllText(note, string.Create(CultureInfo.InvariantCulture, $"process {System.Environment.ProcessId} at {address}"));
            return new DataLock(held, note);
        }
        catch (IOException taken) when (taken is not DirectoryNotFoundException)
        {
            var holder = File.Exists(note) ? File.ReadAllText(note) : "another process";
            throw new RefusalException($"Spot is already running on {data}: {holder}. Stop it first, or give another folder with --data.");
        }
    }

    /// <summary>Makes a folder for its owner alone.</summary>
    public static void EnsurePrivate(string folder)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        File.Delete(note);
        held.Dispose();
    }
}
