namespace Spot.Api.Tests.Trust;

/// <summary>Writes records to artifacts/records, to be looked at: <c>SPOT_SAMPLES=1</c>.</summary>
public class Samples
{
    [Fact]
    public void Records_to_look_at()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("SPOT_SAMPLES") == "1", "Set SPOT_SAMPLES=1 to write them.");
        var folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "../../../../../artifacts/records")).FullName;
        foreach (var (name, contents) in new[] { ("short", Records.Short), ("long", Records.Long), ("scripts", Records.Scripts) })
            File.WriteAllBytes(Path.Combine(folder, name + ".pdf"), Records.Make(contents));
        File.WriteAllBytes(Path.Combine(folder, "password.pdf"), Records.Make(Records.Short, "orchard-meadow-thumb-piano-lake"));
        Assert.True(File.Exists(Path.Combine(folder, "short.pdf")));
    }
}
