namespace Spot.Grains.Conversations.Interview;

/// <summary>What the person did with the current prompt.</summary>
public abstract record InterviewReply
{
    private InterviewReply()
    {
    }

    /// <summary>Wrote something; an empty text counts as a skip that is remembered as an empty answer.</summary>
    public sealed record Answer(string Text) : InterviewReply
    {
        /// <summary>Never the content.</summary>
        public override string ToString() => "Answer [redacted]";
    }

    /// <summary>Left the prompt unanswered.</summary>
    public sealed record Skip : InterviewReply;

    /// <summary>Wants the parts that are left after the dozen.</summary>
    public sealed record GoOn : InterviewReply;

    /// <summary>Pressed Finish: on to the closing, from the closing to the optional fields, from those to the end.</summary>
    public sealed record Finish : InterviewReply;

    /// <summary>Rewrote the earlier answer to the prompt numbered <paramref name="Prompt"/>.</summary>
    public sealed record Change(int Prompt, string Text) : InterviewReply
    {
        /// <summary>Never the content.</summary>
        public override string ToString() => $"Change {Prompt} [redacted]";
    }
}
