using System.Security.Cryptography;
using System.Text.Json;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Journal;
using Spot.Grains.Vault;

namespace Spot.Grains.Reports;

/// <summary>The outer layer of a report: every entry and every head under the report's object key, each bound to its place.</summary>
/// <remarks>An entry's place: tenant, <see cref="EntryKind"/>, stream, sequence, SHA-256 of the JSON of the entry before (none for entry 1).
/// A head's place: tenant, <see cref="HeadKind"/>, stream, the version of the row it stands in.</remarks>
internal sealed class ReportSeal(TenantId tenant, Id16 report)
{
    /// <summary>The kind an entry is bound to.</summary>
    public const string EntryKind = "report.entry";

    /// <summary>The kind a head is bound to.</summary>
    public const string HeadKind = "report.head";

    /// <summary>Seals an entry.</summary>
    /// <returns>The entry to append, and its hash, to which the next one is bound.</returns>
    public (JournalEntry Entry, byte[] Hash) Seal(Key32 objectKey, int number, ReadOnlyMemory<byte> previous, ReportEntry entry)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(entry, ReportJson.Default.ReportEntry);
        var envelope = Sealer.Seal(objectKey, Place(number, previous), json, Padding.Entry);
        return (new JournalEntry(report, number, envelope), SHA256.HashData(json));
    }

    /// <summary>Opens an entry.</summary>
    /// <exception cref="SealException">It was not sealed under this key for this place.</exception>
    /// <exception cref="StoredFormException">It is of a kind this program does not know.</exception>
    public (ReportEntry Entry, byte[] Hash) Open(Key32 objectKey, int number, ReadOnlyMemory<byte> previous, ReadOnlySpan<byte> envelope)
    {
        var json = Sealer.Open(objectKey, Place(number, previous), envelope);
        return (ReportJson.Read(json, ReportJson.Default.ReportEntry, EntryKind), SHA256.HashData(json));
    }

    /// <summary>Seals a head.</summary>
    /// <param name="objectKey">The report's object key.</param>
    /// <param name="version">The version the row has now (0: none); the head will stand in the next one.</param>
    /// <param name="head">The head.</param>
    public JournalHead Seal(Key32 objectKey, int version, ReportHead head)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(head, ReportJson.Default.ReportHead);
        return new JournalHead(report, StreamType.Report, version, null, Sealer.Seal(objectKey, Place(version + 1), json, Padding.Head));
    }

    /// <summary>Opens a head.</summary>
    /// <exception cref="SealException">It was not sealed under this key for this stream and version.</exception>
    /// <exception cref="StoredFormException">It has something this program does not know.</exception>
    public ReportHead Open(Key32 objectKey, StoredHead head)
    {
        var json = Sealer.Open(objectKey, Place(head.Version), (head.Sealed ?? default).Span);
        return ReportJson.Read(json, ReportJson.Default.ReportHead, HeadKind);
    }

    private SealContext Place(int number, ReadOnlyMemory<byte> previous) => new(tenant, EntryKind, report, number, previous);

    private SealContext Place(int version) => new(tenant, HeadKind, report, version);
}
