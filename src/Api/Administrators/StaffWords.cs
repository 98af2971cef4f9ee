using System.Globalization;
using Spot.Grains.Abstractions.Administrators;

namespace Spot.Api.Administrators;

/// <summary>What signing in says when it does not go on. One answer for whatever was wrong: it must not tell who has an account.</summary>
internal static class StaffWords
{
    /// <summary>Address or password.</summary>
    public const string WrongSignIn = "That did not work. Look at the address and the password, then try again.";

    /// <summary>Too many people at once.</summary>
    public const string Busy = "Many people are signing in right now. Nothing was tried. Wait a moment, then try again.";

    /// <summary>A recovery code.</summary>
    public const string WrongRecoveryCode = "That is not one of your recovery codes that are left. Each works once.";

    /// <summary>Too many tries.</summary>
    public static string Locked(DateTimeOffset until, DateTimeOffset now)
    {
        var minutes = Math.Max(1, (int)Math.Ceiling((until - now).TotalMinutes));
        return string.Create(CultureInfo.InvariantCulture, $"Too many tries. Nothing is tried for the next {minutes} {(minutes == 1 ? "minute" : "minutes")}, whatever is typed.");
    }

    /// <summary>A code that was not taken.</summary>
    public static string Of(StepResult result, DateTimeOffset now) => result.Outcome switch
    {
        CodeOutcome.Used => "That code has been used already. Wait for the next one, up to 30 seconds.",
        CodeOutcome.Locked when result.LockedUntil is { } until => Locked(until, now),
        CodeOutcome.OwnerExists => "Somebody else has become the first owner meanwhile. They can invite you, on the page People.",
        _ => "That is not the code it shows now. Wait for the next one, then type it. If it fails again, look whether your device has the right time.",
    };
}
