namespace Spot.Silo.Hosting;

/// <summary>Where this installation lives on the machine.</summary>
public sealed class SpotSiloOptions
{
    /// <summary>The shortest <see cref="AnswerWithin"/>.</summary>
    public static readonly TimeSpan AnswerAtLeast = TimeSpan.FromSeconds(1);

    /// <summary>The longest <see cref="AnswerWithin"/>.</summary>
    public static readonly TimeSpan AnswerAtMost = TimeSpan.FromMinutes(1);

    /// <summary>The folder of database, vault and lock. Created for its owner alone.</summary>
    public string Data { get; set; } = "data";

    /// <summary>The folder of the root key, apart from <see cref="Data"/>: whoever has both can open what belongs to the service.</summary>
    public string Keys { get; set; } = "keys";

    /// <summary>How long a call between grains, or from the front door, may take before its outcome counts as unknown.</summary>
    public TimeSpan AnswerWithin { get; set; } = TimeSpan.FromSeconds(5);
}
