using Spot.Grains.Abstractions.Conversations;
using Spot.Grains.Conversations.Interview;

namespace Spot.Grains.Conversations;

/// <summary>Takes the older wordings of one answer out of a conversation's steps: from the answers, from later questions that quoted them, from the
/// interview's state and from older edits of the copy. The steps themselves stay, so that nothing is asked or counted twice.</summary>
internal static class Wordings
{
    /// <summary>The steps without the older wordings of <paramref name="prompt"/>, whose answer now is <paramref name="kept"/>.</summary>
    public static IReadOnlyList<TurnDocument> Without(IReadOnlyList<TurnDocument> turns, int prompt, string kept)
    {
        var sources = Sources(turns);
        var newest = turns.Count - 1;
        var copy = Enumerable.Range(0, turns.Count).LastOrDefault(i => turns[i] is CopyEdited, -1);
        while (newest > 0 && turns[newest].State is null) newest--;

        var first = true;
        return [.. turns.Select((turn, i) =>
        {
            var state = turn.State is { } element && i == newest ? TurnState.Write(Without(TurnState.Read(element), prompt, kept)) : (System.Text.Json.JsonElement?)null;
            var prompts = turn.Prompts.Select(said => IsGone(said, sources, prompt, kept) ? WithoutQuote(said) : said).ToList();
            var rest = turn switch
            {
                Replied { Reply: ReplyKind.Answer or ReplyKind.Change } replied when replied.Prompt == prompt => Reworded(replied, kept, ref first),
                CopyEdited edited when i != copy => edited with { Parts = new Dictionary<int, PartEdit>() },
                _ => turn,
            };
            return rest with { State = state, Prompts = prompts };
        })];
    }

    // The first answer takes the words that are kept; every later rewording stays as a step without words.
    private static Replied Reworded(Replied replied, string kept, ref bool first)
    {
        if (!first) return replied with { Text = null, WordingErased = true };
        first = false;
        return replied with { Reply = ReplyKind.Answer, Text = kept, Changed = true };
    }

    private static InterviewState Without(InterviewState state, int prompt, string kept) => state with
    {
        Pending = [.. state.Pending.Where(part => part.Source != prompt || Has(kept, part.Quote))],
        Asked = [.. state.Asked.Select(part => part.Source != prompt || Has(kept, part.Quote) ? part : part with { Quote = "" })],
        Current = state.Current is { Quote: { } quote } current && state.Asked.Any(part => part.Number == current.Number && part.Source == prompt) && !Has(kept, quote)
            ? WithoutQuote(current)
            : state.Current,
    };

    private static Dictionary<int, int> Sources(IReadOnlyList<TurnDocument> turns)
    {
        var newest = turns.LastOrDefault(turn => turn.State is not null)?.State;
        return newest is null ? [] : TurnState.Read(newest.Value).Asked.ToDictionary(part => part.Number, part => part.Source);
    }

    private static bool IsGone(Prompt said, Dictionary<int, int> sources, int prompt, string kept) =>
        said.Quote is { } quote && sources.TryGetValue(said.Number, out var source) && source == prompt && !Has(kept, quote);

    private static Prompt WithoutQuote(Prompt said) => said with { Quote = null, Lead = null, Text = said.Ask ?? "" };

    private static bool Has(string text, string quote) =>
        Folded(text).Contains(Folded(quote), StringComparison.Ordinal);

    private static string Folded(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
