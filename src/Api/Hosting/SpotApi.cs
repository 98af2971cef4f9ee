using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Spot.Api.Administrators;
using Spot.Api.Conversations;
using Spot.Api.Hosting.Tls;
using Spot.Api.Reports.Company;
using Spot.Api.Reports.Reporter;
using Spot.Api.Trust;

namespace Spot.Api.Hosting;

/// <summary>Puts the front door into a process.</summary>
public static class SpotApi
{
    /// <summary>The most a request may carry: 200,000 characters in any script, encoded as a form, reach our own page and its own limit.</summary>
    private const int LargestRequest = 4 * 1024 * 1024;

    /// <summary>The front door's services.</summary>
    public static IServiceCollection AddSpotApi(this IServiceCollection services, Action<ApiOptions> configure)
    {
        services.AddOptions<ApiOptions>().Configure(configure).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddFormKeys();
        services.AddRouting();
        services.AddRazorComponents();
        services.AddSingleton<LocalAuthority>().AddSingleton<Certificates>();
        services.AddConversations().AddReportWatch().AddAdministrators().AddTrust();
        services.AddSingleton<TenantDirectory>().AddHostedService(s => s.GetRequiredService<TenantDirectory>());
        // Whatever is sent stays in memory: from 64 KiB on, the framework would write an uploaded file to the temporary folder, unsealed.
        services.Configure<FormOptions>(o =>
            (o.ValueLengthLimit, o.BufferBodyLengthLimit, o.MemoryBufferThreshold) = (LargestRequest, LargestRequest, LargestRequest));
        services.Configure<KestrelServerOptions>(o =>
        {
            o.AddServerHeader = false;
            o.Limits.MaxRequestBodySize = LargestRequest;
            o.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
            o.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
        });
        return services;
    }

    /// <summary>The pages, by room. Those of a company stand on its subdomain, those of the installation on the bare domain.</summary>
    public static WebApplication MapSpotApi(this WebApplication app) => app.MapFrame(
        company: rooms => rooms
            .MapConversations()
            .MapReporterReports()
            .MapTrust()
            .MapAdministrators()
            .MapCompanyReports(),
        installation: rooms => rooms
            .MapInstallation());

    /// <summary>The frame round the rooms: what holds for every page. The order is the order of the doors.</summary>
    internal static WebApplication MapFrame(this WebApplication app, Action<IEndpointRouteBuilder> company, Action<IEndpointRouteBuilder> installation)
    {
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<ErrorPages>();
        app.Use(Assets.Answer);
        app.UseMiddleware<HostToTenant>();
        app.UseMiddleware<SameOrigin>();
        app.MapWhen(OfCompany, branch => branch.UseRooms(company));
        app.UseRooms(installation);
        return app;
    }

    private static bool OfCompany(HttpContext context) => context.Features.Get<TenantContext>() is not null;

    private static void UseRooms(this IApplicationBuilder branch, Action<IEndpointRouteBuilder> rooms)
    {
        branch.UseRouting();
        branch.UseMiddleware<Crowd>();
        branch.UseMiddleware<FormCheck>();
        // The frame has checked the form's token; the framework's own demand for its middleware on [FromForm] is answered here.
        branch.UseEndpoints(endpoints => rooms(endpoints.MapGroup("").DisableAntiforgery()));
    }

    private static void AddFormKeys(this IServiceCollection services)
    {
        // Before anything that brings data protection along: the keys are there when it first looks.
        services.AddSingleton<KeyRing>().AddSingleton<KeyRingLoader>().AddHostedService(s => s.GetRequiredService<KeyRingLoader>());
        services.AddDataProtection().SetApplicationName("spot").DisableAutomaticKeyGeneration();
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(s =>
            new ConfigureOptions<KeyManagementOptions>(o => o.XmlRepository = s.GetRequiredService<KeyRing>()));
        services.AddAntiforgery(o =>
        {
            o.FormFieldName = FormCheck.Field;
            o.HeaderName = "X-Form";
            o.SuppressXFrameOptionsHeader = true; // SecurityHeaders says it on every answer, not only on pages with a form.
            o.Cookie.Name = "__Host-form";
            o.Cookie.SecurePolicy = CookieSecurePolicy.Always;
            o.Cookie.SameSite = SameSiteMode.Strict;
            o.Cookie.HttpOnly = true;
            o.Cookie.Path = "/";
        });
    }
}
