using System.Threading.RateLimiting;

namespace Spot.Api.Conversations;

/// <summary>Slows codes that open nothing: so many a second in this process, whoever tries. Codes that open something never wait, so fifty people
/// behind one address all get through; no address is looked at.</summary>
/// <remarks>A code has 92 random bits: 10^4 guesses a second for ten years meet one of a million with a chance of 10^-9. This only keeps guessing from
/// costing more than it should.</remarks>
public sealed class WrongCodes : IDisposable
{
    private readonly TokenBucketRateLimiter bucket = new(new TokenBucketRateLimiterOptions
    {
        TokenLimit = 200,
        TokensPerPeriod = 20,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        QueueLimit = 200,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    /// <summary>Waits for this failure's turn; false when too many wait already.</summary>
    public async ValueTask<bool> Count(CancellationToken cancellation)
    {
        using var lease = await bucket.AcquireAsync(1, cancellation);
        return lease.IsAcquired;
    }

    /// <inheritdoc/>
    public void Dispose() => bucket.Dispose();
}
