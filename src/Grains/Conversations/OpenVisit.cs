using Spot.Grains.Vault;

namespace Spot.Grains.Conversations;

/// <summary>A visit whose ticket opened: what it may use until the call ends.</summary>
/// <param name="Key">The conversation key; zeroed with the visit.</param>
/// <param name="Ticket">Which of the head's tickets.</param>
/// <param name="Began">When the visit began.</param>
/// <param name="Now">Now: when it is seen.</param>
/// <param name="Inner">The inner head.</param>
/// <param name="Head">The head that a command changes: with this visit's last moment in it, when that is due to be written.</param>
/// <param name="IsDue">Whether it is: once a minute.</param>
internal sealed record OpenVisit(Key32 Key, int Ticket, DateTimeOffset Began, DateTimeOffset Now, InnerHead Inner, HeadDocument Head, bool IsDue) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose() => Key.Dispose();

    /// <inheritdoc/>
    public override string ToString() => "[redacted]";
}
