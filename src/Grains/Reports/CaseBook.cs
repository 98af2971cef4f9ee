using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Abstractions.Reports;
using Spot.Grains.Tenants;

namespace Spot.Grains.Reports;

/// <summary>All heads of a company in memory, and what each viewer sees of them. Everything is worked out from the viewer's own released cases
/// before anything is counted, sorted or cut into pages.</summary>
internal sealed class CaseBook(TimeProvider time)
{
    private const int KeptLists = 32;

    private readonly Dictionary<Id16, Item> items = [];
    private readonly Dictionary<string, CompanyClock> clocks = [];
    private readonly PriorityQueue<Id16, DateTimeOffset> coming = new();
    private readonly HashSet<(Id16 Report, DateTimeOffset At)> expected = [];
    private readonly Dictionary<Id16, int> changes = [];
    private readonly Dictionary<Id16, (int Version, Item[] Cases)> lists = [];

    /// <summary>Begins the versions: the second it was made, so that they also grow from one activation to the next.</summary>
    private readonly int born = (int)(time.GetUtcNow().ToUnixTimeSeconds() & 0x3fff_ffff);

    /// <summary>The version of a report's head in the book; 0: it is not there.</summary>
    public int VersionOf(Id16 report) => items.TryGetValue(report, out var item) ? item.Version : 0;

    /// <summary>Takes over a head, unless the book has this or a newer version of it.</summary>
    public void Put(Id16 report, int version, ReportHead head)
    {
        var before = items.GetValueOrDefault(report);
        if (before is not null && before.Version >= version) return;
        var item = new Item(report, version, head);
        items[report] = item;
        var row = RowOf(item);
        foreach (var reader in head.Readers)
        {
            // Compared as it shows: what is still on its way must not even move a number.
            if (before is null ? row is not null : row != RowOf(before)) Count(reader.Id);
        }
        Expect(item);
    }

    /// <summary>Forgets a report that is gone.</summary>
    public void Remove(Id16 report)
    {
        if (!items.Remove(report, out var item)) return;
        foreach (var reader in item.Head.Readers) Count(reader.Id);
    }

    /// <summary>Grows with each change in what a viewer sees.</summary>
    public int Version(Id16 viewer)
    {
        Release();
        return born + changes.GetValueOrDefault(viewer);
    }

    /// <summary>Whether a case is among a viewer's.</summary>
    public bool Shows(Id16 viewer, Id16 report) =>
        items.TryGetValue(report, out var item) && item.Head.Readers.Any(r => r.Id == viewer) && item.Head.IsReleased(ClockOf(item.Head.Zone));

    /// <summary>One page of a viewer's cases.</summary>
    public CasePage Page(Id16 viewer, CaseQuery query)
    {
        var mine = ListOf(viewer);
        var counts = new Dictionary<CaseStatus, int>();
        var kinds = new SortedSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var item in mine)
        {
            counts[item.Head.Status] = counts.GetValueOrDefault(item.Head.Status) + 1;
            if (item.Head.Labels.Kind is { } kind) kinds.Add(kind);
        }
        var after = CaseCursor.Parse(query.After);
        var take = Math.Clamp(query.Take, 1, 100);
        // One more than asked for tells whether there is a next page.
        Item[] page = [.. mine.Where(i => Fits(i, query) && (after is null || CaseCursor.Of(i.Head, i.Report).CompareTo(after.Value) > 0)).Take(take + 1)];
        return new CasePage
        {
            Rows = [.. page.Take(take).Select(i => CaseRows.Of(i.Report, i.Head, ClockOf(i.Head.Zone)))],
            Next = page.Length > take ? CaseCursor.Of(page[take - 1].Head, page[take - 1].Report).ToString() : null,
            Counts = counts,
            Kinds = [.. kinds],
        };
    }

    private static bool Fits(Item item, CaseQuery query) =>
        (query.Status is not { } status || item.Head.Status == status)
        && (string.IsNullOrEmpty(query.Kind) || string.Equals(item.Head.Labels.Kind, query.Kind, StringComparison.OrdinalIgnoreCase))
        && (string.IsNullOrWhiteSpace(query.Reference) || item.Head.Reference.Contains(query.Reference.Trim(), StringComparison.OrdinalIgnoreCase));

    private Item[] ListOf(Id16 viewer)
    {
        var version = Version(viewer);
        if (lists.TryGetValue(viewer, out var list) && list.Version == version) return list.Cases;
        Item[] mine = [.. items.Values.Where(i => i.Head.Readers.Any(r => r.Id == viewer) && i.Head.IsReleased(ClockOf(i.Head.Zone)))];
        Array.Sort(mine, static (a, b) => CaseCursor.Of(a.Head, a.Report).CompareTo(CaseCursor.Of(b.Head, b.Report)));
        if (lists.Count >= KeptLists) lists.Clear();
        lists[viewer] = (version, mine);
        return mine;
    }

    private CaseRow? RowOf(Item item) => item.Head.IsReleased(ClockOf(item.Head.Zone)) ? CaseRows.Of(item.Report, item.Head, ClockOf(item.Head.Zone)) : null;

    private void Count(Id16 viewer) => changes[viewer] = changes.GetValueOrDefault(viewer) + 1;

    private void Expect(Item item)
    {
        var clock = ClockOf(item.Head.Zone);
        if (!item.Head.IsReleased(clock)) Expect(item.Report, clock.MorningOf(item.Head.Received));
        foreach (var news in item.Head.News)
            if (!news.IsReleased(clock)) Expect(item.Report, clock.MorningOf(news.Day));
    }

    private void Expect(Id16 report, DateTimeOffset at)
    {
        if (expected.Add((report, at))) coming.Enqueue(report, at);
    }

    private void Release()
    {
        while (coming.TryPeek(out var report, out var at) && at <= time.GetUtcNow())
        {
            coming.Dequeue();
            expected.Remove((report, at));
            if (!items.TryGetValue(report, out var item)) continue;
            foreach (var reader in item.Head.Readers) Count(reader.Id);
        }
    }

    private CompanyClock ClockOf(string zone)
    {
        if (!clocks.TryGetValue(zone, out var clock)) clocks.Add(zone, clock = new CompanyClock(time, zone));
        return clock;
    }

    private sealed record Item(Id16 Report, int Version, ReportHead Head);
}
