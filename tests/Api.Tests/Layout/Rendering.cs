using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Spot.Api.Layout;

namespace Spot.Api.Tests.Layout;

/// <summary>Renders a page as the front door does, without a server.</summary>
internal static class Rendering
{
    private static readonly IServiceProvider Services = Build();

    public static async Task<string> Html<TPage>(object parameters, Action<HttpContext>? prepare = null) where TPage : IComponent
    {
        await using var scope = Services.CreateAsyncScope();
        using var body = new MemoryStream();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        (context.Request.Scheme, context.Request.Host, context.Request.Path) = ("https", new HostString("acme.localhost", 7443), "/");
        context.Response.Body = body;
        prepare?.Invoke(context);
        await Show.Page<TPage>(parameters).ExecuteAsync(context);
        return Encoding.UTF8.GetString(body.ToArray());
    }

    private static IServiceProvider Build()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddRazorComponents();
        builder.Services.AddAntiforgery(o => o.Cookie.Name = "__Host-form");
        builder.Services.AddSingleton<IDataProtectionProvider, EphemeralDataProtectionProvider>();
        return builder.Build().Services;
    }
}
