using Spot.Grains.Conversations.Interview.Reading;

namespace Spot.Grains.Conversations.Interview;

/// <summary>Decides which parts of what was written are still to be asked about. Pure: a state in, a state out.</summary>
internal sealed class Inquiry(InterviewScript script)
{
    // A quote that shares this much with another would ask the same thing twice.
    private const double SameQuote = 0.75;

    // What a clause of an answer must weigh to be followed up.
    private const float FollowUpWeight = 3.2f;
    private const int FollowUpWords = 5;

    // Answers to a first word or two are the account.
    private const int ThinAccount = 6;
    private const int FullAnswer = 25;
    private const int MostHushed = 40;

    private readonly Lexicon _lexicon = script.Lexicon;

    /// <summary>Reads an account and puts its parts before those that are pending.</summary>
    public InterviewState ReadAccount(InterviewState state, string text, int source)
    {
        state = Read(state, text, out var account);
        if (account.Nothing || account.Stop) return state;
        var words = account.Tokens.Length;
        state = state with { MostProbes = Math.Max(state.MostProbes, MostFor(words)) };
        var parts = Planner.Plan(account, Math.Min(PlannedFor(words), state.MostProbes - state.Asked.Count));
        if (parts.Count == 0 && state.Asked.Count == 0 && Planner.Whole(account) is { } whole) parts = [whole];
        var pending = new List<PendingPart>();
        foreach (var part in parts)
        {
            if (IsNew(state, part.Quote, pending))
                pending.Add(new PendingPart(source, part.Quote, part.Frame, part.Kind, false));
        }

        return state with { Pending = [.. pending, .. state.Pending] };
    }

    /// <summary>Reads an answer to the last probe; it may bring one follow-up, asked directly after.</summary>
    public InterviewState ReadAnswer(InterviewState state, string text)
    {
        var asked = state.Asked[^1];
        state = Read(state, text, out var answer) with { Skips = 0, Empties = answer.Nothing ? state.Empties + 1 : 0 };
        if (answer.Nothing || answer.Stop) return state;
        return state.MostProbes == 1 && state.Asked.Count == 1 && answer.Tokens.Length >= FullAnswer
            ? ReadAccount(state, text, asked.Number)
            : FollowUp(state, answer, asked);
    }

    /// <summary>Reads an earlier answer in its new wording: what came from the old one and was not asked yet is dropped.</summary>
    public InterviewState Reread(InterviewState state, AskedPart? asked, string text, int source)
    {
        state = state with { Pending = [.. state.Pending.Where(part => part.Source != source)] };
        if (asked is null) return ReadAccount(state, text, source);
        var followed = state.Asked.Any(part => part.Source == source);
        state = Read(state, text, out var answer);
        return answer.Nothing || answer.Stop || followed ? state : FollowUp(state, answer, asked);
    }

    /// <summary>Takes over what a text says about the interview itself: what not to ask about, and which optional fields it answers.</summary>
    public InterviewState Read(InterviewState state, string text, out Account account)
    {
        account = Reader.Read(text, _lexicon, state.Hushed);
        var hushed = account.Hushed;
        if (account.Stop) state = state with { Pending = [] };
        else if (hushed.Count > state.Hushed.Count) state = state with { Pending = [.. state.Pending.Where(part => !Mentions(part.Quote, hushed))] };
        return state with
        {
            Hushed = [.. hushed.Order(StringComparer.Ordinal).Take(MostHushed)],
            Answered = [.. state.Answered.Union(account.Answered).Order(StringComparer.Ordinal)],
        };
    }

    // At most one, and only for something new that weighs enough; an account bears no more probes for being followed up.
    private static InterviewState FollowUp(InterviewState state, Account answer, AskedPart asked)
    {
        if (asked.FollowUp || state.Asked.Count + state.Pending.Count >= state.MostProbes) return state;
        if (Planner.Plan(answer, 1) is not [var part] || part.Weight < FollowUpWeight || part.To - part.From < FollowUpWords || !BringsUp(answer, part)) return state;
        if (!IsNew(state, part.Quote, [])) return state;
        var frame = part.Kind is null ? "followUp" : part.Frame;
        return state with { Pending = [new PendingPart(asked.Number, part.Quote, frame, part.Kind, true), .. state.Pending] };
    }

    // Ranks only here, where nothing is lost: what an answer brings up must be somebody, something or somewhere to be worth a second question.
    private static bool BringsUp(Account answer, Part part)
    {
        const WordClass Any = WordClass.Role | WordClass.Kin | WordClass.Place | WordClass.Thing | WordClass.Evidence | WordClass.Say | WordClass.Tell | WordClass.See | WordClass.Harm | WordClass.Feel;
        for (var i = part.From; i < part.To; i++)
            if (answer.Tokens[i].Is(Any) || i > part.From && answer.Tokens[i] is { Capital: true, Class: WordClass.None }) return true;
        return false;
    }

    private bool Mentions(string quote, HashSet<string> hushed) => Tokenizer.Read(quote, _lexicon).Exists(token => hushed.Contains(token.Key));

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
    private static int MostFor(int words) => words <= ThinAccount ? 1 : Math.Clamp(words / 10, 2, InterviewEngine.MostProbes);

    private static int PlannedFor(int words) => words <= ThinAccount ? 1 : Math.Clamp(words / 10, 2, InterviewEngine.MostProbes);
}
