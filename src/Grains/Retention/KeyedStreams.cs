using Spot.Grains.Journal;
using Spot.Grains.Vault;

namespace Spot.Grains.Retention;

/// <summary>The streams that have a key of their own in the vault, named by the stream's id: neither is there for long without the other.</summary>
internal static class KeyedStreams
{
    /// <summary>The kinds of keys, and of what streams.</summary>
    public static readonly IReadOnlyList<(string Kind, StreamType Type)> All =
    [
        (ObjectKinds.Access, StreamType.Access),
        (ObjectKinds.Conversation, StreamType.Conversation),
        (ObjectKinds.Turns, StreamType.Turns),
        (ObjectKinds.Report, StreamType.Report),
    ];

    /// <summary>The name of a stream's key.</summary>
    public static ObjectName KeyOf(StoredHead stream) => new(All.Single(one => one.Type == stream.Type).Kind, stream.Stream);
}
