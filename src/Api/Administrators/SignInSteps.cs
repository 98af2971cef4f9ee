using Microsoft.AspNetCore.Http;
using Spot.Grains.Abstractions.Administrators;

namespace Spot.Api.Administrators;

/// <summary>The addresses of signing in, and which one is next.</summary>
internal static class SignInSteps
{
    /// <summary>Mail and password.</summary>
    public const string SignIn = "/admin/sign-in";

    /// <summary>The code of the device.</summary>
    public const string Code = "/admin/code";

    /// <summary>A recovery code instead.</summary>
    public const string RecoveryCode = "/admin/recovery-code";

    /// <summary>Leads on to whatever is left of the set-up.</summary>
    public const string SetUp = "/admin/set-up";

    /// <summary>A new device.</summary>
    public const string Device = "/admin/set-up/device";

    /// <summary>The recovery codes.</summary>
    public const string Codes = "/admin/set-up/codes";

    /// <summary>The recovery key on paper.</summary>
    public const string RecoveryKey = "/admin/set-up/recovery-key";

    /// <summary>The first page of who is signed in.</summary>
    public const string Home = "/admin";

    /// <summary>The page that is next for a session.</summary>
    public static string After(SignInProgress progress, string? wanted = null) => progress switch
    {
        SignInProgress.SignedOut => SignIn,
        SignInProgress.SetUpSecondFactor => Device,
        SignInProgress.GiveCode => Code,
        SignInProgress.KeepRecoveryCodes => Codes,
        SignInProgress.KeepRecoveryKey => RecoveryKey,
        _ => Wanted(wanted) ?? Home,
    };

    /// <summary>Signing in, to come back to the page that was asked for.</summary>
    public static string SignInFor(HttpRequest request) =>
        Wanted(request.Path + request.QueryString) is { } page && page != Home ? $"{SignIn}?to={Uri.EscapeDataString(page)}" : SignIn;

    /// <summary>A page to come back to; null unless it is one of the administrators' own: nobody is led elsewhere by a link.</summary>
    public static string? Wanted(string? page) =>
        page is { Length: > 0 and <= 500 } && (page == Home || page.StartsWith("/admin/", StringComparison.Ordinal))
        && !page.Contains('\\', StringComparison.Ordinal) && !page.Any(char.IsControl) && !page.Contains("//", StringComparison.Ordinal)
            ? page
            : null;
}
