namespace Spot.Silo.Storage;

/// <summary>Folders and files for nobody but the user Spot runs as.</summary>
internal static class PrivateFolder
{
    /// <summary>How a private file is written anew.</summary>
    public static FileStreamOptions NewFile => New(FileMode.Create);

    /// <summary>Makes a folder that only its owner enters, where there is none.</summary>
    public static void Ensure(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path); // the rights of its parent
        else Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>How a private file is opened or made.</summary>
    public static FileStreamOptions New(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }
}
