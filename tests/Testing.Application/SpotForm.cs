using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Spot.Testing.Application;

/// <summary>A form as a browser would send it.</summary>
public sealed class SpotForm
{
    private readonly Uri address;
    private readonly bool multipart;
    private readonly HttpMethod method;

    private SpotForm(Uri address, HttpMethod method, bool multipart, IReadOnlyList<(string Name, string Value)> fields)
    {
        this.address = address;
        this.method = method;
        this.multipart = multipart;
        Fields = fields;
    }

    /// <summary>The fields, in the page's order.</summary>
    public IReadOnlyList<(string Name, string Value)> Fields { get; }

    /// <summary>Files to send along, by field.</summary>
    public IReadOnlyList<(string Name, string FileName, byte[] Content)> Files { get; private init; } = [];

    /// <summary>The value of a field; empty when it is missing.</summary>
    public string this[string name] => Fields.FirstOrDefault(f => f.Name == name).Value ?? "";

    /// <summary>The same form with fields in place of those of the same names.</summary>
    public SpotForm With(params (string Name, string Value)[] fields) =>
        new(address, method, multipart, [.. Fields.Where(f => !fields.Any(g => g.Name == f.Name)), .. fields]) { Files = Files };

    /// <summary>The same form without some fields.</summary>
    public SpotForm Without(params string[] names) => new(address, method, multipart, [.. Fields.Where(f => !names.Contains(f.Name))]) { Files = Files };

    /// <summary>The same form with a file.</summary>
    public SpotForm WithFile(string name, string fileName, byte[] content) =>
        new(address, method, multipart, Fields) { Files = [.. Files, (name, fileName, content)] };

    /// <summary>Fills it in as a browser does.</summary>
    internal static SpotForm Of(Uri page, IHtmlFormElement form, IHtmlButtonElement? pressed)
    {
        var fields = form.Elements.OfType<IElement>().Where(e => e.GetAttribute("name") is { Length: > 0 } && !e.HasAttribute("disabled")).SelectMany(e => e switch
        {
            IHtmlInputElement { Type: "submit" or "button" or "image" or "reset" or "file" } => [],
            IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false } => [],
            IHtmlInputElement input => [(input.Name!, input.HasAttribute("value") || input.Type is not ("checkbox" or "radio") ? input.Value : "on")],
            IHtmlTextAreaElement area => [(area.Name!, area.Value)],
            IHtmlSelectElement select => select.Options.Where(o => o.IsSelected).Select(o => (select.Name!, o.Value)),
            IHtmlButtonElement button when button == pressed => [(button.Name!, button.Value)],
            _ => Array.Empty<(string, string)>(),
        }).ToList();
        var action = pressed?.GetAttribute("formaction") ?? form.GetAttribute("action");
        var method = string.Equals(form.GetAttribute("method"), "post", StringComparison.OrdinalIgnoreCase) ? HttpMethod.Post : HttpMethod.Get;
        return new SpotForm(string.IsNullOrEmpty(action) ? page : new Uri(page, action), method, form.GetAttribute("enctype") == "multipart/form-data", fields);
    }

    /// <summary>The request a browser would send.</summary>
    public HttpRequestMessage ToRequest()
    {
        var pairs = Fields.Select(f => KeyValuePair.Create(f.Name, f.Value));
        if (method == HttpMethod.Get)
            return new(HttpMethod.Get, new UriBuilder(address) { Query = string.Join('&', pairs.Select(p => $"{Uri.EscapeDataString(p.Key)}={Uri.EscapeDataString(p.Value)}")) }.Uri);
        if (!multipart) return new(HttpMethod.Post, address) { Content = new FormUrlEncodedContent(pairs) };
        var content = new MultipartFormDataContent();
        foreach (var (name, value) in Fields) content.Add(new StringContent(value), name);
        foreach (var (name, fileName, bytes) in Files) content.Add(new ByteArrayContent(bytes), name, fileName);
        return new(HttpMethod.Post, address) { Content = content };
    }
}
