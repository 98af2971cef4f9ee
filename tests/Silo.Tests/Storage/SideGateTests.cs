using Spot.Silo.Storage.Sqlite;

namespace Spot.Silo.Tests.Storage;

public sealed class SideGateTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly SideGate gate = new();

    [Fact]
    public async Task Side_connections_come_in_one_after_the_other_in_order()
    {
        await gate.Enter(None);
        var second = gate.Enter(None).AsTask();
        var third = gate.Enter(None).AsTask();
        Assert.False(second.IsCompleted || third.IsCompleted);
        gate.Leave();
        await second;
        Assert.False(third.IsCompleted);
        gate.Leave();
        await third;
    }

    [Fact]
    public async Task Who_comes_during_a_batch_is_let_in_after_it()
    {
        gate.BeginBatch(10);
        var side = gate.Enter(None).AsTask();
        Assert.False(side.IsCompleted);
        gate.EndBatch();
        await side;
    }

    [Fact]
    public async Task A_batch_lets_those_at_the_gate_go_first()
    {
        await gate.Enter(None);
        var waiting = gate.Enter(None).AsTask();
        var batch = Task.Run(() => gate.BeginBatch(int.MaxValue), None);
        gate.Leave();
        await waiting;
        Assert.False(batch.IsCompleted);
        gate.Leave();
        await batch;
    }

    [Fact]
    public async Task A_connection_that_never_closes_stops_no_batch()
    {
        await gate.Enter(None);
        gate.BeginBatch(10);
        gate.EndBatch();
    }

    [Fact]
    public async Task Who_gives_up_leaves_the_queue()
    {
        await gate.Enter(None);
        using var impatient = new CancellationTokenSource();
        var first = gate.Enter(impatient.Token).AsTask();
        var second = gate.Enter(None).AsTask();
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        gate.Leave();
        await second;
        gate.Leave();
        gate.BeginBatch(int.MaxValue); // nobody is left inside
    }
}
