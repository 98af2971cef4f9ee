using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Journal;

namespace Spot.Silo.Tests.Storage;

public sealed class EmbeddedSiloTests(ITestOutputHelper output) : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;
    private EmbeddedSilo silo = null!;

    public async ValueTask InitializeAsync() => silo = await EmbeddedSilo.Start();

    public ValueTask DisposeAsync() => silo.DisposeAsync();

    public sealed record Count
    {
        public int Value { get; init; }
    }

    [Fact]
    public async Task Reminders_are_kept_found_by_range_replaced_and_removed()
    {
        var table = silo.Services.GetRequiredService<IReminderTable>();
        var grains = Enumerable.Range(0, 20).Select(i => GrainId.Create("retention", new GrainKey(TenantId.Random(), "retention", "all").ToString())).ToArray();
        var start = new DateTime(2030, 1, 2, 3, 4, 5, DateTimeKind.Utc);
        foreach (var grain in grains) await table.UpsertRow(new ReminderEntry { GrainId = grain, ReminderName = "day", StartAt = start, Period = TimeSpan.FromDays(40) }, None);

        await silo.Restart();
        table = silo.Services.GetRequiredService<IReminderTable>();
        var row = await table.ReadRow(grains[0], "day", None);
        Assert.Equal((grains[0], start, TimeSpan.FromDays(40)), (row!.GrainId, row.StartAt, row.Period));
        Assert.Equal(DateTimeKind.Utc, row.StartAt.Kind);
        Assert.Single((await table.ReadRows(grains[1], None)).Reminders);
        var hash = grains[0].GetUniformHashCode();
        Assert.Single((await table.ReadRows(hash - 1, hash, None)).Reminders);
        Assert.Equal(19, (await table.ReadRows(hash, hash - 1, None)).Reminders.Count);

        row.Period = TimeSpan.FromDays(1);
        var tag = await table.UpsertRow(row, None);
        Assert.False(await table.RemoveRow(grains[0], "day", row.ETag!, None));
        Assert.True(await table.RemoveRow(grains[0], "day", tag!, None));
        Assert.Null(await table.ReadRow(grains[0], "day", None));
    }

    [Fact]
    public async Task Signing_in_goes_on_beside_a_journal_that_never_rests()
    {
        var journal = silo.Services.GetRequiredService<IJournal>();
        using var stop = new CancellationTokenSource();
        var commits = 0;
        var busy = Enumerable.Range(0, 64).Select(_ => Task.Run(async () =>
        {
            var stream = Id16.Random();
            for (var n = 1; !stop.IsCancellationRequested; n++)
            {
                Assert.Equal(CommitOutcome.Committed, await journal.Commit(new JournalGroup(silo.Tenant) { Entries = [new JournalEntry(stream, n, new byte[1024])] }));
                Interlocked.Increment(ref commits);
            }
        })).ToArray();

        var waits = new System.Collections.Concurrent.ConcurrentBag<(int Commits, double Milliseconds)>();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(async () =>
        {
            var grain = GrainId.Create("session", new GrainKey(silo.Tenant, "session", $"s{i}").ToString());
            var state = new GrainState<Count>();
            await silo.Storage.ReadStateAsync("state", grain, state);
            for (var n = 1; n <= 20; n++)
            {
                var (before, clock) = (Volatile.Read(ref commits), Stopwatch.StartNew());
                state.State = new Count { Value = n };
                await silo.Storage.WriteStateAsync("state", grain, state);
                waits.Add((Volatile.Read(ref commits) - before, clock.Elapsed.TotalMilliseconds));
            }
            await silo.Storage.ReadStateAsync("state", grain, state);
            Assert.Equal(20, state.State!.Value);
        })));
        var during = Volatile.Read(ref commits);
        await stop.CancelAsync();
        await Task.WhenAll(busy);

        var sorted = waits.Select(wait => wait.Milliseconds).Order().ToArray();
        output.WriteLine($"400 writes beside {during} commits: p50 {sorted[200]:0.0} ms, p99 {sorted[396]:0.0} ms, longest {sorted[^1]:0.0} ms; most commits that one waited for: {waits.Max(wait => wait.Commits)}");
        Assert.True(during > 0, "The journal stood still.");
        Assert.InRange(waits.Max(wait => wait.Commits), 0, 20_000);
    }
}
