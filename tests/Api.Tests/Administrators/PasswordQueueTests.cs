using Spot.Api.Administrators;
using Spot.Grains.Abstractions.Identity;

namespace Spot.Api.Tests.Administrators;

public sealed class PasswordQueueTests
{
    private static readonly TenantId Flooded = TenantId.Random();
    private static readonly TenantId Quiet = TenantId.Random();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_companys_flood_makes_another_wait_for_one_turn_only()
    {
        var queue = new PasswordQueue(atOnce: 1, waiting: 100, waitingEach: 20);
        var working = await queue.Enter(Flooded, Token);
        var flood = Enumerable.Range(0, 20).Select(_ => queue.Enter(Flooded, Token)).ToList();
        var quiet = Enumerable.Range(0, 2).Select(_ => queue.Enter(Quiet, Token)).ToList();

        working!.Dispose();
        var first = await flood[0];
        Assert.False(quiet[0].IsCompleted);
        first!.Dispose();
        var mine = await quiet[0];
        Assert.False(flood[1].IsCompleted);
        mine!.Dispose();
        (await flood[1])!.Dispose();
        (await quiet[1])!.Dispose();
        foreach (var place in flood.Skip(2)) (await place)!.Dispose();
    }

    [Fact]
    public async Task A_company_with_too_many_waiting_is_told_so_at_once_and_no_other()
    {
        var queue = new PasswordQueue(atOnce: 1, waiting: 100, waitingEach: 2);
        using var working = await queue.Enter(Flooded, Token);
        var waiting = new[] { queue.Enter(Flooded, Token), queue.Enter(Flooded, Token) };

        Assert.Null(await queue.Enter(Flooded, Token));
        Assert.False(queue.Enter(Quiet, Token).IsCompleted);
        Assert.All(waiting, one => Assert.False(one.IsCompleted));
    }

    [Fact]
    public async Task When_all_places_are_taken_the_longest_line_gives_way_and_equals_are_told_so()
    {
        var queue = new PasswordQueue(atOnce: 1, waiting: 3, waitingEach: 3);
        using var working = await queue.Enter(Flooded, Token);
        var flood = Enumerable.Range(0, 3).Select(_ => queue.Enter(Flooded, Token)).ToList();

        var quiet = queue.Enter(Quiet, Token);

        Assert.Null(await flood[2]);
        Assert.False(quiet.IsCompleted);
        Assert.Null(await queue.Enter(Flooded, Token));
        Assert.Null(await queue.Enter(Quiet, Token));
        Assert.All(flood.Take(2), one => Assert.False(one.IsCompleted));
    }

    [Fact]
    public async Task Whoever_gives_up_leaves_the_place_to_the_next_and_none_is_lost()
    {
        var queue = new PasswordQueue(atOnce: 1, waiting: 10, waitingEach: 10);
        var working = await queue.Enter(Flooded, Token);
        using var impatient = new CancellationTokenSource();
        var gone = queue.Enter(Flooded, impatient.Token);
        var next = queue.Enter(Quiet, Token);

        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        working!.Dispose();
        working.Dispose();
        (await next)!.Dispose();

        using var alone = await queue.Enter(Quiet, Token);
        Assert.False(queue.Enter(Quiet, Token).IsCompleted);
    }
}
