namespace Spot.Api.Administrators;

/// <summary>Which fields of a kept form a person wrote.</summary>
internal static class KeptText
{
    /// <summary>Whether a field is shown: the hidden ones of our forms are numbers and hexadecimal digits.</summary>
    public static bool IsText(string name, string value) => name is "text" or "note" || value.Any(c => !char.IsAsciiHexDigit(c) && c != '-');
}
