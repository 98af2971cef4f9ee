using System.Reflection;
using System.Text.Json;

namespace Spot.Grains.Tests.Vault;

/// <summary>What the constructions must give, worked out by other programs: vectors.mjs says how.</summary>
internal static class Vectors
{
    private static readonly JsonElement All = Load();

    /// <summary>One block of the file.</summary>
    public static JsonElement Of(string name) => All.GetProperty(name);

    /// <summary>A text of a block.</summary>
    public static string Text(this JsonElement block, string name) => block.GetProperty(name).GetString()!;

    /// <summary>Bytes of a block.</summary>
    public static byte[] Bytes(this JsonElement block, string name) => Convert.FromHexString(block.Text(name));

    private static JsonElement Load()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("vectors.json")!;
        return JsonDocument.Parse(stream).RootElement;
    }
}
