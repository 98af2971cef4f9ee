using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Journal;
using Spot.Silo.Storage.Sqlite;
using Spot.Testing;

namespace Spot.Silo.Tests.Storage;

public sealed class SqliteCrashTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task What_was_acknowledged_survives_a_kill_and_nothing_is_torn()
    {
        using var folder = new TemporaryFolder();
        var tenant = TenantId.Random();
        var acknowledged = new Dictionary<(Id16 A, Id16 B), int>();
        var total = 0;
        for (var round = 0; round < 6; round++)
        {
            total += await CommitUntilKilled(folder["spot.db"], tenant, RandomNumberGenerator.GetInt32(1, 3000), acknowledged);
            await CheckAgainst(folder["spot.db"], tenant, acknowledged);
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{total} acknowledged commits, 6 kills");
    }

    private static async Task<int> CommitUntilKilled(string file, TenantId tenant, int lines, Dictionary<(Id16, Id16), int> acknowledged)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Spot.Silo.Committer.dll");
        using var child = Process.Start(new ProcessStartInfo("dotnet", [program, "commit", file, tenant.ToString()])
        {
            RedirectStandardOutput = true,
        })!;
        var heard = 0;
        while (await child.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Split(' ') is not [var a, var b, var n] || !Id16.TryParse(a, out var one) || !Id16.TryParse(b, out var two)) continue; // the last line may be cut
            if (!int.TryParse(n, CultureInfo.InvariantCulture, out var sequence)) continue;
            var key = (one, two);
            // A cut number is smaller than the whole one: it asks for less, never for what was not said.
            acknowledged[key] = Math.Max(acknowledged.GetValueOrDefault(key), sequence);
            if (++heard == lines) child.Kill();
        }
        await child.WaitForExitAsync();
        Assert.Equal(128 + 9, child.ExitCode);
        return heard;
    }

    private static async Task CheckAgainst(string file, TenantId tenant, Dictionary<(Id16 A, Id16 B), int> acknowledged)
    {
        using var database = SqliteDatabase.Open(file, "data", TimeProvider.System, new SqliteWriterLimits());
        var journal = new SqliteJournal(database.File, database.Writer);
        var commits = 0;
        await foreach (var head in journal.Heads(tenant, StreamType.Report, None))
        {
            var b = new Id16(head.Sealed!.Value.Span);
            var first = (await journal.Read(tenant, head.Stream, 1, None)).Entries;
            var second = (await journal.Read(tenant, b, 1, None)).Entries;
            Assert.Equal(head.Version, first.Count);
            Assert.Equal(20000 + head.Version, head.DueDay);
            Assert.Equal(first.Select(entry => (entry.Sequence, entry.Commit)), second.Select(entry => (entry.Sequence, entry.Commit)));
            Assert.True(first.Count >= acknowledged.GetValueOrDefault((head.Stream, b)), "An acknowledged commit is lost.");
            commits += first.Count;
            acknowledged.Remove((head.Stream, b)); // its writer is dead: it grows no further
        }
        Assert.All(acknowledged.Values, lost => Assert.Equal(0, lost));
        acknowledged.Clear();
        Assert.Equal(commits, (await journal.Outbox(tenant, int.MaxValue, None)).Count);
    }

    [Fact]
    public async Task A_full_disk_is_busy_and_goes_on_when_there_is_room()
    {
        using var folder = new TemporaryFolder();
        var disk = Directory.CreateDirectory(folder["disk"]).FullName;
        if (!OperatingSystem.IsLinux() || !await Run("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", disk)) Assert.Skip("Needs the right to mount a small tmpfs.");
        try
        {
            using var database = SqliteDatabase.Open(Path.Combine(disk, "spot.db"), "data", TimeProvider.System, new SqliteWriterLimits());
            var journal = new SqliteJournal(database.File, database.Writer);
            var tenant = TenantId.Random();
            var streams = new List<Id16>();
            var ballast = Path.Combine(disk, "ballast");
            await File.WriteAllBytesAsync(ballast, new byte[2 * 1024 * 1024], None);

            JournalGroup Next() => new(tenant) { Entries = [new JournalEntry(Id16.Random(), 1, new byte[64 * 1024]), new JournalEntry(Id16.Random(), 1, new byte[16])] };
            var group = Next();
            while (await journal.Commit(group) is var outcome && outcome != CommitOutcome.Busy)
            {
                Assert.Equal(CommitOutcome.Committed, outcome);
                streams.AddRange(group.Entries.Select(entry => entry.Stream));
                group = Next();
            }
            Assert.NotEmpty(streams);
            foreach (var entry in group.Entries) Assert.Empty((await journal.Read(tenant, entry.Stream, 1, None)).Entries);

            File.Delete(ballast);
            Assert.Equal(CommitOutcome.Committed, await journal.Commit(group));
            foreach (var stream in streams.Concat(group.Entries.Select(entry => entry.Stream))) Assert.Single((await journal.Read(tenant, stream, 1, None)).Entries);
        }
        finally
        {
            Assert.True(await Run("umount", "-l", disk));
        }
    }

    private static async Task<bool> Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            await process.WaitForExitAsync();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
