using Spot.Grains.Abstractions.Identity;

namespace Spot.Grains.Abstractions.Administrators;

/// <summary>How far a session has come. The number is stored.</summary>
public enum SessionLevel
{
    /// <summary>The password was right.</summary>
    PasswordPassed = 0,

    /// <summary>The second factor too.</summary>
    Full = 1,
}

/// <summary>A session that begins.</summary>
[GenerateSerializer, Immutable, Alias("spot.session.start")]
public sealed record SessionStart
{
    /// <summary>Whose.</summary>
    [Id(0)] public required Id16 Administrator { get; init; }

    /// <summary>The account's epoch.</summary>
    [Id(1)] public required int Epoch { get; init; }

    /// <summary>How far.</summary>
    [Id(2)] public required SessionLevel Level { get; init; }

    /// <summary>The private key, sealed under the session's key, which is derived from the cookie's secret.</summary>
    [Id(3)] public required byte[] Wrapped { get; init; }

    /// <summary>Whether the second factor was a recovery code: then a new device may be set up.</summary>
    [Id(4)] public bool ByRecoveryCode { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"SessionStart({Administrator}, {Level})";
}

/// <summary>What a browser has to do next.</summary>
public enum SignInProgress
{
    /// <summary>Sign in with mail and password.</summary>
    SignedOut = 0,

    /// <summary>Set up a second factor.</summary>
    SetUpSecondFactor = 1,

    /// <summary>Give a code of the second factor.</summary>
    GiveCode = 2,

    /// <summary>Keep the recovery codes.</summary>
    KeepRecoveryCodes = 3,

    /// <summary>Keep the recovery key.</summary>
    KeepRecoveryKey = 4,

    /// <summary>Nothing: signed in.</summary>
    Done = 5,
}

/// <summary>What became of a step.</summary>
[GenerateSerializer, Immutable, Alias("spot.step.result")]
public sealed record StepResult
{
    /// <summary>How the code was taken.</summary>
    [Id(0)] public required CodeOutcome Outcome { get; init; }

    /// <summary>The session from now on; the one before is over.</summary>
    [Id(1)] public SessionTicket? Ticket { get; init; }

    /// <summary>Until when nothing is tried.</summary>
    [Id(2)] public DateTimeOffset? LockedUntil { get; init; }

    /// <summary>How many recovery codes are left.</summary>
    [Id(3)] public int RecoveryCodesLeft { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"StepResult({Outcome})";
}

/// <summary>A second factor to put into a device.</summary>
[GenerateSerializer, Immutable, Alias("spot.device.new")]
public sealed record NewDevice
{
    /// <summary>The secret in Base32, as authenticators want it (RFC 6238: SHA-1, six digits, 30 seconds).</summary>
    [Id(0)] public required string Key { get; init; }

    /// <inheritdoc/>
    public override string ToString() => "[redacted]";
}

/// <summary>The recovery key on paper.</summary>
[GenerateSerializer, Immutable, Alias("spot.recovery.paper")]
public sealed record RecoveryPaper
{
    /// <summary>Its words, in order.</summary>
    [Id(0)] public required IReadOnlyList<string> Words { get; init; }

    /// <summary>The first word to be typed back, counted from 1.</summary>
    [Id(1)] public required int First { get; init; }

    /// <summary>The second word to be typed back, counted from 1.</summary>
    [Id(2)] public required int Second { get; init; }

    /// <inheritdoc/>
    public override string ToString() => "[redacted]";
}

/// <summary>How typing the paper's words back ended.</summary>
public enum PaperOutcome
{
    /// <summary>Both were right; the company has the key.</summary>
    Kept = 0,

    /// <summary>The first one was not.</summary>
    FirstWrong = 1,

    /// <summary>The second one was not.</summary>
    SecondWrong = 2,

    /// <summary>Nothing is to be kept now: signed out, or done already.</summary>
    NotNow = 3,
}
