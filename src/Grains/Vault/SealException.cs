namespace Spot.Grains.Vault;

/// <summary>Why something sealed does not open.</summary>
public enum SealFault
{
    /// <summary>It opens.</summary>
    None,

    /// <summary>It was sealed under another key.</summary>
    WrongKey,

    /// <summary>The key is right, but not a bit of it, or not its place (company, kind, row, sequence, entry before), is what was sealed.</summary>
    Damaged,

    /// <summary>It is shorter than the shortest thing that can be sealed.</summary>
    Truncated,

    /// <summary>Its first byte names a version of the envelope that this program does not know.</summary>
    UnknownVersion,

    /// <summary>It names a set of algorithms that this program does not know.</summary>
    UnknownSuite,
}

/// <summary>Something sealed does not open: broken or exchanged storage, or a wrong key. The message names the kind and the fault,
/// never content and never the row.</summary>
[GenerateSerializer, Alias("spot.seal.exception")]
public sealed class SealException : Exception
{
    /// <summary>For a sealed thing of a kind.</summary>
    public SealException(SealFault fault, string what)
        : base($"{what} does not open: {fault}.") => Fault = fault;

    /// <summary>Why it does not open.</summary>
    [Id(0)] public SealFault Fault { get; }
}
