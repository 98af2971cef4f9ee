using Spot.Grains.Abstractions.Conversations;
using Spot.Grains.Abstractions.Trust;
using Spot.Grains.Conversations.Interview;

namespace Spot.Grains.Conversations;

/// <summary>The chat: one reply, one commit.</summary>
internal sealed class Talk(ConversationDesk desk)
{
    /// <summary>The conversation as it stands.</summary>
    public Task<Step<ConversationView>> View(OpenVisit visit) => Task.FromResult(Step<ConversationView>.Done(Read(visit)));

    /// <summary>One reply.</summary>
    public async Task<Step<ReplyResult>> Reply(OpenVisit visit, ReplyRequest request)
    {
        var store = desk.Store;
        if (!store.HasTurns) return Step<ReplyResult>.Refused(VisitRefusal.NotFound);
        if (store.Knows(request.Once, out var known)) return Again(visit, request, known);

        // Only the newest step that carries the interview's state is opened, so that the cost of a turn does not grow with the conversation.
        var state = NewestState(visit);
        var waiting = state.Current?.Number ?? 0;
        var text = OneKindOfLineEnd(request.Text);
        if (Refusal(request, text, waiting) is { } refused) return Said(refused, waiting, state);
        if (request.Kind != ReplyKind.Change && request.Turn != waiting) return Stale(visit, request.Turn, waiting, state);
        var prompt = request.Kind == ReplyKind.Change ? request.Prompt : waiting;
        if (request.Kind == ReplyKind.Change && !Transcribed(visit).CanChange(prompt, waiting)) return Said(ReplyOutcome.NotNow, waiting, state);
        if (request.Kind == ReplyKind.Change && store.IsFull) return Said(ReplyOutcome.Full, waiting, state);
        if (request.Kind == ReplyKind.GoOn && state.Current?.Stage != PromptStage.Info) return Said(ReplyOutcome.NotNow, waiting, state);
        if (request.Kind == ReplyKind.Finish && state.Current?.Stage == PromptStage.Open) return Said(ReplyOutcome.NotNow, waiting, state);

        var begun = (Begun)store.OpenTurn(visit.Key, 1);
        var step = desk.Interview(begun.Language).Engine.Next(state, ReplyOf(request.Kind, prompt, text));
        var turn = new Replied
        {
            Day = desk.Clock.Today,
            Reply = request.Kind,
            Prompt = prompt,
            Text = request.Kind is ReplyKind.Answer or ReplyKind.Change ? text : null,
            Prompts = step.Prompts,
            State = TurnState.Write(step.State),
        };
        var outcome = await desk.CommitTurn(visit, request.Once, turn);
        return outcome == Journal.CommitOutcome.Committed ? Result(visit, turn, step.State) : new Step<ReplyResult>(outcome, null);
    }

    /// <summary>Everything the record prints.</summary>
    public Task<Step<RecordContents>> Record(OpenVisit visit)
    {
        if (!desk.Store.HasTurns) return Task.FromResult(Step<RecordContents>.Refused(VisitRefusal.NotFound));
        var transcript = Transcribed(visit);
        return Task.FromResult(Step<RecordContents>.Done(new RecordContents
        {
            Company = desk.Profile.Name,
            Began = transcript.Begun!.Day,
            Day = desk.Clock.Today,
            Turns = transcript.Turns,
            Language = transcript.Begun.Language,
            ScriptVersion = transcript.Begun.ScriptVersion,
            ScriptHash = transcript.Begun.ScriptHash,
        }));
    }

    /// <summary>Has a record of this conversation signed. The day stands in it, so it is this conversation's today and no other.</summary>
    public async Task<Step<RecordSigning>> Sign(OpenVisit visit, SigningRequest request)
    {
        if (!desk.Store.HasTurns) return Step<RecordSigning>.Refused(VisitRefusal.NotFound);
        if (request.Day != desk.Clock.Today) return Step<RecordSigning>.Done(new RecordSigning { Outcome = SigningOutcome.WrongDay });
        return Step<RecordSigning>.Done(await desk.Grains.GetGrain<IRecordSignerGrain>(RecordSignerKey.Of(desk.Store.Tenant)).Sign(request));
    }

    /// <summary>The conversation as its page shows it.</summary>
    public ConversationView Read(OpenVisit visit)
    {
        var inner = visit.Inner;
        if (!desk.Store.HasTurns)
        {
            return new ConversationView { Turns = [], IsOver = true, HasCode = inner.Code is not null, Submitted = inner.Sent is not null, Erased = true };
        }

        var transcript = Transcribed(visit);
        var state = NewestState(visit);
        return new ConversationView
        {
            Turns = transcript.Turns,
            Turn = state.Current?.Number ?? 0,
            IsOver = state.IsOver,
            HasCode = inner.Code is not null,
            Submitted = inner.Sent is not null,
            HasAccount = transcript.HasAccount,
        };
    }

    // The same form again: what it did then is what it does now. Another text under the same mark is a stale tab.
    private Step<ReplyResult> Again(OpenVisit visit, ReplyRequest request, int sequence)
    {
        var state = NewestState(visit);
        var waiting = state.Current?.Number ?? 0;
        var same = desk.Store.OpenTurn(visit.Key, sequence) is Replied replied
            && replied.Reply == request.Kind
            && (replied.Text ?? "") == (request.Kind is ReplyKind.Answer or ReplyKind.Change ? OneKindOfLineEnd(request.Text) : "");
        if (!same) return Stale(visit, request.Kind == ReplyKind.Change ? request.Prompt : request.Turn, waiting, state);

        var transcript = Transcribed(visit);
        var then = (Replied)desk.Store.OpenTurn(visit.Key, sequence);
        return Step<ReplyResult>.Done(new ReplyResult
        {
            Outcome = ReplyOutcome.Kept,
            Turns = [.. new[] { then.Prompt }.Concat(then.Prompts.Select(prompt => prompt.Number)).Select(transcript.Turn).OfType<TurnView>()],
            Turn = waiting,
            IsOver = state.IsOver,
        });
    }

    private Step<ReplyResult> Result(OpenVisit visit, Replied turn, InterviewState state) => Step<ReplyResult>.Done(new ReplyResult
    {
        Outcome = ReplyOutcome.Kept,
        Turns = [Answered(visit, turn), .. turn.Prompts.Select(prompt => new TurnView { Prompt = prompt })],
        Turn = state.Current?.Number ?? 0,
        IsOver = state.IsOver,
    });

    // The turn that was answered, as it stands now. A change needs the older wordings too; a plain answer only its own prompt.
    private TurnView Answered(OpenVisit visit, Replied turn)
    {
        if (turn.Reply == ReplyKind.Change || PromptSaid(visit, turn.Prompt) is not { } prompt) return Transcribed(visit).Turn(turn.Prompt)!;
        return new TurnView { Prompt = prompt, Answer = turn.Text, Skipped = turn.Reply == ReplyKind.Skip };
    }

    // Prompts are said in the step before they are answered, or, after a change in between, a few steps earlier.
    private Prompt? PromptSaid(OpenVisit visit, int number)
    {
        for (var sequence = desk.Store.Count - 1; sequence >= Math.Max(1, desk.Store.Count - 3); sequence--)
        {
            foreach (var prompt in desk.Store.OpenTurn(visit.Key, sequence).Prompts)
            {
                if (prompt.Number == number) return prompt;
            }
        }

        return null;
    }

    private Step<ReplyResult> Stale(OpenVisit visit, int prompt, int waiting, InterviewState state) => Step<ReplyResult>.Done(new ReplyResult
    {
        Outcome = ReplyOutcome.Stale,
        Turns = Transcribed(visit).Turn(prompt) is { } turn ? [turn] : [],
        Turn = waiting,
        IsOver = state.IsOver,
    });

    private static Step<ReplyResult> Said(ReplyOutcome outcome, int waiting, InterviewState state) =>
        Step<ReplyResult>.Done(new ReplyResult { Outcome = outcome, Turn = waiting, IsOver = state.IsOver });

    private static ReplyOutcome? Refusal(ReplyRequest request, string text, int waiting) => request.Kind switch
    {
        ReplyKind.Answer or ReplyKind.Change when text.Length > ReplyRequest.MaxLength => ReplyOutcome.TooLong,
        ReplyKind.Answer or ReplyKind.Change when string.IsNullOrWhiteSpace(text) => ReplyOutcome.Empty,
        ReplyKind.Change => null,
        _ when waiting == 0 => ReplyOutcome.NotNow,
        _ => null,
    };

    private static InterviewReply ReplyOf(ReplyKind kind, int prompt, string text) => kind switch
    {
        ReplyKind.Answer => new InterviewReply.Answer(text),
        ReplyKind.Skip => new InterviewReply.Skip(),
        ReplyKind.GoOn => new InterviewReply.GoOn(),
        ReplyKind.Finish => new InterviewReply.Finish(),
        ReplyKind.Change => new InterviewReply.Change(prompt, text),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a reply."),
    };

    // Browsers send line ends as two characters; the limit and the quotes count one.
    private static string OneKindOfLineEnd(string text) => text.ReplaceLineEndings("\n");

    private InterviewState NewestState(OpenVisit visit)
    {
        for (var sequence = desk.Store.Count; sequence >= 1; sequence--)
        {
            if (desk.Store.OpenTurn(visit.Key, sequence).State is { } state) return TurnState.Read(state);
        }

        throw new InvalidOperationException("A conversation without the interview's state.");
    }

    private Transcript Transcribed(OpenVisit visit) => Transcript.Of(desk.Store.OpenTurns(visit.Key));
}
