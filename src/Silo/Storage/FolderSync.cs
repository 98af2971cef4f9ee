using System.Runtime.InteropServices;

namespace Spot.Silo.Storage;

/// <summary>Makes a folder's own contents, the names of its files, durable. .NET opens no folders, so this asks the system itself (POSIX <c>fsync</c>).</summary>
internal static partial class FolderSync
{
    private const int ReadOnly = 0;

    /// <summary>Returns when the names in a folder are on the disk. A file system that cannot do this for folders has no need of it.</summary>
    /// <exception cref="IOException">The folder cannot be opened.</exception>
    public static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows()) return; // names are written through there
        var handle = Open(folder, ReadOnly);
        if (handle < 0) throw new IOException($"{folder} cannot be opened to make it durable ({Marshal.GetLastPInvokeErrorMessage()}).");
        try
        {
            if (Synchronise(handle) < 0 && Marshal.GetLastPInvokeError() != InvalidArgument)
                throw new IOException($"{folder} cannot be made durable ({Marshal.GetLastPInvokeErrorMessage()}).");
        }
        finally
        {
            _ = Close(handle);
        }
    }

    // EINVAL, on Linux and macOS alike: the file system has no such thing.
    private const int InvalidArgument = 22;

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Synchronise(int handle);

    [LibraryImport("libc", EntryPoint = "close"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int handle);
}
