using System.Text.Json;
using System.Text.Json.Serialization;
using Spot.Grains.Conversations.Interview;

namespace Spot.Grains.Tests.Conversations.Interview;

/// <summary>An account with what it brings up, written before the rules and by another hand.</summary>
public sealed record MarkedAccount(
    string Id, string Text, IReadOnlyList<Mention> Mentions, IReadOnlyList<string> Silenced, int MaxProbes, IReadOnlyList<string>? Answers = null, string? Rest = null)
{
    public AccountLine Line => new(Id, Text, Answers, Rest);

    public override string ToString() => Id;
}

/// <summary>Something brought up: the exact words, what they are about, and whether they say all there is to ask.</summary>
public sealed record Mention(string Span, string Kind, bool Told);

/// <summary>The marked accounts kept beside the tests.</summary>
public static class Corpus
{
    public static IReadOnlyList<MarkedAccount> Read(string path) =>
        [.. File.ReadLines(path).Where(line => line.Length > 0).Select(line => JsonSerializer.Deserialize(line, CorpusJson.Default.MarkedAccount)!)];

    public static string PathOf(string half) => Path.Combine(AppContext.BaseDirectory, "Conversations", "Interview", "Accounts", half + ".jsonl");
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(MarkedAccount))]
internal sealed partial class CorpusJson : JsonSerializerContext;
