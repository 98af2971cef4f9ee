using System.Collections.Frozen;
using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace Spot.Api.Hosting;

/// <summary>Stylesheet, script and pictures: built into the program, addressed by their content, so a browser may keep them for ever.</summary>
public static class Assets
{
    /// <summary>Marks an answer as one of these: it may be kept.</summary>
    internal static readonly object Served = new();

    private static readonly PathString Root = "/assets";
    private static readonly FrozenDictionary<string, Asset> ByName = Load();
    private static readonly FrozenDictionary<string, Asset> ByPath = ByName.Values.ToFrozenDictionary(a => a.Path, StringComparer.Ordinal);

    /// <summary>The address of a file, as <c>/assets/spot.1f2e3d4c5b6a7988.css</c>.</summary>
    /// <exception cref="KeyNotFoundException">No such file is built in.</exception>
    public static string Url(string name) =>
        ByName.TryGetValue(name, out var asset) ? asset.Path : throw new KeyNotFoundException($"No asset is named {name}.");

    /// <summary>Answers what is below <c>/assets</c>, on every host; anything else goes on.</summary>
    internal static Task Answer(HttpContext context, RequestDelegate next)
    {
        if (!context.Request.Path.StartsWithSegments(Root)) return next(context);
        if (!ByPath.TryGetValue(context.Request.Path.Value!, out var asset) || !(HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method)))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }
        return asset.Send(context);
    }

    private static FrozenDictionary<string, Asset> Load()
    {
        const string prefix = "assets/";
        var assembly = typeof(Assets).Assembly;
        return assembly.GetManifestResourceNames().Where(n => n.StartsWith(prefix, StringComparison.Ordinal)).Select(n =>
        {
            using var stream = assembly.GetManifestResourceStream(n)!;
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            return new Asset(n[prefix.Length..], bytes.ToArray());
        }).ToFrozenDictionary(a => a.Name, StringComparer.Ordinal);
    }

    private sealed class Asset
    {
        private static readonly FrozenDictionary<string, string> Types = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [".css"] = "text/css; charset=utf-8",
            [".js"] = "text/javascript; charset=utf-8",
            [".svg"] = "image/svg+xml",
        }.ToFrozenDictionary(StringComparer.Ordinal);

        private readonly string type;
        private readonly byte[] plain;
        private readonly byte[] brotli;
        private readonly byte[] gzip;

        public Asset(string name, byte[] bytes)
        {
            Name = name;
            plain = bytes;
            type = Types[System.IO.Path.GetExtension(name)];
            Path = $"{Root}/{System.IO.Path.GetFileNameWithoutExtension(name)}.{Convert.ToHexStringLower(SHA256.HashData(bytes))[..16]}{System.IO.Path.GetExtension(name)}";
            brotli = Pack(bytes, to => new BrotliStream(to, CompressionLevel.SmallestSize));
            gzip = Pack(bytes, to => new GZipStream(to, CompressionLevel.SmallestSize));
        }

        public string Name { get; }

        public string Path { get; }

        public async Task Send(HttpContext context)
        {
            context.Items[Served] = true;
            var (bytes, encoding) = Choose(context.Request.Headers.AcceptEncoding.ToString());
            var response = context.Response;
            response.ContentType = type;
            response.ContentLength = bytes.Length;
            response.Headers.CacheControl = "public, max-age=31536000, immutable";
            response.Headers.Vary = "Accept-Encoding";
            if (encoding is not null) response.Headers.ContentEncoding = encoding;
            if (HttpMethods.IsGet(context.Request.Method)) await response.Body.WriteAsync(bytes, context.RequestAborted);
        }

        private (byte[] Bytes, string? Encoding) Choose(string accepted)
        {
            if (accepted.Contains("br", StringComparison.OrdinalIgnoreCase)) return (brotli, "br");
            return accepted.Contains("gzip", StringComparison.OrdinalIgnoreCase) ? (gzip, "gzip") : (plain, null);
        }

        private static byte[] Pack(byte[] bytes, Func<Stream, Stream> packer)
        {
            using var to = new MemoryStream();
            using (var packing = packer(to)) packing.Write(bytes);
            return to.ToArray();
        }
    }
}
