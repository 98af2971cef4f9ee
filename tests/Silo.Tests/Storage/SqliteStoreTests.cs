using System.Diagnostics;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Journal;
using Spot.Grains.Vault;
using Spot.Silo.Storage;
using Spot.Silo.Storage.Sqlite;
using Spot.Testing;

namespace Spot.Silo.Tests.Storage;

public sealed class SqliteStoreTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly TemporaryFolder folder = new();
    private readonly TenantId tenant = TenantId.Random();
    private readonly ObjectName name = new(ObjectKinds.Report, Id16.Random());

    private string Root => Path.Combine(folder["keys"], "root");

    private string Data => Path.Combine(folder["data"], SqliteStore.DataName);

    private string Vault => Path.Combine(folder["data"], SqliteStore.VaultName);

    public void Dispose() => folder.Dispose();

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode Everybody = OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

#pragma warning disable CA1416 // its callers are skipped there
    private static UnixFileMode Mode(string path) => File.GetUnixFileMode(path);

    private static void SetMode(string path, UnixFileMode mode) => File.SetUnixFileMode(path, mode);
#pragma warning restore CA1416

    private SqliteStore Open(string? address = null, string data = "data", string keys = "keys") =>
        SqliteStore.Open(new SqliteStorageOptions { DataFolder = folder[data], KeysFolder = folder[keys], Address = address }, TimeProvider.System);

    private async Task Fill(SqliteStore store)
    {
        await store.Vault.CreateTenant(tenant, None);
        await store.Vault.Create(tenant, [name], None);
        Assert.Equal(CommitOutcome.Committed, await store.Journal.Commit(new JournalGroup(tenant) { Entries = [new JournalEntry(name.Id, 1, new byte[10])] }));
    }

    private async Task FillAndClose()
    {
        using var store = Open();
        await Fill(store);
    }

    private DataRefusedException Refused(DataRefusal reason, params string[] named)
    {
        var refused = Assert.Throws<DataRefusedException>(() => Open());
        Assert.Equal(reason, refused.Reason);
        Assert.All(named, word => Assert.Contains(word, refused.Message, StringComparison.Ordinal));
        return refused;
    }

    [Fact]
    public async Task It_is_all_there_after_a_restart()
    {
        await FillAndClose();
        using var store = Open();
        Assert.NotNull(await store.Vault.Find(tenant, name, None));
        Assert.Single((await store.Journal.Read(tenant, name.Id, 1, None)).Entries);
    }

    [Fact]
    public async Task Stopped_in_order_everything_is_in_the_two_files()
    {
        using (var store = Open())
        {
            await Fill(store);
            Assert.NotEmpty((await store.Journal.Read(tenant, name.Id, 1, None)).Entries);
            Assert.Single(await store.Vault.Names(tenant, ObjectKinds.Report, None));
            using var side = await store.Side.OpenConnectionAsync(None);
        }
        Assert.Equal(["lock", SqliteStore.DataName, SqliteStore.VaultName], Directory.EnumerateFileSystemEntries(folder["data"]).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task Files_as_a_crash_leaves_them_open_again()
    {
        using (var store = Open())
        {
            await Fill(store);
            Directory.CreateDirectory(folder["crashed"]);
            foreach (var file in Directory.EnumerateFiles(folder["data"], "*.db*").Where(file => !file.EndsWith("-shm", StringComparison.Ordinal)))
                File.Copy(file, Path.Combine(folder["crashed"], Path.GetFileName(file)));
        }
        Assert.True(new FileInfo(Path.Combine(folder["crashed"], SqliteStore.DataName + "-wal")).Length > 0);
        using var again = Open(data: "crashed");
        Assert.NotNull(await again.Vault.Find(tenant, name, None));
        Assert.Single((await again.Journal.Read(tenant, name.Id, 1, None)).Entries);
    }

    [Fact]
    public void Only_its_owner_can_look_in()
    {
        Open().Dispose();
        if (OperatingSystem.IsWindows()) return; // the rights of the parent folder hold there
        const UnixFileMode others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
        foreach (var path in new[] { Root, Data, Vault }) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        foreach (var path in new[] { folder["keys"], folder["data"] }) Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(path) & others);
    }

    [Fact]
    public void Folders_that_stood_open_are_shut()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes.");
        Open().Dispose();
        Assert.All([folder["keys"], folder["data"]], path => SetMode(path, Everybody));

        Open().Dispose();
        Assert.All([folder["keys"], folder["data"]], path => Assert.Equal(OwnerOnly, Mode(path)));

        // Made beforehand, for Spot to fill.
        foreach (var name in new[] { "new-keys", "new-data" })
        {
            Directory.CreateDirectory(folder[name]);
            SetMode(folder[name], Everybody);
        }

        Open(data: "new-data", keys: "new-keys").Dispose();
        Assert.All([folder["new-keys"], folder["new-data"]], path => Assert.Equal(OwnerOnly, Mode(path)));
    }

    [Theory, InlineData("data"), InlineData("keys")]
    public void An_open_folder_with_other_peoples_files_is_refused_and_left_as_it_is(string which)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes.");
        Directory.CreateDirectory(folder[which]);
        File.WriteAllText(Path.Combine(folder[which], "letter.txt"), "");
        SetMode(folder[which], Everybody);

        var refused = Assert.Throws<DataRefusedException>(() => Open());

        Assert.Equal(DataRefusal.FolderOpen, refused.Reason);
        Assert.Contains($"chmod 700 {folder[which]}", refused.Message, StringComparison.Ordinal);
        Assert.Equal(Everybody, Mode(folder[which]));
    }

    [Fact]
    public void A_folders_names_are_made_durable_and_one_that_is_not_there_is_said()
    {
        FolderSync.Flush(folder.Path);
        if (!OperatingSystem.IsWindows()) Assert.Throws<IOException>(() => FolderSync.Flush(folder["nowhere"]));
    }

    [Fact]
    public async Task A_missing_root_key_is_refused_and_not_made_anew()
    {
        await FillAndClose();
        File.Delete(Root);
        Refused(DataRefusal.RootKeyMissing, Root);
        Assert.False(File.Exists(Root));
        File.Delete(Vault); // not even when the vault is gone too
        Refused(DataRefusal.RootKeyMissing, Root);
    }

    [Fact]
    public async Task A_foreign_root_key_is_refused()
    {
        await FillAndClose();
        Open(data: "other", keys: "other-keys").Dispose();
        File.Copy(Path.Combine(folder["other-keys"], "root"), Root, overwrite: true);
        Refused(DataRefusal.RootKeyForeign, Root, Vault);
    }

    [Theory]
    [InlineData("")]
    [InlineData("spot root key 2\nid 00\nkey 00\n")]
    [InlineData("spot root key 1\nid 00112233445566778899aabbccddeeff\n")]
    [InlineData("spot root key 1\nid 00112233445566778899aabbccddeeff\nkey AAAA\n")]
    [InlineData("spot root key 1\nid 00112233445566778899aabbccddeeff\nkey AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n")]
    public async Task A_root_key_that_is_none_is_refused(string text)
    {
        await FillAndClose();
        await File.WriteAllTextAsync(Root, text, None);
        Refused(DataRefusal.RootKeyDamaged, Root);
    }

    [Fact]
    public async Task A_vault_that_is_missing_foreign_or_older_is_refused()
    {
        await FillAndClose();
        var older = await File.ReadAllBytesAsync(Vault, None);
        Open().Dispose();

        await File.WriteAllBytesAsync(Vault, older, None);
        Refused(DataRefusal.VaultOlder, Vault, Data);

        File.Delete(Vault);
        Refused(DataRefusal.VaultMissing, Vault, Data);

        // Another installation under the same root key: only the id tells.
        Open(data: "other").Dispose();
        File.Copy(Path.Combine(folder["other"], SqliteStore.VaultName), Vault, overwrite: true);
        Refused(DataRefusal.VaultForeign, Vault, Data);
    }

    [Fact]
    public async Task A_vault_from_before_an_erasure_is_refused()
    {
        await FillAndClose();
        byte[] older;
        using (var store = Open())
        {
            await store.Vault.Erase(tenant, [new ObjectName(ObjectKinds.Report, Id16.Random())], None);
            await store.Vault.Erase(tenant, [new ObjectName(ObjectKinds.General, default), name], None);
            older = await File.ReadAllBytesAsync(Vault, None); // an erasure leaves all of it in the one file
            await store.Vault.Create(tenant, [name], None);
            await store.Vault.Erase(tenant, [name], None);
        }
        await File.WriteAllBytesAsync(Vault, older, None);
        Refused(DataRefusal.VaultOlder, Vault);
    }

    [Fact]
    public async Task Data_that_is_missing_beside_a_filled_vault_is_refused()
    {
        await FillAndClose();
        File.Delete(Data);
        Refused(DataRefusal.DataMissing, Data, Vault);
    }

    [Fact]
    public void A_second_start_is_refused_and_told_who_runs()
    {
        using var first = Open("https://localhost:1234/");
        Refused(DataRefusal.AlreadyRunning, $"{Environment.ProcessId}", "https://localhost:1234/", folder["data"]);
        first.Announce("https://localhost:5678/");
        Refused(DataRefusal.AlreadyRunning, "https://localhost:5678/");
        first.Dispose();
        Open().Dispose();
    }

    [Fact]
    public async Task A_killed_process_holds_nothing()
    {
        Open().Dispose();
        using var child = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Spot.Silo.Committer.dll"), "lock", folder["data"]]) { RedirectStandardOutput = true })!;
        Assert.Equal("locked", await child.StandardOutput.ReadLineAsync(None));
        Refused(DataRefusal.AlreadyRunning, $"process {child.Id}");
        child.Kill();
        await child.WaitForExitAsync(None);
        Open().Dispose();
    }
}
