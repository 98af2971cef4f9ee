using Spot.Grains.Abstractions.Conversations;
using Spot.Grains.Conversations.Interview.Reading;

namespace Spot.Grains.Conversations.Interview;

/// <content>What answers do to the parts still to be asked about.</content>
public sealed partial class InterviewEngine
{
    // A quote that shares this much with another would ask the same thing twice.
    private const double SameQuote = 0.75;

    // What a clause of an answer must weigh to be followed up.
    private const float FollowUpWeight = 3.2f;
    private const int FollowUpWords = 5;

    // Answers to a first word or two are the account.
    private const int ThinAccount = 6;
    private const int FullAnswer = 25;

    private void ReadAccount(Turn turn, string text, int source)
    {
        var account = Read(turn, text);
        if (account.Nothing || account.Stop) return;
        var words = account.Tokens.Length;
        turn.State = turn.State with { MostProbes = Math.Max(turn.State.MostProbes, MostFor(words)) };
        var most = Math.Min(PlannedFor(words), turn.State.MostProbes - turn.State.Asked.Count);
        var parts = Planner.Plan(account, most);
        if (parts.Count == 0 && turn.State.Asked.Count == 0 && Planner.Whole(account) is { } whole) parts = [whole];
        var pending = new List<PendingPart>();
        foreach (var part in parts)
        {
            if (IsNew(turn.State, part.Quote, pending))
                pending.Add(new PendingPart(source, part.Quote, part.Frame, part.Kind, false));
        }

        turn.State = turn.State with { Pending = [.. pending, .. turn.State.Pending] };
    }

    private void ReadAnswer(Turn turn, string text)
    {
        var asked = turn.State.Asked[^1];
        var account = Read(turn, text);
        if (account.Nothing)
        {
            turn.State = turn.State with { Skips = 0, Empties = turn.State.Empties + 1 };
            return;
        }

        turn.State = turn.State with { Skips = 0, Empties = 0 };
        if (account.Stop) return;
        if (turn.State.MostProbes <= 1 + ThinAccount / 6 && turn.State.Asked.Count == 1 && turn.State.Pending.Count == 0 && account.Tokens.Length >= FullAnswer)
            ReadAccount(turn, text, asked.Number);
        else if (!asked.FollowUp && turn.State.Asked.Count + turn.State.Pending.Count < turn.State.MostProbes)
            FollowUp(turn, account, asked.Number);
    }

    // At most one, directly after, and only for something new that weighs enough.
    private static void FollowUp(Turn turn, Account account, int source)
    {
        if (Planner.Plan(account, 1) is not [var part] || part.Weight < FollowUpWeight || part.To - part.From < FollowUpWords) return;
        if (!IsNew(turn.State, part.Quote, [])) return;
        turn.State = turn.State with { Pending = [new PendingPart(source, part.Quote, part.Kind is null ? "followUp" : part.Frame, part.Kind, true), .. turn.State.Pending] };
    }

    // Reads a text and takes over what it says about the interview itself: what not to ask about, and which optional fields it answers.
    private Account Read(Turn turn, string text)
    {
        var account = Reader.Read(text, _script.Lexicon, turn.State.Hushed);
        var state = turn.State with
        {
            Hushed = [.. account.Hushed.Order(StringComparer.Ordinal).Take(40)],
            Answered = [.. turn.State.Answered.Union(account.Answered).Order(StringComparer.Ordinal)],
        };
        if (account.Stop) state = state with { Pending = [] };
        else if (account.Hushed.Count > turn.State.Hushed.Count)
            state = state with { Pending = [.. state.Pending.Where(part => !Mentions(part.Quote, account.Hushed))] };
        turn.State = state;
        return account;
    }

    private void NoteAnswered(Turn turn, string text) => Read(turn, text);

    private InterviewStep Change(InterviewState state, InterviewReply.Change change)
    {
        var turn = new Turn(state);
        var isAccount = change.Prompt == state.OpenNumber;
        var asked = state.Asked.FirstOrDefault(part => part.Number == change.Prompt);
        if (!isAccount && asked is null || change.Prompt == state.Current?.Number || state.Phase is InterviewPhase.Open)
            return Again(state);

        var followed = state.Asked.Any(part => part.Source == change.Prompt);
        turn.State = state with { Pending = [.. state.Pending.Where(part => part.Source != change.Prompt)] };
        if (state.Phase is InterviewPhase.Probe or InterviewPhase.Pause)
        {
            if (isAccount) ReadAccount(turn, change.Text, change.Prompt);
            else if (Read(turn, change.Text) is { Nothing: false, Stop: false } answer && !asked!.FollowUp && !followed
                && turn.State.Asked.Count + turn.State.Pending.Count < turn.State.MostProbes)
                FollowUp(turn, answer, change.Prompt);
        }
        else
        {
            Read(turn, change.Text);
            turn.State = turn.State with { Pending = [] };
        }

        var current = state.Phase is InterviewPhase.Probe ? state.Asked[^1] : null;
        var gone = current?.Source == change.Prompt && !Planner.Fold(change.Text).Contains(current.Quote, StringComparison.Ordinal);
        if (!gone && (state.Phase is not InterviewPhase.Pause || turn.State.Pending.Count > 0)) return Again(turn.State);
        NextPart(turn);
        return turn.Done();
    }

    private static InterviewStep Again(InterviewState state) => new(state, state.Current is null ? [] : [state.Current]);

    private bool Mentions(string quote, HashSet<string> hushed) => Tokenizer.Read(quote, _script.Lexicon).Exists(token => hushed.Contains(token.Key));

    private static bool IsNew(InterviewState state, string quote, List<PendingPart> more) =>
        !state.Asked.Any(part => Overlap(part.Quote, quote)) && !state.Pending.Any(part => Overlap(part.Quote, quote)) && !more.Exists(part => Overlap(part.Quote, quote));

    // Whether one quote holds most of the other's words, as one run.
    private static bool Overlap(string one, string other)
    {
        var (a, b) = (Words(one), Words(other));
        if (a.Length > b.Length) (a, b) = (b, a);
        var longest = 0;
        var runs = new int[b.Length + 1];
        foreach (var word in a)
        {
            for (var j = b.Length; j > 0; j--)
            {
                runs[j] = string.Equals(word, b[j - 1], StringComparison.OrdinalIgnoreCase) ? runs[j - 1] + 1 : 0;
                longest = Math.Max(longest, runs[j]);
            }
        }

        return longest >= Math.Max(1, a.Length * SameQuote);
    }

    private static string[] Words(string quote) => quote.Split([' ', '"', '“', '”', ',', '.', '!', '?', ';', ':'], StringSplitOptions.RemoveEmptyEntries);

    // What a person bears: a probe for about ten words they wrote.
    private static int MostFor(int words) => words <= ThinAccount ? 1 : Math.Clamp(words / 10, 2, MostProbes);

    private static int PlannedFor(int words) => words <= ThinAccount ? 1 : Math.Clamp(words / 11, 2, MostProbes);
}
