using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Abstractions.Reports;
using Spot.Grains.Journal;
using Spot.Grains.Reports;
using Spot.Grains.Vault;

namespace Spot.Grains.Tests.Reports;

public sealed class NewReportTests
{
    [Fact]
    public void Each_reader_opens_the_report_and_a_note_with_the_keys_sealed_to_that_reader()
    {
        using var sample = new SampleReport();
        var maya = sample.Reader("Maya");
        var ines = sample.Reader("Ines");
        var entry = Submitted(sample, NewReport.Create(sample.Input()));

        foreach (var reader in new[] { maya, ines })
        {
            var wrap = Assert.Single(entry.Readers, r => r.Id == reader.Administrator);
            using var keys = ReportKeys.FromPair(sample.Tenant, sample.Report, sample.Unwrap(reader, wrap));
            Assert.Equal("Martin asked me to sign the forklift check.", keys.Open(entry).Parts[0].Text);
            Assert.Equal("inside", keys.Open(ReportKeys.Note, 2, keys.Seal(ReportKeys.Note, 2, "inside")));
        }
    }

    [Fact]
    public void The_reporters_key_opens_the_report_and_never_a_note()
    {
        using var sample = new SampleReport();
        sample.Reader("Maya");
        var entry = Submitted(sample, NewReport.Create(sample.Input()));
        using var both = new ReportKeys(sample.Tenant, sample.Report, sample.ReportKey, sample.NotesKey);
        using var reporters = new ReportKeys(sample.Tenant, sample.Report, sample.ReportKey, null);
        using var guess = new ReportKeys(sample.Tenant, sample.Report, sample.ReportKey, sample.ReportKey);
        var note = both.Seal(ReportKeys.Note, 2, "inside");

        Assert.True(reporters.Fits(entry));
        Assert.Throws<InvalidOperationException>(() => reporters.Open(ReportKeys.Note, 2, note));
        Assert.Equal(SealFault.WrongKey, Assert.Throws<SealException>(() => guess.Open(ReportKeys.Note, 2, note)).Fault);
    }

    [Fact]
    public void A_wrap_of_another_reader_opens_nothing()
    {
        using var sample = new SampleReport();
        var maya = sample.Reader("Maya");
        var ines = sample.Reader("Ines");
        var entry = Submitted(sample, NewReport.Create(sample.Input()));

        var others = Assert.Single(entry.Readers, r => r.Id == ines.Administrator);
        Assert.Throws<SealException>(() => sample.Unwrap(maya, others));
    }

    [Fact]
    public void The_recovery_key_gets_both_keys_only_when_it_may()
    {
        using var sample = new SampleReport();
        sample.Reader("Maya");
        Assert.Null(Submitted(sample, NewReport.Create(sample.Input())).Recovery);

        var entry = Submitted(sample, NewReport.Create(sample.Input() with { RecoveryPublicKey = sample.Recovery.Public.ToArray() }));
        var pair = Hpke.Open(sample.Recovery, ReportKeys.RecoveryInfo(sample.Tenant, sample.Report), default, Assert.IsType<byte[]>(entry.Recovery));
        using var keys = ReportKeys.FromPair(sample.Tenant, sample.Report, pair);
        Assert.True(keys.Fits(entry));
    }

    [Fact]
    public void The_head_is_bound_to_its_report_and_its_version()
    {
        using var sample = new SampleReport();
        sample.Reader("Maya");
        var head = NewReport.Create(sample.Input()).Head;
        var stored = new StoredHead(sample.Report, StreamType.Report, 1, null, head.Sealed);
        var seal = new ReportSeal(sample.Tenant, sample.Report);

        var opened = seal.Open(sample.ObjectKey, stored);
        Assert.Equal(CaseStatus.New, opened.Status);
        Assert.Equal(new DateOnly(2026, 11, 18), opened.Received);
        Assert.Throws<SealException>(() => seal.Open(sample.ObjectKey, stored with { Version = 2 }));
        Assert.Throws<SealException>(() => new ReportSeal(sample.Tenant, Id16.Random()).Open(sample.ObjectKey, stored));
    }

    [Fact]
    public void The_delivery_names_the_case_and_opens_in_its_own_row_only()
    {
        using var sample = new SampleReport();
        sample.Reader("Maya");
        var row = NewReport.Create(sample.Input()).Delivery;

        Assert.Equal(new CaseChanged(sample.Report, 1), OutboxItem.Open(sample.GeneralKey, sample.Tenant, row));
        Assert.Throws<SealException>(() => OutboxItem.Open(sample.GeneralKey, sample.Tenant, row with { Id = Id16.Random() }));
    }

    [Fact]
    public void A_report_that_nobody_can_read_is_not_made()
    {
        using var sample = new SampleReport();
        Assert.Throws<ArgumentException>(() => NewReport.Create(sample.Input()));
    }

    [Fact]
    public void A_case_is_named_by_two_different_words()
    {
        Assert.InRange(CaseReference.Count, 300, 2048);
        for (var i = 0; i < 1000; i++)
        {
            var words = CaseReference.Random().Split(' ');
            Assert.Equal(2, words.Distinct(StringComparer.Ordinal).Count());
        }
    }

    private static ReportSubmitted Submitted(SampleReport sample, NewReportRows rows) =>
        Assert.IsType<ReportSubmitted>(new ReportSeal(sample.Tenant, sample.Report).Open(sample.ObjectKey, 1, default, rows.Entry.Sealed.Span).Entry);
}
