using System.Buffers.Binary;
using System.Text;
using Spot.Grains.Abstractions.Identity;

namespace Spot.Grains.Vault;

/// <summary>The place a sealed thing belongs to. It is bound in, so that nothing opens in another company, kind, row or position.</summary>
/// <remarks>Bound as bytes in which every part has a fixed size or its length in front (numbers big-endian): tenant 16 | kind length 2, UTF-8 |
/// row form 1 (0 id, 1 text) | row length 2, bytes | sequence 8 | previous length 2, bytes.</remarks>
public readonly struct SealContext
{
    private readonly TenantId tenant;
    private readonly string? kind;
    private readonly Id16 rowId;
    private readonly string? rowName;
    private readonly long sequence;
    private readonly ReadOnlyMemory<byte> previous;

    /// <summary>A place in a row that an id names.</summary>
    /// <param name="tenant">The company; <see cref="TenantId.Installation"/> for what belongs to none.</param>
    /// <param name="kind">What it is, such as <c>turns</c> or <c>spot.tenant.state</c>.</param>
    /// <param name="row">The row, such as a stream's id.</param>
    /// <param name="sequence">The position in the row; 0 for what has none.</param>
    /// <param name="previous">SHA-256 of the inner bytes of the entry before; empty for what has none.</param>
    public SealContext(TenantId tenant, string kind, Id16 row, long sequence = 0, ReadOnlyMemory<byte> previous = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(kind);
        (this.tenant, this.kind, rowId, this.sequence, this.previous) = (tenant, kind, row, sequence, previous);
    }

    /// <summary>A place in a row that a text names, such as a grain's key.</summary>
    /// <param name="tenant">The company; <see cref="TenantId.Installation"/> for what belongs to none.</param>
    /// <param name="kind">What it is, such as <c>turns</c> or <c>spot.tenant.state</c>.</param>
    /// <param name="row">The row.</param>
    /// <param name="sequence">The position in the row; 0 for what has none.</param>
    /// <param name="previous">SHA-256 of the inner bytes of the entry before; empty for what has none.</param>
    public SealContext(TenantId tenant, string kind, string row, long sequence = 0, ReadOnlyMemory<byte> previous = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(kind);
        ArgumentException.ThrowIfNullOrEmpty(row);
        (this.tenant, this.kind, rowName, this.sequence, this.previous) = (tenant, kind, row, sequence, previous);
    }

    /// <summary>The kind and the position: what may be said in a log.</summary>
    public override string ToString() => sequence == 0 ? $"{kind}" : $"{kind} {sequence}";

    /// <summary>How many bytes <see cref="Write"/> needs at most.</summary>
    internal int MaxSize =>
        Id16.Size + 2 + Encoding.UTF8.GetMaxByteCount(kind?.Length ?? 0) + 1 + 2
        + (rowName is null ? Id16.Size : Encoding.UTF8.GetMaxByteCount(rowName.Length)) + 8 + 2 + previous.Length;

    /// <summary>Writes the canonical bytes; returns how many.</summary>
    internal int Write(Span<byte> to)
    {
        if (kind is null) throw new InvalidOperationException("A sealed thing needs a place: use a constructor of SealContext.");
        tenant.Value.CopyTo(to);
        var at = Id16.Size;
        at += Text(kind, to[at..]);
        to[at++] = (byte)(rowName is null ? 0 : 1);
        if (rowName is not null)
        {
            at += Text(rowName, to[at..]);
        }
        else
        {
            BinaryPrimitives.WriteUInt16BigEndian(to[at..], Id16.Size);
            rowId.CopyTo(to[(at + 2)..]);
            at += 2 + Id16.Size;
        }

        BinaryPrimitives.WriteInt64BigEndian(to[at..], sequence);
        at += 8;
        BinaryPrimitives.WriteUInt16BigEndian(to[at..], checked((ushort)previous.Length));
        previous.Span.CopyTo(to[(at + 2)..]);
        return at + 2 + previous.Length;
    }

    private static int Text(string text, Span<byte> to)
    {
        var length = Encoding.UTF8.GetBytes(text, to[2..]);
        BinaryPrimitives.WriteUInt16BigEndian(to, checked((ushort)length));
        return 2 + length;
    }
}
