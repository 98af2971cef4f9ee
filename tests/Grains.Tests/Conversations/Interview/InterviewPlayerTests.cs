using System.Text.Json;
using Spot.Grains.Conversations.Interview;

namespace Spot.Grains.Tests.Conversations.Interview;

public sealed class InterviewPlayerTests
{
    [Fact]
    public void A_line_in_is_a_transcript_out()
    {
        var output = Run("""{"id":"x1","text":"My boss took the keys on Friday. He laughed about it with the guard.","answers":["The keys were on a red cord."],"rest":"I don't know."}""");

        using var transcript = JsonDocument.Parse(output);
        var prompts = transcript.RootElement.GetProperty("prompts").EnumerateArray().ToArray();
        Assert.Equal("x1", transcript.RootElement.GetProperty("id").GetString());
        Assert.Equal("info", prompts[0].GetProperty("stage").GetString());
        Assert.Equal("open", prompts[3].GetProperty("stage").GetString());
        var probes = prompts.Where(prompt => prompt.GetProperty("stage").GetString() == "probe").ToArray();
        Assert.Equal("The keys were on a red cord.", probes[0].GetProperty("answer").GetString());
        Assert.True(probes[0].GetProperty("skip").GetBoolean());
        Assert.True(probes[0].GetProperty("change").GetBoolean());
        Assert.Single(probes[0].GetProperty("quotes").EnumerateArray());
        Assert.Contains(prompts, prompt => prompt.GetProperty("kind").ValueKind == JsonValueKind.String && prompt.GetProperty("kind").GetString() == "happened_before");
        Assert.Equal("info", prompts[^1].GetProperty("stage").GetString());
    }

    [Fact]
    public void What_is_not_answered_is_skipped() =>
        Assert.DoesNotContain("\"answer\":\"\"", Run("""{"id":"x2","text":"My boss took the keys on Friday."}"""), StringComparison.Ordinal);

    [Theory]
    [InlineData("{\"id\":\"a\",\"text\":\"He left.\"}\n\n{\"id\":\"b\"}", 3)]
    [InlineData("not json", 1)]
    [InlineData("[]", 1)]
    [InlineData("null", 1)]
    [InlineData("{\"id\":\"a\",\"text\":null}", 1)]
    [InlineData("{\"id\":\"a\",\"text\":\"x\",\"answers\":\"y\"}", 1)]
    public void A_bad_line_is_named_by_its_number(string lines, int number) =>
        Assert.StartsWith($"Line {number}:", Assert.Throws<FormatException>(() => Run(lines)).Message, StringComparison.Ordinal);

    private static string Run(string lines)
    {
        var output = new StringWriter();
        new InterviewPlayer(Play.Engine).Play(new StringReader(lines), output);
        return output.ToString();
    }
}
