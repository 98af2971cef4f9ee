using System.Text.Json;
using System.Text.Json.Serialization;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Journal;
using Spot.Grains.Vault;

namespace Spot.Grains.Reports;

/// <summary>A delivery that belongs to a commit, as it lies in the outbox: under the company's general key, bound to its row.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind", UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FailSerialization)]
[JsonDerivedType(typeof(CaseChanged), "case-changed")]
internal abstract record OutboxItem
{
    private const string Kind = "outbox";

    /// <summary>A row for this delivery.</summary>
    public OutboxRow Seal(Key32 generalKey, TenantId tenant)
    {
        var id = Id16.Random();
        var json = JsonSerializer.SerializeToUtf8Bytes(this, ReportJson.Default.OutboxItem);
        return new OutboxRow(id, Sealer.Seal(generalKey, new SealContext(tenant, Kind, id), json, Padding.Entry));
    }

    /// <summary>The delivery of a row.</summary>
    /// <exception cref="SealException">It was not sealed under this key for this row.</exception>
    /// <exception cref="StoredFormException">It is of a kind this program does not know.</exception>
    public static OutboxItem Open(Key32 generalKey, TenantId tenant, OutboxRow row)
    {
        var json = Sealer.Open(generalKey, new SealContext(tenant, Kind, row.Id), row.Sealed.Span);
        return ReportJson.Read(json, ReportJson.Default.OutboxItem, Kind);
    }
}

/// <summary>A case has a new head. The list reads it and works out itself what shows when, so this need not wait for a release.</summary>
/// <param name="Report">The report.</param>
/// <param name="Version">The version of its row.</param>
internal sealed record CaseChanged(Id16 Report, int Version) : OutboxItem;
