using Spot.Grains.Abstractions.Conversations;
using Spot.Grains.Abstractions.Reports;

namespace Spot.Grains.Conversations;

/// <summary>The conversation as it stands: the fold of its steps.</summary>
internal sealed class Transcript
{
    private readonly List<Line> lines = [];
    private readonly Dictionary<int, Line> byPrompt = [];

    /// <summary>The first step.</summary>
    public Begun? Begun { get; private set; }

    /// <summary>The newest edit of the copy; null: none.</summary>
    public CopyEdited? Copy { get; private set; }

    /// <summary>Folds steps in order.</summary>
    public static Transcript Of(IEnumerable<TurnDocument> steps)
    {
        var transcript = new Transcript();
        foreach (var step in steps) transcript.Take(step);
        return transcript;
    }

    /// <summary>Whether anything was told.</summary>
    public bool HasAccount => lines.Exists(line => line.Prompt.Stage == PromptStage.Open && line.Answer is not null);

    /// <summary>Everything, in order.</summary>
    public IReadOnlyList<TurnView> Turns => lines.ConvertAll(View);

    /// <summary>One prompt and what came back; null: never asked.</summary>
    public TurnView? Turn(int prompt) => byPrompt.TryGetValue(prompt, out var line) ? View(line) : null;

    /// <summary>Whether an answer can be given to, or changed at, this prompt now.</summary>
    public bool CanChange(int prompt, int waiting) =>
        prompt != waiting && byPrompt.TryGetValue(prompt, out var line) && line.Prompt.AwaitsAnswer && line.Prompt.Stage != PromptStage.Info;

    /// <summary>The copy that may be sent: each answered part, with what was edited.</summary>
    public ReportCopy ReportCopy(bool stale = false)
    {
        var parts = new List<CopyPart>();
        foreach (var line in lines)
        {
            if (line.Answer is not { Length: > 0 } said || line.Prompt.Stage == PromptStage.Info) continue;
            var edit = Copy is not null && Copy.Parts.TryGetValue(line.Prompt.Number, out var found) ? found : new PartEdit(null, false);
            parts.Add(new CopyPart
            {
                Prompt = line.Prompt.Number,
                Quote = line.Prompt.Quote,
                Asked = line.Prompt.Quote is null ? line.Prompt.Text : line.Prompt.Ask ?? "",
                Field = line.Prompt.Field,
                IsAccount = line.Prompt.Stage == PromptStage.Open,
                Original = said,
                Text = edit.Text ?? said,
                Removed = edit.Removed,
            });
        }

        // A quote shows the company words of another part: when they are no longer sent there, they must not be sent here.
        for (var i = 0; i < parts.Count; i++)
        {
            if (parts[i].Quote is { } quote && !parts.Exists(part => !part.Removed && Has(part.Text, quote))) parts[i] = parts[i] with { QuoteGone = true };
        }

        return new ReportCopy { Parts = parts, Revision = Copy?.Revision ?? 0, Stale = stale };
    }

    private static bool Has(string text, string quote) => Folded(text).Contains(Folded(quote), StringComparison.Ordinal);

    private static string Folded(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private void Take(TurnDocument step)
    {
        switch (step)
        {
            case Begun begun:
                Begun = begun;
                break;
            case Replied { WordingErased: true }:
                break;
            case Replied replied when byPrompt.TryGetValue(replied.Prompt, out var line):
                Take(replied, line);
                break;
            case CopyEdited edited:
                Copy = edited;
                break;
            default:
                break;
        }

        foreach (var prompt in step.Prompts)
        {
            // A change of an earlier answer says the question that waits once more; it stands there already.
            if (byPrompt.ContainsKey(prompt.Number)) continue;
            var line = new Line { Prompt = prompt };
            lines.Add(line);
            byPrompt[prompt.Number] = line;
        }
    }

    private static void Take(Replied replied, Line line)
    {
        line.Changed |= replied.Changed;
        switch (replied.Reply)
        {
            case ReplyKind.Answer:
                line.Answer = replied.Text;
                break;
            case ReplyKind.Change:
                if (line.Answer is not null)
                {
                    line.Older.Add(line.Answer);
                    line.Changed = true;
                }

                line.Answer = replied.Text;
                line.Skipped = false;
                break;
            case ReplyKind.Skip:
                line.Skipped = true;
                break;
            default:
                break;
        }
    }

    private static TurnView View(Line line) => new()
    {
        Prompt = line.Prompt,
        Answer = line.Answer,
        Skipped = line.Skipped,
        Older = [.. line.Older],
        Changed = line.Changed,
    };

    private sealed class Line
    {
        public required Prompt Prompt { get; init; }

        public string? Answer { get; set; }

        public bool Skipped { get; set; }

        public bool Changed { get; set; }

        public List<string> Older { get; } = [];
    }
}
