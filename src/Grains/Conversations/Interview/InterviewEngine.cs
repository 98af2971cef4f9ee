using Spot.Grains.Abstractions.Conversations;
using Spot.Grains.Conversations.Interview.Reading;

namespace Spot.Grains.Conversations.Interview;

/// <summary>
/// The interview: a pure function of (script, state, reply). It asks for the account once, then, in the order of the telling, about the person's own words,
/// quoting them; it names nothing they did not. Thread-safe; keeps nothing between calls.
/// </summary>
public sealed class InterviewEngine
{
    /// <summary>Probes before the person hears how many parts are left.</summary>
    public const int Dozen = 12;

    /// <summary>Probes in one interview, at most.</summary>
    public const int MostProbes = 20;

    private readonly InterviewScript _script;

    private readonly Inquiry _inquiry;

    private InterviewEngine(InterviewScript script)
    {
        _script = script;
        _inquiry = new Inquiry(script);
    }

    /// <summary>Makes an engine for one script.</summary>
    public static InterviewEngine Create(InterviewScript script)
    {
        ArgumentNullException.ThrowIfNull(script);
        return new InterviewEngine(script);
    }

    /// <summary>Welcome, ground rules and the open question.</summary>
    public InterviewStep Begin()
    {
        var turn = new Turn(new InterviewState { Script = _script.Version, Cover = [.. _script.Cover.Select(field => field.Id)] });
        foreach (var info in _script.Text.Info)
            turn.Say(info, PromptStage.Info);
        turn.Ask(InterviewPhase.Open, _script.Text.Open, PromptStage.Open);
        turn.State = turn.State with { OpenNumber = turn.State.LastNumber };
        return turn.Done();
    }

    /// <summary>What to say after a reply to the current prompt.</summary>
    /// <exception cref="InvalidOperationException">The interview is over; only an earlier answer can be changed then.</exception>
    public InterviewStep Next(InterviewState state, InterviewReply reply)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(reply);
        if (reply is InterviewReply.Change change) return Change(state, change);
        if (state.IsOver) throw new InvalidOperationException("The interview is over.");

        var turn = new Turn(state);
        switch (state.Phase)
        {
            case InterviewPhase.Open when reply is InterviewReply.Answer account:
                turn.State = _inquiry.ReadAccount(state, account.Text, state.OpenNumber);
                NextPart(turn);
                break;
            case InterviewPhase.Probe when reply is InterviewReply.Answer answer:
                turn.State = _inquiry.ReadAnswer(state, answer.Text);
                NextPart(turn);
                break;
            case InterviewPhase.Probe when reply is not InterviewReply.Finish:
                turn.State = state with { Skips = state.Skips + 1 };
                NextPart(turn);
                break;
            case InterviewPhase.Pause when reply is not InterviewReply.Finish:
                NextPart(turn);
                break;
            case InterviewPhase.Closing:
                if (reply is InterviewReply.Answer addition) turn.State = _inquiry.Read(state, addition.Text, out _);
                NextField(turn);
                break;
            case InterviewPhase.Cover when reply is not InterviewReply.Finish:
                NextField(turn);
                break;
            case InterviewPhase.Cover:
                End(turn);
                break;
            default:
                Close(turn);
                break;
        }

        return turn.Done();
    }

    // The current question stays, unless it quotes words that are no longer there.
    private InterviewStep Change(InterviewState state, InterviewReply.Change change)
    {
        var asked = state.Asked.FirstOrDefault(part => part.Number == change.Prompt);
        var told = asked is not null || change.Prompt == state.OpenNumber && state.Phase != InterviewPhase.Open;
        if (!told || change.Prompt == state.Current?.Number) return Again(state);

        var probing = state.Phase is InterviewPhase.Probe or InterviewPhase.Pause;
        var changed = probing ? _inquiry.Reread(state, asked, change.Text, change.Prompt) : _inquiry.Read(state, change.Text, out _);
        var current = state.Phase == InterviewPhase.Probe ? state.Asked[^1] : null;
        var gone = current?.Source == change.Prompt && !Planner.Fold(change.Text).Contains(current.Quote, StringComparison.Ordinal);
        if (!gone && (state.Phase != InterviewPhase.Pause || changed.Pending.Count > 0)) return Again(changed);
        var turn = new Turn(changed);
        NextPart(turn);
        return turn.Done();
    }

    private static InterviewStep Again(InterviewState state) => new(state, state.Current is null ? [] : [state.Current]);

    private void Close(Turn turn)
    {
        turn.State = turn.State with { Pending = [] };
        turn.Ask(InterviewPhase.Closing, _script.Text.Closing, PromptStage.Close);
    }

    private void NextField(Turn turn)
    {
        var left = turn.State.Cover.ToList();
        while (left.Count > 0)
        {
            var field = _script.Cover.FirstOrDefault(field => field.Id == left[0]);
            var answered = turn.State.Answered.Contains(left[0]);
            left.RemoveAt(0);
            if (field is null || answered) continue;
            turn.State = turn.State with { Cover = left };
            turn.Ask(InterviewPhase.Cover, field.Text, PromptStage.Cover, prompt => prompt with { Kind = field.Kind, Field = field.Id, Choices = field.Choices });
            return;
        }

        turn.State = turn.State with { Cover = [] };
        End(turn);
    }

    private void End(Turn turn)
    {
        turn.Say(_script.Text.After, PromptStage.Info);
        turn.State = turn.State with { Phase = InterviewPhase.Over, Current = null, Pending = [], Cover = [] };
    }

    private void NextPart(Turn turn)
    {
        var state = turn.State;
        if (state.Pending.Count == 0)
        {
            Close(turn);
            return;
        }

        if (state.Asked.Count >= Dozen && !state.Paused)
        {
            turn.State = state with { Paused = true };
            turn.Ask(InterviewPhase.Pause, Rest(state.Pending.Count), PromptStage.Info, prompt => prompt with { Skippable = false });
            return;
        }

        var part = state.Pending[0];
        var offer = state.Skips >= 2 || state.Empties >= 3;
        var probe = Wording(part, state.Asked.Count, offer);
        turn.State = state with
        {
            Pending = [.. state.Pending.Skip(1)],
            Asked = [.. state.Asked, new AskedPart(state.LastNumber + 1, part.Source, part.Quote, part.FollowUp)],
            Skips = offer ? 0 : state.Skips,
            Empties = offer ? 0 : state.Empties,
        };
        turn.Ask(InterviewPhase.Probe, probe.Text, PromptStage.Probe, prompt => prompt with { Kind = part.Kind, Quote = part.Quote, Lead = probe.Lead, Ask = probe.Ask });
    }

    private string Rest(int left)
    {
        var rest = _script.Text.Rest;
        var number = left.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return (rest.TryGetValue(number, out var exact) ? exact : rest["other"]).Replace("{n}", number, StringComparison.Ordinal);
    }

    private (string Text, string Lead, string Ask) Wording(PendingPart part, int turn, bool offer)
    {
        var frames = _script.Text.Frames;
        var wordings = frames.TryGetValue(part.Frame, out var own) ? own : frames["clause"];
        var frame = wordings[turn % wordings.Count];
        var at = frame.IndexOf("{q}", StringComparison.Ordinal);
        var before = frame[..at];
        var after = frame[(at + 3)..];

        // A quote that brings its own full stop needs no second one after the quotation mark.
        var mark = after.Length - after.TrimStart('”', '"', '»', '“', ' ', '\u00a0', '\u202f').Length;
        if (part.Quote[^1] is '.' or '!' or '?' or '؟' && mark < after.Length && after[mark] == '.') after = after.Remove(mark, 1);
        if (offer) after += " " + _script.Text.Offer;
        return (before + part.Quote + after, before.TrimEnd('“', '"', '«', '„', '”', ' ', '\u00a0', '\u202f'), after.TrimStart('”', '"', '»', '“', '.', ' ', '\u00a0', '\u202f'));
    }

    // One step in the making: the prompts said so far and the state after them.
    private sealed class Turn(InterviewState state)
    {
        private readonly List<Prompt> _prompts = [];

        public InterviewState State { get; set; } = state;

        public void Say(string text, PromptStage stage) => Add(new Prompt { Number = State.LastNumber + 1, Text = text, Stage = stage });

        public void Ask(InterviewPhase phase, string text, PromptStage stage, Func<Prompt, Prompt>? more = null)
        {
            var prompt = new Prompt { Number = State.LastNumber + 1, Text = text, Stage = stage, Skippable = true, AwaitsAnswer = true };
            prompt = more is null ? prompt : more(prompt);
            Add(prompt);
            State = State with { Phase = phase, Current = prompt };
        }

        public InterviewStep Done() => new(State, _prompts);

        private void Add(Prompt prompt)
        {
            _prompts.Add(prompt);
            State = State with { LastNumber = prompt.Number };
        }
    }
}
