using System.Globalization;
using System.Resources;

namespace Spot.Api.Trust;

/// <summary>The words around the words: what Spot itself writes on a record and on its pages (RecordTexts.resx, a file a language).</summary>
internal sealed class RecordTexts(CultureInfo culture)
{
    private static readonly ResourceManager Resources = new("Spot.Api.Trust.RecordTexts", typeof(RecordTexts).Assembly);

    /// <summary>English, also for every language that has no file yet.</summary>
    public static RecordTexts English { get; } = new(CultureInfo.GetCultureInfo("en-GB"));

    /// <summary>The culture in which days are written.</summary>
    public CultureInfo Culture => culture;

    /// <summary>A text by name.</summary>
    public string this[string name] => Resources.GetString(name, culture) ?? throw new InvalidOperationException($"The text {name} is missing.");

    /// <summary>A text by name, filled in.</summary>
    public string this[string name, params object[] values] => string.Format(culture, this[name], values);

    /// <summary>A day as people write it: 24 November 2026.</summary>
    public string Day(DateOnly day) => day.ToString("d MMMM yyyy", culture);
}
