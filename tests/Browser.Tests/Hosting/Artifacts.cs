namespace Spot.Browser.Tests.Hosting;

/// <summary>The folder, unknown to git, in which a run leaves its pictures.</summary>
internal static class Artifacts
{
    private static readonly string Root = FindRoot();

    /// <summary>The repository's folder.</summary>
    public static string Repository => Root;

    /// <summary>A folder in it.</summary>
    public static string Folder(string name) => Directory.CreateDirectory(Path.Combine(Root, "artifacts", name)).FullName;

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Spot.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("These tests run inside the repository.");
    }
}
