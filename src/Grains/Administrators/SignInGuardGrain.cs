using Microsoft.Extensions.DependencyInjection;
using Spot.Grains.Abstractions.Administrators;

namespace Spot.Grains.Administrators;

/// <summary>One of a company's 256 counters of tries.</summary>
// Longer than what it counts is remembered: put away sooner, it would let go of addresses without an account while those with one stay locked.
[GrainType("guard"), CollectionAgeLimit(Hours = 25)]
internal sealed class SignInGuardGrain([FromKeyedServices(TimeProviderNames.Grains)] TimeProvider time) : Grain, ISignInGuardGrain
{
    private const int MostNames = 4_096;
    private static readonly TimeSpan Forgotten = TimeSpan.FromHours(24);

    private readonly Dictionary<string, Tries> names = new(StringComparer.Ordinal);

    public Task<DateTimeOffset?> Try(string lookUp)
    {
        var now = time.GetUtcNow();
        var before = names.GetValueOrDefault(lookUp);
        if (before.LockedUntil is { } until && until > now) return Task.FromResult<DateTimeOffset?>(until);
        if (now - before.Last > Forgotten) before = default;
        if (names.Count >= MostNames) Forget();
        var count = before.Count + 1;
        names[lookUp] = new Tries(count, now, Lockout.After(count, now));
        return Task.FromResult<DateTimeOffset?>(null);
    }

    public Task NotTried(string lookUp)
    {
        if (!names.TryGetValue(lookUp, out var tries)) return Task.CompletedTask;
        // As if it had never been: a name without tries must not take the place of one with.
        if (tries.Count <= 1) names.Remove(lookUp);
        else names[lookUp] = tries with { Count = tries.Count - 1, LockedUntil = null };
        return Task.CompletedTask;
    }

    public Task Passed(string lookUp)
    {
        names.Remove(lookUp);
        return Task.CompletedTask;
    }

    // Room for new names: the ones tried longest ago go. A real account's lock-out is written in its administrator and stays.
    private void Forget()
    {
        foreach (var (name, _) in names.OrderBy(n => n.Value.Last).Take(MostNames / 4).ToArray()) names.Remove(name);
    }

    private readonly record struct Tries(int Count, DateTimeOffset Last, DateTimeOffset? LockedUntil);
}
