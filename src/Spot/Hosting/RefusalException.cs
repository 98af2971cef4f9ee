namespace Spot.Hosting;

/// <summary>Why Spot does not start or a verb does not do what it was asked, in a sentence for whoever typed it: printed without a stack trace.</summary>
public sealed class RefusalException(string sentence) : Exception(sentence)
{
    /// <summary>The exit code of a refusal.</summary>
    public const int ExitCode = 1;
}
