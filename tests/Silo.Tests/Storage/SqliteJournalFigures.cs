using System.Diagnostics;
using System.Security.Cryptography;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Journal;
using Spot.Silo.Storage.Sqlite;
using Spot.Testing;

namespace Spot.Silo.Tests.Storage;

/// <summary>Not a test of speed: prints what this machine does. Run by name with --explicit only.</summary>
public sealed class SqliteJournalFigures(ITestOutputHelper output)
{
    [Fact(Explicit = true)]
    public async Task Turns_a_second()
    {
        foreach (var callers in new[] { 1, 8, 32, 128 }) await Turns(callers);
    }

    private async Task Turns(int callers)
    {
        using var folder = new TemporaryFolder();
        using var database = SqliteDatabase.Open(folder["spot.db"], "data", TimeProvider.System, new SqliteWriterLimits());
        var journal = new SqliteJournal(database.File, database.Writer);
        var tenant = TenantId.Random();
        var content = RandomNumberGenerator.GetBytes(1024 + 50);
        foreach (var seconds in new[] { 1, 3 })
        {
            var clock = Stopwatch.StartNew();
            var counts = await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
            {
                var done = 0;
                while (clock.Elapsed.TotalSeconds < seconds)
                {
                    var stream = Id16.Random();
                    for (var n = 1; n <= 20 && clock.Elapsed.TotalSeconds < seconds; n++, done++)
                        Assert.Equal(CommitOutcome.Committed, await journal.Commit(new JournalGroup(tenant) { Entries = [new JournalEntry(stream, n, content)] }));
                }
                return done;
            })));
            if (seconds > 1) output.WriteLine($"{callers,4} callers: {counts.Sum() / clock.Elapsed.TotalSeconds,8:0} commits/s of one 1 KiB entry, {callers * clock.Elapsed.TotalMilliseconds / counts.Sum():0.00} ms each");
        }
    }
}
