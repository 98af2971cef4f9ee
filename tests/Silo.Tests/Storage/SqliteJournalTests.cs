using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Journal;
using Spot.Silo.Storage;
using Spot.Silo.Storage.Sqlite;
using Spot.Testing;

namespace Spot.Silo.Tests.Storage;

public sealed class SqliteJournalTests : JournalContract
{
    private readonly TemporaryFolder folder = new();
    private readonly FakeTimeProvider time = new();
    private SqliteDatabase database = null!;

    private string File => folder["spot.db"];

    protected override ValueTask<IJournal> Open()
    {
        database = SqliteDatabase.Open(File, "data", time, new SqliteWriterLimits());
        return ValueTask.FromResult<IJournal>(new SqliteJournal(database.File, database.Writer));
    }

    protected override ValueTask Close()
    {
        database.Dispose();
        return default;
    }

    protected override IDisposable Stall() => new Lock(File);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task A_group_that_the_database_refuses_fails_alone()
    {
        using (var side = Connect())
            Execute(side, "CREATE TRIGGER poison BEFORE INSERT ON entry WHEN NEW.sealed = CAST('poison' AS BLOB) BEGIN SELECT RAISE(ABORT, 'poisoned'); END");
        var streams = Enumerable.Range(0, 100).Select(_ => Id16.Random()).ToArray();
        Task<CommitOutcome>[] commits;
        using (Stall()) // so that they share a transaction
            commits = [.. streams.Select((stream, i) => Journal.Commit(Group(Entry(stream, 1), Entry(stream, 2, i == 50 ? "poison" : "fine"))))];
        await Task.WhenAll(commits.Where((_, i) => i != 50));
        await Assert.ThrowsAsync<SqliteException>(() => commits[50]);
        for (var i = 0; i < streams.Length; i++) Assert.Equal(i == 50 ? 0 : 2, await Length(streams[i]));
    }

    [Fact]
    public async Task Work_behind_an_old_one_is_refused_at_once_and_taken_on_again_later()
    {
        Task<CommitOutcome> old;
        using (Stall())
        {
            old = Journal.Commit(Group(Entry(Id16.Random(), 1)));
            time.Advance(TimeSpan.FromSeconds(2.1));
            var refused = Journal.Commit(Group(Entry(Id16.Random(), 1)));
            Assert.True(refused.IsCompleted);
            Assert.Equal(CommitOutcome.Busy, await refused);
        }
        Assert.Equal(CommitOutcome.Committed, await old);
        await Committed(Group(Entry(Id16.Random(), 1)));
    }

    [Fact]
    public async Task What_is_not_settled_in_five_seconds_is_unknown_once_begun_and_a_repeat_settles_it()
    {
        var stream = Id16.Random();
        var group = Group(Entry(stream, 1));
        Task<CommitOutcome> first, second;
        using (Stall())
        {
            first = Journal.Commit(group);
            SpinWait.SpinUntil(() => database.Writer.Writing);
            second = Journal.Commit(Group(Entry(Id16.Random(), 1)));
            time.Advance(TimeSpan.FromSeconds(5.1));
            Assert.Equal(CommitOutcome.Unknown, await first);
            Assert.Equal(CommitOutcome.Busy, await second);
        }
        await Until(async () => await Journal.Commit(group) == CommitOutcome.Committed);
        Assert.Equal(1, await Length(stream));
    }

    [Fact]
    public async Task Two_journals_over_one_file_see_each_others_fences()
    {
        using var other = SqliteDatabase.Open(File, "data", time, new SqliteWriterLimits());
        IJournal[] journals = [Journal, new SqliteJournal(other.File, other.Writer)];
        var stream = Id16.Random();
        for (var n = 1; n <= 50; n++)
        {
            var outcomes = await Task.WhenAll(journals.Select(journal => Task.Run(() => journal.Commit(Group(Entry(stream, n))))));
            Assert.Equal([CommitOutcome.Committed, CommitOutcome.Conflict], outcomes.Order());
        }
        Assert.Equal(50, await Length(stream));
    }

    [Fact]
    public async Task Closing_writes_what_was_taken_on()
    {
        var streams = Enumerable.Range(0, 2000).Select(_ => Id16.Random()).ToArray();
        var commits = streams.Select(stream => Journal.Commit(Group(Entry(stream, 1)))).ToArray();
        await Reopen();
        Assert.All(await Task.WhenAll(commits), outcome => Assert.Equal(CommitOutcome.Committed, outcome));
        foreach (var stream in streams) Assert.Equal(1, await Length(stream));
    }

    [Fact]
    public async Task A_closed_journal_is_busy()
    {
        var closed = Journal;
        await Reopen();
        Assert.Equal(CommitOutcome.Busy, await closed.Commit(Group(Entry(Id16.Random(), 1))));
    }

    [Fact]
    public async Task A_schema_of_a_newer_program_is_refused_by_name()
    {
        await Committed(Group(Entry(Id16.Random(), 1)));
        using (var side = Connect()) Execute(side, "UPDATE installation SET value = '999' WHERE name = 'schema'");
        await Close();
        var refused = Assert.Throws<DataRefusedException>(() => SqliteDatabase.Open(File, "data", time, new SqliteWriterLimits()));
        Assert.Equal(DataRefusal.NewerSchema, refused.Reason);
        Assert.Contains(File, refused.Message, StringComparison.Ordinal);
        Assert.Contains("999", refused.Message, StringComparison.Ordinal);
        using (var side = Connect()) Execute(side, "UPDATE installation SET value = '1' WHERE name = 'schema'");
        await Open();
    }

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={File};Pooling=false");
        connection.Open();
        return connection;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Fixed texts of this file.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private static async Task Until(Func<Task<bool>> condition)
    {
        while (!await condition()) await Task.Yield();
    }

    /// <summary>Holds SQLite's one write lock.</summary>
    private sealed class Lock : IDisposable
    {
        private readonly SqliteConnection connection;

        public Lock(string file)
        {
            connection = new SqliteConnection($"Data Source={file};Pooling=false");
            connection.Open();
            Execute(connection, "BEGIN IMMEDIATE");
        }

        public void Dispose()
        {
            Execute(connection, "ROLLBACK");
            connection.Dispose();
        }
    }
}
