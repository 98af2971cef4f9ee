namespace Spot.Silo.Hosting;

/// <summary>How the silo behaves. Section <c>Silo</c> of the settings.</summary>
public sealed class SpotSiloOptions
{
    /// <summary>The shortest <see cref="AnswerWithin"/>.</summary>
    public static readonly TimeSpan AnswerAtLeast = TimeSpan.FromSeconds(1);

    /// <summary>The longest <see cref="AnswerWithin"/>.</summary>
    public static readonly TimeSpan AnswerAtMost = TimeSpan.FromMinutes(1);

    /// <summary>How long a call between grains, or from the front door, may take before its outcome counts as unknown.</summary>
    public TimeSpan AnswerWithin { get; set; } = TimeSpan.FromSeconds(5);
}
