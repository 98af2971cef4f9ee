using System.Globalization;
using Spot.Api.Layout;
using Spot.Grains.Abstractions.Conversations;

namespace Spot.Api.Conversations;

/// <summary>The box under the talk: which prompt waits, and what stands in it.</summary>
public sealed record Composing
{
    private const int Dozen = 12;
    private const int Most = 20;

    /// <summary>The prompt that waits; null: nothing more is asked.</summary>
    public required Prompt? Waiting { get; init; }

    /// <summary>The form's own number.</summary>
    public string Once { get; init; } = Form.NewOnce();

    /// <summary>What stands in the box.</summary>
    public string Text { get; init; } = "";

    /// <summary>What has to be looked at again.</summary>
    public string? Problem { get; init; }

    /// <summary>Whether "Skip" was pressed with words in the box: pressed again, it skips.</summary>
    public bool SkipSure { get; init; }

    /// <summary>How many questions about the account have been asked, the waiting one included.</summary>
    public required int Probes { get; init; }

    /// <summary>Whether a code is kept.</summary>
    public required bool HasCode { get; init; }

    /// <summary>The composer of a conversation as it stands.</summary>
    public static Composing Of(ConversationView view) => new()
    {
        Waiting = view.IsOver ? null : view.Turns.FirstOrDefault(t => t.Prompt.Number == view.Turn)?.Prompt,
        Probes = view.Turns.Count(t => t.Prompt.Stage == PromptStage.Probe),
        HasCode = view.HasCode,
    };

    /// <summary>Where the person is, in words; what is left is never promised exactly, because a short account gets few questions.</summary>
    public string Progress => Waiting?.Stage switch
    {
        PromptStage.Open => "Your own account first. A few questions about it come after.",
        PromptStage.Probe when Probes <= Dozen => string.Create(CultureInfo.InvariantCulture, $"Question {Probes} of {Dozen} at most. Every one is optional."),
        PromptStage.Probe => string.Create(CultureInfo.InvariantCulture, $"Question {Probes} of {Most} at most. You can finish whenever you like."),
        PromptStage.Info => "You have answered enough to stop here, if you like.",
        PromptStage.Close => "Nearly done. After this come a few short questions, all optional.",
        PromptStage.Cover => "Short and optional. Almost done.",
        _ => "",
    };

    /// <summary>The same as a share of <see cref="Whole"/>, for the eye only.</summary>
    public int Done => Waiting?.Stage switch
    {
        PromptStage.Open => 1,
        PromptStage.Probe or PromptStage.Info => Math.Min(2 + Probes, Whole - 3),
        PromptStage.Close => Whole - 2,
        PromptStage.Cover => Whole - 1,
        _ => Whole,
    };

    /// <summary>The bar's end.</summary>
    public static int Whole => Dozen + 6;

    /// <inheritdoc/>
    public override string ToString() => "[redacted]";
}
