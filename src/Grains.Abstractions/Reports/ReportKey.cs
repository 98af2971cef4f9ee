using Spot.Grains.Abstractions.Identity;

namespace Spot.Grains.Abstractions.Reports;

/// <summary>The key of an <see cref="IReportGrain"/>: <c>T/report/{derived from the conversation key}</c>.</summary>
public static class ReportKey
{
    /// <summary>The kind in the key.</summary>
    public const string Kind = "report";

    /// <summary>The key of one report.</summary>
    public static string Of(TenantId tenant, Id16 report) => new GrainKey(tenant, Kind, report.ToString()).ToString();
}

/// <summary>The key of the one <see cref="ICaseBookGrain"/> of a company: <c>T/cases/all</c>.</summary>
public static class CaseBookKey
{
    /// <summary>The key.</summary>
    public static string Of(TenantId tenant) => new GrainKey(tenant, "cases", "all").ToString();
}

/// <summary>The key of the one <see cref="IOutboxGrain"/> of a company: <c>T/outbox/all</c>.</summary>
public static class OutboxKey
{
    /// <summary>The key.</summary>
    public static string Of(TenantId tenant) => new GrainKey(tenant, "outbox", "all").ToString();
}
