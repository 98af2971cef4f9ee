namespace Spot.Grains.Abstractions.Identity;

/// <summary>A grain was asked by somebody whom its method does not answer. Always a bug or an attack: the front door never asks like this.</summary>
/// <remarks>Names the method and the kind of caller, never a key: keys can be secrets' children.</remarks>
[GenerateSerializer, Alias("spot.caller-refused")]
public sealed class CallerRefusedException : Exception
{
    /// <summary>A refusal without its particulars; for serializers.</summary>
    public CallerRefusedException()
    {
    }

    /// <summary>A refusal in words.</summary>
    public CallerRefusedException(string message) : base(message)
    {
    }

    /// <summary>A refusal in words, with what led to it.</summary>
    public CallerRefusedException(string message, Exception inner) : base(message, inner)
    {
    }

    /// <summary>The refusal of one call.</summary>
    /// <param name="method">The method asked, as <c>IReportGrain.Submit</c>.</param>
    /// <param name="kind">Who asked.</param>
    /// <param name="why">The rule that was not met.</param>
    public CallerRefusedException(string method, CallerKind kind, string why) : base($"{method} does not answer {kind}: {why}.")
    {
    }
}
