using Microsoft.AspNetCore.Http;
using Spot.Api.Hosting;
using Spot.Api.Layout;
using Spot.Grains.Abstractions.Administrators;

namespace Spot.Api.Administrators;

/// <summary>Signing in: mail and password, then a code. Each step hands the browser another cookie; the one before is over.</summary>
internal static class SigningIn
{
    public static async Task<IResult> Get(HttpContext context, IGrainFactory grains, string? to)
    {
        var progress = await Progress(context, grains);
        return progress == SignInProgress.SignedOut
            ? Show.Page<SignInPage>(new { Company = context.Tenant().DisplayName, To = SignInSteps.Wanted(to), SignedOut = context.Request.Ticket() is not null })
            : Show.Next(SignInSteps.After(progress, to));
    }

    public static async Task<IResult> Post(HttpContext context, PasswordDesk desk, KeptPosts posts, TimeProvider time)
    {
        var form = await Form.Read(context);
        var (outcome, ticket, until) = await desk.Try(context.Tenant().Tenant, form["mail"], form["password"], context.RequestAborted);
        var to = SignInSteps.Wanted(form["to"]);
        var kept = posts.On(form[KeptPost.Field]);
        if (outcome != PasswordOutcome.Passed)
        {
            var error = outcome switch
            {
                PasswordOutcome.Locked => StaffWords.Locked(until!.Value, time.GetUtcNow()),
                PasswordOutcome.Busy => StaffWords.Busy,
                _ => StaffWords.WrongSignIn,
            };
            var status = outcome == PasswordOutcome.Busy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;
            return Show.Page<SignInPage>(new { Company = context.Tenant().DisplayName, Mail = form["mail"], To = to, Kept = kept, Error = error }, status);
        }

        context.Response.Hand(ticket!);
        // A text that is carried along travels in forms only, so the next page is shown at once instead of being led to.
        return kept is null ? Show.Next(WithPage(SignInSteps.Code, to)) : Show.Page<CodePage>(new { Company = context.Tenant().DisplayName, Kept = kept });
    }

    public static Task<IResult> Code(HttpContext context, IGrainFactory grains, string? to) => AskCode(context, grains, to, recovery: false);

    public static Task<IResult> RecoveryCode(HttpContext context, IGrainFactory grains, string? to) => AskCode(context, grains, to, recovery: true);

    public static Task<IResult> PostCode(HttpContext context, IGrainFactory grains, KeptPosts posts, TimeProvider time) =>
        TakeCode(context, grains, posts, time, recovery: false, (ticket, code) => grains.SessionOf(context, ticket).PassCode(ticket.Secret, code));

    public static Task<IResult> PostRecoveryCode(HttpContext context, IGrainFactory grains, KeptPosts posts, TimeProvider time) =>
        TakeCode(context, grains, posts, time, recovery: true, (ticket, code) => grains.SessionOf(context, ticket).PassRecoveryCode(ticket.Secret, code));

    public static async Task<IResult> SignOut(HttpContext context, IGrainFactory grains)
    {
        if (context.Request.Ticket() is { } ticket) await grains.SessionOf(context, ticket).SignOut(ticket.Secret);
        context.Response.TakeTicket();
        context.Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";
        return Show.Page<SignInPage>(new { Company = context.Tenant().DisplayName, Done = "You are signed out." });
    }

    /// <summary>How far this browser is.</summary>
    public static async Task<SignInProgress> Progress(HttpContext context, IGrainFactory grains) =>
        context.Request.Ticket() is { } ticket ? await grains.SessionOf(context, ticket).Progress(ticket.Secret) : SignInProgress.SignedOut;

    private static async Task<IResult> AskCode(HttpContext context, IGrainFactory grains, string? to, bool recovery)
    {
        var progress = await Progress(context, grains);
        return progress == SignInProgress.GiveCode
            ? Show.Page<CodePage>(new { Company = context.Tenant().DisplayName, Recovery = recovery, To = SignInSteps.Wanted(to) })
            : Show.Next(SignInSteps.After(progress, to));
    }

    private static async Task<IResult> TakeCode(
        HttpContext context, IGrainFactory grains, KeptPosts posts, TimeProvider time, bool recovery, Func<SessionTicket, string, Task<StepResult>> pass)
    {
        var form = await Form.Read(context);
        var to = SignInSteps.Wanted(form["to"]);
        var kept = posts.On(form[KeptPost.Field]);
        var result = context.Request.Ticket() is { } ticket ? await pass(ticket, form["code"]) : new StepResult { Outcome = CodeOutcome.SignedOut };
        switch (result.Outcome)
        {
            case CodeOutcome.Right:
                context.Response.Hand(result.Ticket!);
                if (kept is not null && posts.Open(kept, await Who(context, grains, result.Ticket!)) is { } post) return Show.Page<AgainPage>(new { Company = context.Tenant().DisplayName, Post = post });
                return Show.Next(recovery ? SignInSteps.Device : WithPage(SignInSteps.SetUp, to));
            case CodeOutcome.SignedOut:
                return Show.Page<SignInPage>(new { Company = context.Tenant().DisplayName, To = to, Kept = kept, SignedOut = true });
            default:
                var error = recovery && result.Outcome == CodeOutcome.Wrong ? StaffWords.WrongRecoveryCode : StaffWords.Of(result, time.GetUtcNow());
                return Show.Page<CodePage>(new { Company = context.Tenant().DisplayName, Recovery = recovery, To = to, Kept = kept, Error = error });
        }
    }

    private static async Task<Spot.Grains.Abstractions.Identity.Id16?> Who(HttpContext context, IGrainFactory grains, SessionTicket ticket) =>
        (await grains.SessionOf(context, ticket).Check(ticket.Secret))?.Administrator;

    private static string WithPage(string step, string? to) => to is null ? step : $"{step}?to={Uri.EscapeDataString(to)}";
}
