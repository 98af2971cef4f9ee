using Microsoft.AspNetCore.Http;
using Spot.Grains.Abstractions.Identity;

namespace Spot.Api.Layout;

/// <summary>What a browser sent from one of our forms.</summary>
public sealed class Form
{
    private readonly IFormCollection fields;

    private Form(IFormCollection fields) => this.fields = fields;

    /// <summary>The form's own number, made when it was rendered; none when it is missing.</summary>
    public Id16 Once => Id16.TryParse(this["once"], out var once) ? once : default;

    /// <summary>A field; empty when missing.</summary>
    public string this[string name] => fields[name].ToString();

    /// <summary>All values of a field (ticked boxes).</summary>
    public IEnumerable<string> All(string name) => fields[name].Where(v => v is not null).Select(v => v!);

    /// <summary>The names of the fields that were sent.</summary>
    public IEnumerable<string> Names => fields.Keys;

    /// <summary>A field as a number; 0 when it is none.</summary>
    public int Number(string name) => int.TryParse(this[name], System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : 0;

    /// <summary>The files that came along.</summary>
    public IFormFileCollection Files => fields.Files;

    /// <summary>A new form's own number.</summary>
    public static string NewOnce() => Id16.Random().ToString();

    /// <summary>Reads the form; the frame has checked its token. A request without one is a form without fields.</summary>
    public static async Task<Form> Read(HttpContext context) =>
        new(context.Request.HasFormContentType ? await context.Request.ReadFormAsync(context.RequestAborted) : FormCollection.Empty);

    /// <inheritdoc/>
    public override string ToString() => "[redacted]";
}
