namespace Spot.Silo.Storage;

/// <summary>Folders and files for nobody but the user Spot runs as.</summary>
internal static class PrivateFolder
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode Others = ~(Owner | UnixFileMode.SetUser | UnixFileMode.SetGroup | UnixFileMode.StickyBit);

    /// <summary>How a private file is written anew.</summary>
    public static FileStreamOptions NewFile => New(FileMode.Create);

    /// <summary>Makes a folder that only its owner enters, where there is none, and shuts one that stands open.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="marks">Names of files that are only there when the folder is Spot's own.</param>
    /// <exception cref="DataRefusedException">It stands open to others and cannot be shut, or holds other people's files.</exception>
    public static void Ensure(string path, params ReadOnlySpan<string> marks)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path); // the rights of its parent
            return;
        }

        Directory.CreateDirectory(path, Owner);
        var mode = File.GetUnixFileMode(path);
        if ((mode & Others) == 0) return;
        var full = Path.GetFullPath(path);
        // A folder that was named by mistake, such as the home folder, must not be taken from everybody else.
        if (!IsOwn(path, marks))
            throw new DataRefusedException(DataRefusal.FolderOpen, $"Other users can look into {full}, and it holds other files than Spot's. Name a folder of Spot's own, or shut this one: chmod 700 {full}");
        try
        {
            File.SetUnixFileMode(path, mode & ~Others);
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            throw new DataRefusedException(DataRefusal.FolderOpen, $"Other users can look into {full}, and it belongs to somebody else. Give it to the user that Spot runs as, then: chmod 700 {full}", denied);
        }
    }

    /// <summary>How a private file is opened or made.</summary>
    public static FileStreamOptions New(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }

    /// <summary>Writes a whole file or none, durable with its name before it returns: a file that is there after a power cut is there as a whole,
    /// and one that was said to be there is.</summary>
    /// <exception cref="IOException">There is such a file, and <paramref name="overwrite"/> is off.</exception>
    public static void Write(string folder, string name, ReadOnlySpan<byte> bytes, bool overwrite)
    {
        // Under another name first: a crash leaves no half a file under the right one.
        var path = Path.Combine(folder, name);
        using (var file = new FileStream(path + ".new", NewFile))
        {
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }

        File.Move(path + ".new", path, overwrite);
        // The folder holds the file's name, its parent the folder's.
        FolderSync.Flush(folder);
        if (Path.GetDirectoryName(Path.GetFullPath(folder)) is { } parent) FolderSync.Flush(parent);
    }

    private static bool IsOwn(string path, ReadOnlySpan<string> marks)
    {
        foreach (var mark in marks)
            if (File.Exists(Path.Combine(path, mark))) return true;
        // A disk of its own has one folder from the start.
        return Directory.EnumerateFileSystemEntries(path).All(entry => Path.GetFileName(entry) == "lost+found");
    }
}
