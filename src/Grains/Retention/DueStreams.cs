using Spot.Grains.Abstractions.Conversations;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Journal;
using Spot.Grains.Tenants;

namespace Spot.Grains.Retention;

/// <summary>Does what due days ask for, in portions.</summary>
internal sealed class DueStreams(TenantId tenant, IJournal journal, Fences fences, IGrainFactory grains)
{
    private const int Portion = 100;

    /// <summary>Works through all streams that are due. One that fails, or stays due, is left for the next round.</summary>
    /// <param name="today">Today, in the company's time zone.</param>
    /// <param name="failed">Hears of those that fail.</param>
    public async Task Sweep(DateOnly today, Action<StreamType, Exception> failed)
    {
        var seen = new HashSet<Id16>();
        while (true)
        {
            // Those that stay due come first again: ask for as many more.
            var streams = await journal.Due(tenant, CompanyClock.Number(today), seen.Count + Portion, default);
            var fresh = streams.Where(s => seen.Add(s.Stream)).ToArray();
            if (fresh.Length == 0) return;
            foreach (var stream in fresh)
            {
                try
                {
                    await Sweep(stream);
                }
#pragma warning disable CA1031 // One broken stream must not keep the others for ever.
                catch (Exception e)
#pragma warning restore CA1031
                {
                    failed(stream.Type, e);
                }
            }
            // Whatever is done is no longer due and need not be remembered.
            if (fresh.Length < Portion) return;
        }
    }

    private Task Sweep(StoredHead stream) => stream switch
    {
        // A code that was never typed back: whoever typed it back meanwhile has raised the version and keeps it.
        { Type: StreamType.Access } => fences.Remove(stream),
        _ when Fences.IsFence(stream) => fences.Remove(stream),
        { Type: StreamType.Conversation } => grains.GetGrain<IConversationGrain>(ConversationKey.Of(tenant, stream.Stream)).Sweep(),
        _ => throw new InvalidOperationException($"Nobody knows what to do with a due stream of type {stream.Type}."),
    };
}
