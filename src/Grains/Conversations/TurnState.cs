using System.Text.Json;
using Spot.Grains.Conversations.Interview;

namespace Spot.Grains.Conversations;

/// <summary>The interview's state inside a turn: its own JSON, so that the interview alone knows its form.</summary>
internal static class TurnState
{
    /// <summary>As an element of the turn's JSON.</summary>
    public static JsonElement Write(InterviewState state) => JsonDocument.Parse(state.ToJson()).RootElement;

    /// <summary>From the newest step that has one.</summary>
    public static InterviewState Read(JsonElement element) => InterviewState.FromJson(System.Text.Encoding.UTF8.GetBytes(element.GetRawText()));
}
