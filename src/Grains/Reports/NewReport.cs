using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Abstractions.Reports;
using Spot.Grains.Abstractions.Tenants;
using Spot.Grains.Journal;
using Spot.Grains.Vault;

namespace Spot.Grains.Reports;

/// <summary>What a new report is made of. The keys stay the caller's.</summary>
internal sealed record NewReportInput
{
    /// <summary>The company.</summary>
    public required TenantId Tenant { get; init; }

    /// <summary>The report's id, derived from the conversation key: its stream.</summary>
    public required Id16 Report { get; init; }

    /// <summary>The report's object key, already in the vault (<see cref="ObjectKinds.Report"/>, named by the report's id).</summary>
    public required Key32 ObjectKey { get; init; }

    /// <summary>The company's general key (<see cref="ObjectName.General"/>), for the delivery.</summary>
    public required Key32 GeneralKey { get; init; }

    /// <summary>New: seals what company and reporter share.</summary>
    public required Key32 ReportKey { get; init; }

    /// <summary>New: seals internal notes.</summary>
    public required Key32 NotesKey { get; init; }

    /// <summary>Who may read it: those with a key, minus the excluded. Never empty.</summary>
    public required IReadOnlyList<AdministratorEntry> Readers { get; init; }

    /// <summary>The recovery key's public half; null: not set up, or an excluded person could use it.</summary>
    public byte[]? RecoveryPublicKey { get; init; }

    /// <summary>The report.</summary>
    public required SentReport Contents { get; init; }

    /// <summary>Labels proposed from the reporter's own optional answers.</summary>
    public required CaseLabels Proposed { get; init; }

    /// <summary>The day the reporter sends it.</summary>
    public required DateOnly SentDay { get; init; }

    /// <summary>The day the company gets it: today at once, or the day of the morning.</summary>
    public required DateOnly ReceivedDay { get; init; }

    /// <summary>Whether it shows at once, rather than on the morning of <see cref="ReceivedDay"/>.</summary>
    public required bool AtOnce { get; init; }

    /// <summary>The company's time zone (IANA).</summary>
    public required string TimeZone { get; init; }

    /// <inheritdoc/>
    public override string ToString() => "[redacted]";
}

/// <summary>What belongs into the commit that sends a report.</summary>
/// <param name="Entry">Entry 1 of the report's stream.</param>
/// <param name="Head">Its head, from version 0 to 1.</param>
/// <param name="Delivery">Tells the list of cases.</param>
internal sealed record NewReportRows(JournalEntry Entry, JournalHead Head, OutboxRow Delivery);

/// <summary>Makes the rows of a new report.</summary>
internal static class NewReport
{
    /// <summary>The rows. Each call seals anew, with another random reference; a repeat of the commit uses the same rows.</summary>
    /// <exception cref="ArgumentException">Nobody could read it, or a reader has no key.</exception>
    public static NewReportRows Create(NewReportInput input)
    {
        if (input.Readers.Count == 0) throw new ArgumentException("A report that nobody can read is not sent.", nameof(input));
        using var keys = new ReportKeys(input.Tenant, input.Report, input.ReportKey, input.NotesKey);
        var entry = new ReportSubmitted
        {
            Day = input.ReceivedDay,
            Sent = input.SentDay,
            AtOnce = input.AtOnce,
            Zone = input.TimeZone,
            Reference = CaseReference.Random(),
            Readers = [.. input.Readers.Select(reader => Wrap(input, keys, reader))],
            Recovery = input.RecoveryPublicKey is { } recovery ? keys.SealTo(recovery, ReportKeys.RecoveryInfo(input.Tenant, input.Report)) : null,
            Contents = keys.Seal(ReportContents.Of(input.Contents, input.Proposed)),
        };
        var seal = new ReportSeal(input.Tenant, input.Report);
        return new NewReportRows(
            seal.Seal(input.ObjectKey, 1, default, entry).Entry,
            seal.Seal(input.ObjectKey, 0, CaseFold.Apply(null, 1, entry)),
            new CaseChanged(input.Report, 1).Seal(input.GeneralKey, input.Tenant));
    }

    private static ReaderWrap Wrap(NewReportInput input, ReportKeys keys, AdministratorEntry reader)
    {
        var publicKey = reader.PublicKey ?? throw new ArgumentException("A reader without a key.", nameof(input));
        var info = ReportKeys.ReaderInfo(input.Tenant, input.Report, reader.Administrator, reader.KeyNumber);
        return new ReaderWrap(reader.Administrator, reader.Name, reader.KeyNumber, keys.SealTo(publicKey, info));
    }
}
