using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Spot.Api.Hosting;

namespace Spot.Api.Reports.Reporter;

/// <summary>The reporter's side of a report: the copy, sending it, and its page afterwards.</summary>
public static class ReporterRooms
{
    /// <summary>What these pages need; the company's pages watch with the same.</summary>
    public static IServiceCollection AddReportWatch(this IServiceCollection services)
    {
        services.TryAddSingleton<ReportWatch>();
        return services.AddHostedService(s => s.GetRequiredService<ReportWatch>());
    }

    /// <summary>Fixed addresses without ids.</summary>
    public static IEndpointRouteBuilder MapReporterReports(this IEndpointRouteBuilder rooms)
    {
        rooms.MapGet("/copy", Copying.Get);
        rooms.MapPost("/copy", Copying.Post).KeepingFields("revision", "do", "p*");
        rooms.MapGet("/send", Sending.Get);
        rooms.MapPost("/send", Sending.Post).KeepingFields("once", "who", "name", "not", "other", "shown", "when");
        rooms.MapGet("/sent", StatusPages.Sent);
        rooms.MapGet("/status", StatusPages.Get);
        rooms.MapPost("/status", StatusPages.Post).KeepingFields("text", "once", "answers", "when", "do");
        rooms.MapGet("/status/events", StatusPages.Events).WithMetadata(new Unhurried());
        return rooms;
    }
}
