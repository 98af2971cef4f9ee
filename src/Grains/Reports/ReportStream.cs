using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Journal;
using Spot.Grains.Tenants;
using Spot.Grains.Vault;

namespace Spot.Grains.Reports;

/// <summary>A report's stream in memory: plain case data, and content as it is sealed to people. Never changed; a commit makes the next one.</summary>
internal sealed class ReportStream
{
    private readonly ReportEntry[] entries;

    private ReportStream(ReportEntry[] entries, ReportHead head, int version, byte[] hash) =>
        (this.entries, Head, Version, Hash) = (entries, head, version, hash);

    /// <summary>All entries in order; the first is at index 0.</summary>
    public IReadOnlyList<ReportEntry> Entries => entries;

    /// <summary>Entry 1.</summary>
    public ReportSubmitted First => (ReportSubmitted)entries[0];

    /// <summary>The fold of all entries.</summary>
    public ReportHead Head { get; }

    /// <summary>The version of the stream's row.</summary>
    public int Version { get; }

    /// <summary>The hash of the last entry, to which the next is bound.</summary>
    public byte[] Hash { get; }

    /// <summary>Reads and checks a stream.</summary>
    /// <returns>The stream; null: there is none, or its key was erased.</returns>
    /// <exception cref="SealException">An entry or the head is not what was sealed for its place.</exception>
    /// <exception cref="StoredFormException">An entry is of an unknown kind, or the head is not the fold of the entries.</exception>
    public static async Task<ReportStream?> Load(IJournal journal, IVault vault, TenantId tenant, Id16 report, CancellationToken cancellation)
    {
        var stored = await journal.Read(tenant, report, 1, cancellation);
        if (stored.Head is not { Type: StreamType.Report } row || stored.Entries.Count == 0) return null;
        using var key = await vault.Find(tenant, new ObjectName(ObjectKinds.Report, report), cancellation);
        return key is null ? null : Open(new ReportSeal(tenant, report), key, row, stored.Entries);
    }

    /// <summary>The stream after one more entry.</summary>
    public ReportStream With(ReportEntry entry, ReportHead head, byte[] hash) => new([.. entries, entry], head, Version + 1, hash);

    /// <summary>The entry a form made; null: none did.</summary>
    public ReportEntry? Of(Id16 once) => Array.Find(entries, e => e.Once == once);

    /// <summary>The entry a form made, and its number; null: none did.</summary>
    public (ReportEntry Entry, int Number)? Find(Id16 once) => Array.FindIndex(entries, e => e.Once == once) is >= 0 and var at ? (entries[at], at + 1) : null;

    /// <summary>Whether an entry shows to the company.</summary>
    public bool Shows(ReportEntry entry, CompanyClock clock) => Head.IsReleased(clock) && (entry is not ReportAnswered answer || clock.IsReleased(answer.Day, answer.AtOnce));

    private static ReportStream Open(ReportSeal seal, Key32 key, StoredHead row, IReadOnlyList<StoredEntry> stored)
    {
        var entries = new ReportEntry[stored.Count];
        ReportHead? head = null;
        byte[] hash = [];
        for (var i = 0; i < stored.Count; i++)
        {
            if (stored[i].Sequence != i + 1) throw new StoredFormException(ReportSeal.EntryKind, "has a gap");
            (entries[i], hash) = seal.Open(key, i + 1, hash, stored[i].Sealed.Span);
            head = CaseFold.Apply(head, i + 1, entries[i]);
        }

        // The head says how many entries there are, so a cut tail shows.
        if (seal.Open(key, row).Last != head!.Last) throw new StoredFormException(ReportSeal.HeadKind, "does not belong to the last entry");
        return new ReportStream(entries, head, row.Version, hash);
    }
}
