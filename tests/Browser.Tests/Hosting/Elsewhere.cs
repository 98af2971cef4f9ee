using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Spot.Testing;

namespace Spot.Browser.Tests.Hosting;

/// <summary>The site to which people leave, with a certificate of its own.</summary>
internal sealed class Elsewhere : IAsyncDisposable
{
    /// <summary>Its address on the web.</summary>
    public const string Encyclopedia = "https://www.wikipedia.org/";

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly TemporaryFolder folder;
    private readonly WebApplication app;

    private Elsewhere(TemporaryFolder folder, WebApplication app) => (this.folder, this.app) = (folder, app);

    /// <summary>Its port.</summary>
    public int Port => new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port;

    /// <summary>The authority that vouches for it.</summary>
    public string AuthorityFile => folder["elsewhere.crt"];

    /// <summary>What was asked for, with the page that sent the browser here, as far as the browser said.</summary>
    public ConcurrentQueue<(string Host, string Path, string Referrer)> Asked { get; } = [];

    /// <summary>Starts it.</summary>
    public static async Task<Elsewhere> Start()
    {
        var folder = new TemporaryFolder();
        var certificate = Certificate(folder["elsewhere.crt"]);
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        var app = builder.Build();
        var elsewhere = new Elsewhere(folder, app);
        app.Run(context =>
        {
            elsewhere.Asked.Enqueue((context.Request.Host.Host, context.Request.Path, context.Request.Headers.Referer.ToString()));
            return Results.Content("<!DOCTYPE html><html lang=\"en\"><title>An encyclopedia</title><h1>An encyclopedia</h1></html>", "text/html").ExecuteAsync(context);
        });
        await app.StartAsync();
        return elsewhere;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        folder.Dispose();
    }

    private static X509Certificate2 Certificate(string authorityFile)
    {
        var (from, to) = (TimeProvider.System.GetUtcNow() - Day, TimeProvider.System.GetUtcNow() + Day);
        using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var rootRequest = new CertificateRequest("CN=Elsewhere test authority", rootKey, HashAlgorithmName.SHA256);
        rootRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var root = rootRequest.CreateSelfSigned(from, to);
        File.WriteAllText(authorityFile, root.ExportCertificatePem());

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=elsewhere", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(new Uri(Encyclopedia).Host);
        request.CertificateExtensions.Add(names.Build());
        using var leaf = request.Create(root, from, to, RandomNumberGenerator.GetBytes(8));
        using var whole = leaf.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pkcs12), null);
    }
}
