using Microsoft.Extensions.DependencyInjection;

namespace Spot.Grains.Conversations;

/// <summary>What the room of conversations needs of a process.</summary>
public static class ConversationServices
{
    /// <summary>Adds it.</summary>
    public static IServiceCollection AddConversations(this IServiceCollection services) => services.AddSingleton<InterviewEngines>();
}
