// What a test must be able to kill. `commit FILE TENANT`: commits to a journal and says on standard output what was acknowledged, one line a
// commit, after the answer. `lock FOLDER`: takes a data folder and waits. Every group spans the same three things, so that a torn one shows:
// stream a, stream b, head of a; and notes one delivery.
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Journal;
using Spot.Silo.Storage;
using Spot.Silo.Storage.Sqlite;

if (args is ["lock", var folder])
{
    using var held = DataLock.Take(folder);
    Console.WriteLine("locked");
    await new TaskCompletionSource().Task; // until killed
}

using var database = SqliteDatabase.Open(args[1], "data", TimeProvider.System, new SqliteWriterLimits());
var journal = new SqliteJournal(database.File, database.Writer);
var tenant = TenantId.TryParse(args[2], out var parsed) ? parsed : throw new ArgumentException("A tenant id.");
var output = new Lock();

await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(async () =>
{
    Id16 a = Id16.Random(), b = Id16.Random();
    for (var n = 1; ; n++)
    {
        var group = new JournalGroup(tenant)
        {
            Entries = [new JournalEntry(a, n, new byte[1100]), new JournalEntry(b, n, new byte[300])],
            Heads = [new JournalHead(a, StreamType.Report, n - 1, 20000 + n, b.ToBytes())],
            Deliveries = [new OutboxRow(Id16.Random(), a.ToBytes())],
        };
        if (await journal.Commit(group) != CommitOutcome.Committed) throw new InvalidOperationException("Nobody else writes here.");
        lock (output) Console.WriteLine($"{a} {b} {n}");
    }
})));
