using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Spot.Api.Hosting;

/// <summary>What every answer tells the browser, error pages included: load nothing from elsewhere, keep nothing, say nothing to others.</summary>
public sealed class SecurityHeaders(RequestDelegate next, IOptions<ApiOptions> options)
{
    /// <summary>Nothing is allowed but what is named here, all from the same host; no inline script or style.</summary>
    public const string ContentSecurityPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        + "form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    private const string NoDevices = "accelerometer=(), autoplay=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), hid=(), "
        + "magnetometer=(), microphone=(), midi=(), payment=(), usb=(), browsing-topics=()";

    // Only where the name is public: on *.localhost it would cover every port of the machine and remove the way past a certificate not yet trusted.
    private readonly string? strictTransport = options.Value.IsLocal ? null : "max-age=31536000; includeSubDomains";

    /// <summary>Adds the headers when the answer starts, so that nothing that clears it can lose them.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(static state =>
        {
            var (context, strictTransport) = ((HttpContext, string?))state;
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy = ContentSecurityPolicy;
            headers.XContentTypeOptions = "nosniff";
            headers.XFrameOptions = "DENY";
            headers["Referrer-Policy"] = "no-referrer";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Cross-Origin-Resource-Policy"] = "same-origin";
            headers["Permissions-Policy"] = NoDevices;
            headers["X-DNS-Prefetch-Control"] = "off";
            headers.Remove("blazor-enhanced-nav"); // The renderer's own; there is no script of its kind here to read it.
            if (!context.Items.ContainsKey(Assets.Served)) headers.CacheControl = "no-store";
            if (strictTransport is not null) headers.StrictTransportSecurity = strictTransport;
            return Task.CompletedTask;
        }, (context, strictTransport));
        return next(context);
    }
}
