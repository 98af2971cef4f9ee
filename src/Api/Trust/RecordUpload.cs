using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Spot.Api.Trust;

/// <summary>Reads an uploaded file into memory and nowhere else: no temporary file, no log.</summary>
internal static class RecordUpload
{
    /// <summary>The largest file that is looked at, in MB.</summary>
    public const int MostMegabytes = 10;

    /// <summary>The largest file that is looked at, in bytes.</summary>
    public const int MostBytes = MostMegabytes * 1024 * 1024;

    private const int MostBoundary = 200;
    private const int MostParts = 8;

    /// <summary>The one file in a form.</summary>
    /// <returns>Its bytes; empty when none was chosen; null when it is too large.</returns>
    public static async Task<byte[]?> Read(HttpContext context)
    {
        if (!MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type)) return [];
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).Value;
        if (type.MediaType != "multipart/form-data" || boundary is not { Length: > 0 and <= MostBoundary }) return [];
        try
        {
            var reader = new MultipartReader(boundary, context.Request.Body);
            for (var part = 0; part < MostParts && await reader.ReadNextSectionAsync(context.RequestAborted) is { } section; part++)
                if (section.GetContentDispositionHeader()?.IsFileDisposition() == true) return await ReadAll(section.Body, context.RequestAborted);
            return [];
        }
        catch (Exception torn) when (torn is InvalidDataException or IOException and not BadHttpRequestException)
        {
            return [];
        }
        catch (BadHttpRequestException large) when (large.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return null;
        }
    }

    private static async Task<byte[]?> ReadAll(Stream body, CancellationToken cancellation)
    {
        using var bytes = new MemoryStream();
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            int read;
            while ((read = await body.ReadAsync(buffer, cancellation)) > 0)
            {
                if (bytes.Length + read > MostBytes) return null;
                bytes.Write(buffer, 0, read);
            }

            return bytes.ToArray();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }
}
