using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Spot.Grains.Abstractions.Conversations;

namespace Spot.Grains.Conversations.Interview;

/// <summary>Plays written accounts through the engine, so that anyone can judge what it asks.</summary>
public sealed class InterviewPlayer
{
    // People read these lines: letters and quotation marks stand as they are.
    private static readonly PlayerJson Readable = new(new JsonSerializerOptions(PlayerJson.Default.Options) { TypeInfoResolver = null, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    private readonly InterviewEngine _engine;

    /// <summary>Makes a player for one engine.</summary>
    public InterviewPlayer(InterviewEngine engine) => _engine = engine;

    /// <summary>Plays JSON Lines from one reader to the other, a line an account; blank lines are passed over.</summary>
    /// <exception cref="FormatException">A line is not an account; the message names the line.</exception>
    public void Play(TextReader accounts, TextWriter transcripts)
    {
        ArgumentNullException.ThrowIfNull(accounts);
        ArgumentNullException.ThrowIfNull(transcripts);
        var number = 0;
        while (accounts.ReadLine() is { } line)
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line))
                transcripts.WriteLine(JsonSerializer.Serialize(Play(Parse(line, number)), Readable.Transcript));
        }
    }

    /// <summary>Plays one account to its end.</summary>
    public Transcript Play(AccountLine account)
    {
        ArgumentNullException.ThrowIfNull(account);
        var answers = new Queue<string>(account.Answers ?? []);
        var lines = new List<TranscriptPrompt>();
        var step = _engine.Begin();
        while (true)
        {
            foreach (var prompt in step.Prompts.Where(prompt => !prompt.AwaitsAnswer))
                lines.Add(TranscriptPrompt.From(prompt, null));
            if (step.State.Current is not { } current) return new Transcript(account.Id, lines);

            var reply = Reply(step.State.Phase, account, answers);
            lines.Add(TranscriptPrompt.From(current, (reply as InterviewReply.Answer)?.Text));
            step = _engine.Next(step.State, reply);
        }
    }

    private static InterviewReply Reply(InterviewPhase phase, AccountLine account, Queue<string> answers)
    {
        if (phase == InterviewPhase.Open) return new InterviewReply.Answer(account.Text);
        if (phase == InterviewPhase.Pause) return new InterviewReply.GoOn();
        var answer = answers.Count > 0 ? answers.Dequeue() : account.Rest;
        return answer is null ? new InterviewReply.Skip() : new InterviewReply.Answer(answer);
    }

    private static AccountLine Parse(string line, int number)
    {
        try
        {
            return JsonSerializer.Deserialize(line, PlayerJson.Default.AccountLine) ?? throw new FormatException($"Line {number}: an object with id and text is expected.");
        }
        catch (JsonException error)
        {
            // The parser's own message can quote the line; only the place is passed on.
            throw new FormatException($"Line {number}: not an account. Expected an object with id and text (both strings), and perhaps answers (strings) and rest (a string); trouble at character {error.BytePositionInLine + 1}.", error);
        }
    }
}

/// <summary>One account to play.</summary>
/// <param name="Id">Names it in the output.</param>
/// <param name="Text">The answer to the open question.</param>
/// <param name="Answers">Replies to the prompts after it, used in order.</param>
/// <param name="Rest">The reply when they run out; absent: skip.</param>
public sealed record AccountLine(
    [property: JsonRequired] string Id, [property: JsonRequired] string Text, IReadOnlyList<string>? Answers = null, string? Rest = null);

/// <summary>What was said to one account.</summary>
public sealed record Transcript(string Id, IReadOnlyList<TranscriptPrompt> Prompts);

/// <summary>One prompt of a transcript.</summary>
/// <param name="Text">The whole sentence, the quote included.</param>
/// <param name="Stage">info, open, probe, cover or close.</param>
/// <param name="Kind">What it asks about; absent when open.</param>
/// <param name="Quotes">The person's words in it, exactly.</param>
/// <param name="Answer">What was replied; absent when nothing was.</param>
/// <param name="Skip">Whether it could be skipped.</param>
/// <param name="Change">Whether its answer can be changed later.</param>
public sealed record TranscriptPrompt(string Text, PromptStage Stage, PromptKind? Kind, IReadOnlyList<string> Quotes, string? Answer, bool Skip, bool Change)
{
    internal static TranscriptPrompt From(Prompt prompt, string? answer) => new(
        prompt.Text, prompt.Stage, prompt.Kind, prompt.Quote is null ? [] : [prompt.Quote], answer, prompt.Skippable, prompt.AwaitsAnswer && prompt.Stage != PromptStage.Info);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true, Converters = [typeof(StageConverter), typeof(KindConverter)])]
[JsonSerializable(typeof(AccountLine))]
[JsonSerializable(typeof(Transcript))]
internal sealed partial class PlayerJson : JsonSerializerContext;

internal sealed class StageConverter() : JsonStringEnumConverter<PromptStage>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false);

internal sealed class KindConverter() : JsonStringEnumConverter<PromptKind>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false);
