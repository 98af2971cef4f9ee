using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Spot.Api.Administrators;
using Spot.Api.Hosting;

namespace Spot.Api.Reports.Company;

/// <summary>The company's side of reports: what needs doing, the list, a case.</summary>
public static class CompanyRooms
{
    /// <summary>All behind signing in. Each form goes to the page it stands on, so that reloading what came back shows the page again.</summary>
    public static IEndpointRouteBuilder MapCompanyReports(this IEndpointRouteBuilder rooms)
    {
        var inside = rooms.MapAdministratorGroup();
        inside.MapGet("", ListPages.Today);
        inside.MapGet("/cases", ListPages.Cases);
        inside.MapGet("/cases/events", ListPages.Events).WithMetadata(new Unhurried());
        inside.MapGet("/cases/{id}", CasePages.Get);
        inside.MapPost("/cases/{id}", CasePages.Post)
            .KeepingFields("do", "once", "text", "question", "version", "outcome", "kind", "department", "urgency");
        inside.MapGet("/cases/{id}/events", CasePages.Events).WithMetadata(new Unhurried());
        return rooms;
    }
}
