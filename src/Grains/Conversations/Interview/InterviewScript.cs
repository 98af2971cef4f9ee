using System.Reflection;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Spot.Grains.Abstractions.Conversations;
using Spot.Grains.Conversations.Interview.Reading;

namespace Spot.Grains.Conversations.Interview;

/// <summary>One language's interview: what is said, in which words, and how an account in that language is read. Immutable; shared by all conversations.</summary>
public sealed class InterviewScript
{
    private const string Root = "Spot.Interview/";

    private InterviewScript(ScriptText text, string hash, Lexicon lexicon, IReadOnlyList<CoverField> cover)
    {
        Text = text;
        Hash = hash;
        Lexicon = lexicon;
        Cover = cover;
    }

    /// <summary>The language, as a tag such as <c>en</c>.</summary>
    public string Language => Text.Language;

    /// <summary>The version written in the script file; it stands in every record.</summary>
    public string Version => Text.Version;

    /// <summary>SHA-256 of the script file as it was shipped, in lower-case hexadecimal.</summary>
    public string Hash { get; }

    /// <summary>The words the bot says.</summary>
    public ScriptText Text { get; }

    /// <summary>The short optional fields after the closing, the tenant's own questions last.</summary>
    public IReadOnlyList<CoverField> Cover { get; }

    internal Lexicon Lexicon { get; }

    /// <summary>Languages shipped with this build.</summary>
    public static IReadOnlyList<string> Languages { get; } =
    [
        .. typeof(InterviewScript).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Root, StringComparison.Ordinal) && name.EndsWith("/script.json", StringComparison.Ordinal))
            .Select(name => name[Root.Length..^"/script.json".Length])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Loads a shipped language.</summary>
    /// <param name="language">One of <see cref="Languages"/>.</param>
    /// <param name="extraQuestions">The tenant's own questions; they are asked after the closing, never before. Check them with <see cref="ScriptLinter"/> first.</param>
    /// <exception cref="ArgumentException">No such language, or two questions with one id.</exception>
    public static InterviewScript Load(string language, IReadOnlyList<ExtraQuestion>? extraQuestions = null)
    {
        ArgumentNullException.ThrowIfNull(language);
        if (!Languages.Contains(language, StringComparer.Ordinal))
            throw new ArgumentException($"There is no script '{language}'. There is: {string.Join(", ", Languages)}.", nameof(language));

        var bytes = Resource(language, "script.json");
        var text = JsonSerializer.Deserialize(bytes, ScriptJson.Default.ScriptText)!;
        var lists = JsonSerializer.Deserialize(Resource(language, "lists.json"), ScriptJson.Default.DictionaryStringString)!;
        var rules = JsonSerializer.Deserialize(Resource(language, "rules.json"), ScriptJson.Default.RuleText)!;
        var cover = text.Cover.Concat((extraQuestions ?? []).Select(CoverField.From)).ToArray();
        if (cover.DistinctBy(field => field.Id).Count() != cover.Length)
            throw new ArgumentException("Two questions have the same id.", nameof(extraQuestions));

        return new InterviewScript(text, Convert.ToHexStringLower(SHA256.HashData(bytes)), new Lexicon(lists, rules), cover);
    }

    internal static byte[] Resource(string language, string file)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"{Root}{language}/{file}")
            ?? throw new ArgumentException($"The script '{language}' has no {file}.", nameof(language));
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}

/// <summary>A question of the tenant's own.</summary>
/// <param name="Id">Stable, unique in the script; lower-case letters, digits and dashes.</param>
/// <param name="Text">The question as shown.</param>
/// <param name="Choices">Suggested answers; may be empty.</param>
public sealed record ExtraQuestion(string Id, string Text, IReadOnlyList<string> Choices);

/// <summary>A short optional field after the closing.</summary>
public sealed record CoverField
{
    /// <summary>Stable id of the field.</summary>
    public required string Id { get; init; }

    /// <summary>What it asks about, when it is one of the kinds.</summary>
    public PromptKind? Kind { get; init; }

    /// <summary>The question as shown.</summary>
    public required string Text { get; init; }

    /// <summary>Suggested answers; may be empty.</summary>
    public IReadOnlyList<string> Choices { get; init => field = value ?? []; } = [];

    /// <summary>Whether the tenant wrote it; then it is linted like the script.</summary>
    [JsonIgnore]
    public bool Tenant { get; private init; }

    internal static CoverField From(ExtraQuestion question) =>
        new() { Id = question.Id, Text = question.Text, Choices = question.Choices, Tenant = true };
}

/// <summary>The script file: every word the bot says. <c>{q}</c> is the quote, <c>{n}</c> the number of parts left.</summary>
public sealed record ScriptText
{
    /// <summary>The language tag.</summary>
    public required string Language { get; init; }

    /// <summary>Raised whenever a word changes.</summary>
    public required string Version { get; init; }

    /// <summary>Welcome and ground rules, said before the open question.</summary>
    public required IReadOnlyList<string> Info { get; init; }

    /// <summary>The open question.</summary>
    public required string Open { get; init; }

    /// <summary>Wordings of a probe by what it quotes; they take turns. <c>clause</c>, <c>phrase</c>, <c>whole</c> and <c>followUp</c> are required.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Frames { get; init; }

    /// <summary>The line that offers to finish, added after skipped or empty answers.</summary>
    public required string Offer { get; init; }

    /// <summary>How many parts are left, by number; <c>other</c> is required.</summary>
    public required IReadOnlyDictionary<string, string> Rest { get; init; }

    /// <summary>"Anything to add, change or take out?"</summary>
    public required string Closing { get; init; }

    /// <summary>The short optional fields.</summary>
    public required IReadOnlyList<CoverField> Cover { get; init; }

    /// <summary>What happens next.</summary>
    public required string After { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, ReadCommentHandling = JsonCommentHandling.Skip)]
[JsonSerializable(typeof(ScriptText))]
[JsonSerializable(typeof(RuleText))]
[JsonSerializable(typeof(LintText))]
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class ScriptJson : JsonSerializerContext;
