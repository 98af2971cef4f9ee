using System.Globalization;

namespace Spot.Silo.Storage;

/// <summary>One process at a time works on a data folder: a file held open, which the system lets go of when the process dies, however it dies.</summary>
/// <remarks>Neither the database's own locks (its writers come and go) nor a port that is taken would tell a second start what is the matter.</remarks>
public sealed class DataLock : IDisposable
{
    private const string FileName = "lock", NoteName = "lock.running";
    private readonly FileStream held;
    private readonly string note;

    private DataLock(FileStream held, string note) => (this.held, this.note) = (held, note);

    /// <summary>Takes the folder, made where there is none.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="address">Where this process answers, for whoever is refused; null while it is not known.</param>
    /// <exception cref="DataRefusedException">Another process has it; the message names its process id and address.</exception>
    public static DataLock Take(string folder, string? address = null)
    {
        PrivateFolder.Ensure(folder, FileName, Sqlite.SqliteStore.DataName, Sqlite.SqliteStore.VaultName);
        FileStream held;
        try
        {
            held = new FileStream(Path.Combine(folder, FileName), PrivateFolder.New(FileMode.OpenOrCreate));
        }
        catch (IOException taken)
        {
            throw new DataRefusedException(DataRefusal.AlreadyRunning, $"Spot already runs on {Path.GetFullPath(folder)}{Who(folder)}. Use that one, or stop it first.", taken);
        }
        var mine = new DataLock(held, Path.Combine(folder, NoteName));
        mine.Announce(address);
        return mine;
    }

    /// <summary>Notes where this process answers, once that is known.</summary>
    public void Announce(string? address)
    {
        // Beside the lock and not inside it: nobody else can read a file that is held like this.
        using var writer = new StreamWriter(note, PrivateFolder.NewFile);
        writer.WriteLine(Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        if (address is not null) writer.WriteLine(address);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        File.Delete(note);
        held.Dispose();
    }

    private static string Who(string folder)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(Path.Combine(folder, NoteName));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return ""; // it is just starting or stopping
        }
        return lines switch
        {
            [var process] => $" (process {process})",
            [var process, var address, ..] => $" (process {process}, at {address})",
            _ => "",
        };
    }
}
