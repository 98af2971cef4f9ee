using Spot.Grains.Abstractions.Conversations;
using Spot.Grains.Conversations.Interview;

namespace Spot.Grains.Tests.Conversations.Interview;

/// <summary>An interview under way in a test; English.</summary>
internal sealed class Play
{
    public static readonly InterviewScript Script = InterviewScript.Load("en");
    public static readonly InterviewEngine Engine = InterviewEngine.Create(Script);

    public Play(string account)
    {
        State = Engine.Begin().State;
        Say(new InterviewReply.Answer(account));
    }

    public InterviewState State { get; private set; }

    public List<Prompt> Said { get; } = [];

    public IReadOnlyList<Prompt> Say(InterviewReply reply)
    {
        var step = Engine.Next(State, reply);
        State = step.State;
        Said.AddRange(step.Prompts);
        return step.Prompts;
    }
}

/// <summary>What an account alone is asked about, every probe skipped.</summary>
internal static class Asked
{
    public static IReadOnlyList<string> Quotes(string account) => [.. Probes(account).Select(probe => probe.Quotes[0])];

    public static IReadOnlyList<TranscriptPrompt> Probes(string account) =>
        [.. new InterviewPlayer(Interview.Play.Engine).Play(new AccountLine("test", account)).Prompts.Where(prompt => prompt.Stage == PromptStage.Probe)];
}
