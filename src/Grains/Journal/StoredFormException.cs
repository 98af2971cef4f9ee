namespace Spot.Grains.Journal;

/// <summary>Something stored opens, but this program does not know its form: a newer one wrote it, or it was never written by Spot.
/// It is refused and never skipped. The message names the form, never content and never the stream.</summary>
[GenerateSerializer, Alias("spot.stored-form.exception")]
public sealed class StoredFormException : Exception
{
    /// <summary>For something stored.</summary>
    /// <param name="what">What it is, such as <c>report.entry</c>.</param>
    /// <param name="why">What this program does not know about it.</param>
    /// <param name="inner">What the reader of the form said; null: nothing.</param>
    public StoredFormException(string what, string why, Exception? inner = null)
        : base($"{what}: {why}. It is refused, not skipped; a newer program may know it.", inner) => What = what;

    /// <summary>What it is, such as <c>report.entry</c>.</summary>
    [Id(0)] public string What { get; }
}
