using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Abstractions.Reports;
using Spot.Grains.Reports;
using Spot.Grains.Tenants;

namespace Spot.Grains.Tests.Reports;

public sealed class CaseBookTests
{
    private const string Berlin = "Europe/Berlin";
    private static readonly DateTimeOffset Start = new(2026, 10, 24, 9, 0, 0, TimeSpan.Zero);
    private static readonly CasePerson[] People = [.. Enumerable.Range(1, 4).Select(n => new CasePerson(Id(n), $"Reader {n}"))];

    /// <summary>One thing that happens: to which case, what, and how long after the one before.</summary>
    private sealed record Happening(int Case, int What, int Readers, bool AtOnce, int Minutes);

    private static readonly Gen<Happening[]> Happenings =
        Gen.Select(Gen.Int[0, 9], Gen.Int[0, 7], Gen.Int[1, 15], Gen.Bool, Gen.Int[0, 2000], (c, w, r, o, m) => new Happening(c, w, r, o, m)).Array[0, 60];

    [Fact]
    public void Every_viewers_list_is_the_plain_fold_of_the_viewers_own_released_cases() => Happenings.Sample(happenings =>
    {
        var world = new World();
        var book = new CaseBook(world.Time);
        foreach (var happening in happenings)
        {
            if (world.Apply(happening) is { } changed) book.Put(changed, world.Heads[changed].Version, world.Heads[changed].Head);
            foreach (var viewer in People) AssertListed(book, world, viewer.Id);
        }
    }, iter: 200);

    [Fact]
    public void A_viewers_list_and_its_version_are_those_of_a_company_without_the_cases_kept_from_that_viewer() => Happenings.Sample(happenings =>
    {
        var viewer = People[0].Id;
        var world = new World();
        var whole = new CaseBook(world.Time);
        var without = new CaseBook(world.Time);
        foreach (var happening in happenings)
        {
            if (world.Apply(happening) is { } changed)
            {
                var (version, head) = world.Heads[changed];
                whole.Put(changed, version, head);
                if (head.Readers.Any(r => r.Id == viewer)) without.Put(changed, version, head);
            }
            AssertSame(without.Page(viewer, new CaseQuery { Take = 3 }), whole.Page(viewer, new CaseQuery { Take = 3 }));
            Assert.Equal(without.Version(viewer), whole.Version(viewer));
        }
    }, iter: 200);

    [Fact]
    public void The_order_in_which_news_arrive_and_repeats_do_not_matter() => Happenings.Sample(happenings =>
    {
        var world = new World();
        var history = new List<(Id16 Report, int Version, ReportHead Head)>();
        foreach (var happening in happenings)
            if (world.Apply(happening) is { } changed) history.Add((changed, world.Heads[changed].Version, world.Heads[changed].Head));
        var book = new CaseBook(world.Time);
        foreach (var (report, version, head) in history.AsEnumerable().Reverse().Concat(history)) book.Put(report, version, head);
        foreach (var viewer in People) AssertListed(book, world, viewer.Id);
    }, iter: 100);

    [Fact]
    public void What_is_on_its_way_moves_nothing_until_the_morning()
    {
        var world = new World();
        var book = new CaseBook(world.Time);
        var report = world.Apply(new Happening(0, 0, 1, AtOnce: true, 0))!.Value;
        book.Put(report, 1, world.Heads[report].Head);
        var before = book.Version(People[0].Id);

        world.Apply(new Happening(0, 6, 1, AtOnce: false, 0));
        book.Put(report, 2, world.Heads[report].Head);
        Assert.Equal(before, book.Version(People[0].Id));
        // That night the clocks go back: 07:00 is 06:00 UTC, not 05:00.
        world.Time.SetUtcNow(new DateTimeOffset(2026, 10, 25, 5, 59, 59, TimeSpan.Zero));
        Assert.Equal(before, book.Version(People[0].Id));
        world.Time.SetUtcNow(new DateTimeOffset(2026, 10, 25, 6, 0, 0, TimeSpan.Zero));
        Assert.NotEqual(before, book.Version(People[0].Id));
    }

    [Fact]
    public void A_case_sent_for_the_morning_shows_at_seven_across_the_change_of_clocks()
    {
        var world = new World();
        world.Time.SetUtcNow(new DateTimeOffset(2026, 10, 24, 20, 0, 0, TimeSpan.Zero));
        var book = new CaseBook(world.Time);
        var report = world.Apply(new Happening(0, 0, 1, AtOnce: false, 0))!.Value;
        book.Put(report, 1, world.Heads[report].Head);

        Assert.Empty(book.Page(People[0].Id, new CaseQuery()).Rows);
        world.Time.SetUtcNow(new DateTimeOffset(2026, 10, 25, 5, 59, 59, TimeSpan.Zero));
        Assert.Empty(book.Page(People[0].Id, new CaseQuery()).Counts);
        world.Time.SetUtcNow(new DateTimeOffset(2026, 10, 25, 6, 0, 0, TimeSpan.Zero));
        Assert.Equal(report, Assert.Single(book.Page(People[0].Id, new CaseQuery()).Rows).Report);
    }

    [Fact]
    public void Filters_come_before_pages_and_counts_do_not_hang_on_them()
    {
        var world = new World();
        var book = new CaseBook(world.Time);
        for (var i = 0; i < 10; i++)
        {
            var report = world.Apply(new Happening(i, 0, 1, AtOnce: true, 0))!.Value;
            if (i % 2 == 0) world.Apply(new Happening(i, 2, 1, AtOnce: true, 0));
            book.Put(report, world.Heads[report].Version, world.Heads[report].Head);
        }

        var page = book.Page(People[0].Id, new CaseQuery { Status = CaseStatus.Open, Take = 3 });
        Assert.Equal(3, page.Rows.Count);
        Assert.All(page.Rows, row => Assert.Equal(CaseStatus.Open, row.Status));
        Assert.Equal(5, page.Counts[CaseStatus.New]);
        Assert.Equal(5, page.Counts[CaseStatus.Open]);
        Assert.Equal(2, book.Page(People[0].Id, new CaseQuery { Status = CaseStatus.Open, Take = 3, After = page.Next }).Rows.Count);
        Assert.Equal(10, book.Page(People[0].Id, new CaseQuery { After = "nonsense" }).Rows.Count);
    }

    [Fact]
    public void A_hundred_thousand_cases_are_listed_at_once()
    {
        var time = new FakeTimeProvider(Start);
        var book = new CaseBook(time);
        var head = World.New(new CompanyClock(time, Berlin), People, atOnce: true);
        for (var i = 0; i < 100_000; i++) book.Put(Id(i + 100), 1, head with { Received = head.Received.AddDays(-(i % 700)) });

        var page = book.Page(People[0].Id, new CaseQuery { Take = 50 });
        Assert.Equal(50, page.Rows.Count);
        Assert.Equal(100_000, page.Counts[CaseStatus.New]);
    }

    private static void AssertListed(CaseBook book, World world, Id16 viewer)
    {
        var clock = new CompanyClock(world.Time, Berlin);
        CaseRow[] expected = [.. world.Heads
            .Where(h => h.Value.Head.Readers.Any(r => r.Id == viewer) && clock.IsReleased(h.Value.Head.Received, h.Value.Head.AtOnce))
            .OrderBy(h => h.Value.Head.Closed is not null)
            .ThenBy(h => h.Value.Head.Closed is { } day ? -day.DayNumber : 0)
            .ThenBy(h => h.Value.Head.Confirmed is null ? h.Value.Head.ConfirmBy() : h.Value.Head.AnswerBy())
            .ThenBy(h => h.Value.Head.Closed is not null ? h.Key.ToString() : "").ThenBy(h => h.Key.ToString(), StringComparer.Ordinal)
            .Select(h => CaseRows.Of(h.Key, h.Value.Head, clock))];
        // Closed cases of one day stand by their ids alone.
        expected = [.. expected.Where(r => r.Closed is null), .. expected.Where(r => r.Closed is not null).OrderByDescending(r => r.Closed).ThenBy(r => r.Report.ToString(), StringComparer.Ordinal)];
        var rows = new List<CaseRow>();
        string? after = null;
        do
        {
            var page = book.Page(viewer, new CaseQuery { Take = 4, After = after });
            Assert.Equal(expected.GroupBy(r => r.Status).ToDictionary(g => g.Key, g => g.Count()), page.Counts);
            rows.AddRange(page.Rows);
            after = page.Next;
        }
        while (after is not null);
        Assert.Equal(expected, rows);
    }

    private static void AssertSame(CasePage expected, CasePage actual)
    {
        Assert.Equal(expected.Rows, actual.Rows);
        Assert.Equal(expected.Next, actual.Next);
        Assert.Equal(expected.Counts, actual.Counts);
        Assert.Equal(expected.Kinds, actual.Kinds);
    }

    private static Id16 Id(int number)
    {
        var bytes = new byte[16];
        // Spread, so that the order of ids is not the order of making.
        BitConverter.TryWriteBytes(bytes, unchecked((uint)number * 2654435761u));
        BitConverter.TryWriteBytes(bytes.AsSpan(8), number);
        return new Id16(bytes);
    }

    /// <summary>Cases that change as entries would change them.</summary>
    private sealed class World
    {
        public FakeTimeProvider Time { get; } = new(Start);

        public Dictionary<Id16, (int Version, ReportHead Head)> Heads { get; } = [];

        public Id16? Apply(Happening happening)
        {
            Time.Advance(TimeSpan.FromMinutes(happening.Minutes));
            var clock = new CompanyClock(Time, Berlin);
            var report = Id(happening.Case + 50);
            if (!Heads.TryGetValue(report, out var now))
            {
                Heads[report] = (1, New(clock, [.. People.Where((_, i) => (happening.Readers & (1 << i)) != 0)], happening.AtOnce));
                return report;
            }
            if (now.Head.Closed is not null && happening.What is not 1 || Entry(happening, now.Head, clock) is not { } entry) return null;
            Heads[report] = (now.Version + 1, CaseFold.Apply(now.Head, now.Head.Last + 1, entry));
            return report;
        }

        public static ReportHead New(CompanyClock clock, CasePerson[] readers, bool atOnce) => CaseFold.Apply(null, 1, new ReportSubmitted
        {
            Day = atOnce ? clock.Today : clock.Morning,
            AtOnce = atOnce,
            Sent = clock.Today,
            Reference = "Copper Lantern",
            Zone = Berlin,
            Readers = [.. readers.Select(r => new ReaderWrap(r.Id, r.Name, 1, []))],
            Contents = [],
        });

        private static ReportEntry? Entry(Happening happening, ReportHead head, CompanyClock clock)
        {
            var by = head.Readers[0];
            return happening.What switch
            {
                0 or 1 => new ReportRead { Day = clock.Today, By = by, News = [.. head.News.Where(n => n.IsReleased(clock)).Select(n => n.Entry)] },
                2 => head.Confirmed is null ? new ReportAcknowledged { Day = clock.Today, By = by } : null,
                3 => new ReportLabelled { Day = clock.Today, By = by, Labels = new StoredLabels($"Kind {happening.Readers % 3}", null, null) },
                4 => new ReportAsked { Day = clock.Today, By = by, Text = [], Question = happening.AtOnce },
                5 => new ReportNoted { Day = clock.Today, By = by, Text = [] },
                6 => new ReportAnswered
                {
                    Day = happening.AtOnce ? clock.Today : clock.Morning,
                    AtOnce = happening.AtOnce,
                    Text = [],
                    Declined = false,
                    Answers = head.Questions.FirstOrDefault(q => q.Answer is null)?.Entry ?? 0,
                },
                _ => new ReportClosed { Day = clock.Today, By = by, Outcome = "confirmed", Text = [] },
            };
        }
    }
}
