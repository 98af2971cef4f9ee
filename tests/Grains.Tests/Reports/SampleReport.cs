using Spot.Grains.Abstractions.Administrators;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Abstractions.Reports;
using Spot.Grains.Abstractions.Tenants;
using Spot.Grains.Reports;
using Spot.Grains.Vault;

namespace Spot.Grains.Tests.Reports;

/// <summary>A report about to be sent, with keys of its own.</summary>
internal sealed class SampleReport : IDisposable
{
    private readonly Dictionary<Id16, HpkeKeyPair> pairs = [];

    public TenantId Tenant { get; init; } = TenantId.Random();

    public Id16 Report { get; } = Id16.Random();

    public Key32 ObjectKey { get; init; } = Key32.Random();

    public Key32 GeneralKey { get; init; } = Key32.Random();

    public Key32 ReportKey { get; } = Key32.Random();

    public Key32 NotesKey { get; } = Key32.Random();

    public HpkeKeyPair Recovery { get; } = HpkeKeyPair.Generate();

    public IReadOnlyList<AdministratorEntry> Readers { get; private set; } = [];

    public static SentReport Contents { get; } = new()
    {
        Parts = [new ReportPart { Asked = "Please tell me everything you remember.", Text = "Martin asked me to sign the forklift check." }],
        Excluded = ["Jonas Reuter"],
        ExcludedWords = "the shift lead",
        Script = "en 1 0000",
    };

    public AdministratorEntry Reader(string name)
    {
        var pair = HpkeKeyPair.Generate();
        var entry = new AdministratorEntry
        {
            Administrator = Id16.Random(),
            Name = name,
            Title = "People team",
            Role = AdministratorRole.CaseHandler,
            Epoch = 1,
            KeyNumber = 1,
            PublicKey = pair.Public.ToArray(),
        };
        pairs.Add(entry.Administrator, pair);
        Readers = [.. Readers, entry];
        return entry;
    }

    public NewReportInput Input() => new()
    {
        Tenant = Tenant,
        Report = Report,
        ObjectKey = ObjectKey,
        GeneralKey = GeneralKey,
        ReportKey = ReportKey,
        NotesKey = NotesKey,
        Readers = Readers,
        Contents = Contents,
        Proposed = new CaseLabels { Kind = "Safety" },
        SentDay = new DateOnly(2026, 11, 17),
        ReceivedDay = new DateOnly(2026, 11, 18),
        AtOnce = false,
        TimeZone = "Europe/Berlin",
    };

    /// <summary>What a reader's private key makes of a wrap.</summary>
    public byte[] Unwrap(AdministratorEntry reader, ReaderWrap wrap) =>
        Hpke.Open(pairs[reader.Administrator], ReportKeys.ReaderInfo(Tenant, Report, reader.Administrator, reader.KeyNumber), default, wrap.Wrap);

    public void Dispose()
    {
        foreach (var pair in pairs.Values) pair.Dispose();
        Recovery.Dispose();
        ObjectKey.Dispose();
        GeneralKey.Dispose();
        ReportKey.Dispose();
        NotesKey.Dispose();
    }
}
