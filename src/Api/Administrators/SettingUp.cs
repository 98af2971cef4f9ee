using System.Text;
using Microsoft.AspNetCore.Http;
using Spot.Api.Hosting;
using Spot.Api.Layout;
using Spot.Grains.Abstractions.Administrators;

namespace Spot.Api.Administrators;

/// <summary>The steps after the password: device, recovery codes, and for the first owner the recovery key. What was begun goes on after the next sign-in;
/// until all is done, no other page opens.</summary>
internal static class SettingUp
{
    public static async Task<IResult> Next(HttpContext context, IGrainFactory grains, string? to) =>
        Show.Next(SignInSteps.After(await SigningIn.Progress(context, grains), to));

    public static Task<IResult> Device(HttpContext context, IGrainFactory grains) => ShowDevice(context, grains, null);

    public static async Task<IResult> PostDevice(HttpContext context, IGrainFactory grains, TimeProvider time)
    {
        if (context.Request.Ticket() is not { } ticket) return Show.Next(SignInSteps.SignIn);
        var form = await Form.Read(context);
        var result = await grains.SessionOf(context, ticket).ConfirmDevice(ticket.Secret, form["code"]);
        switch (result.Outcome)
        {
            case CodeOutcome.Right:
                context.Response.Hand(result.Ticket!);
                return Show.Next(SignInSteps.SetUp);
            case CodeOutcome.SignedOut:
                return Show.Next(SignInSteps.SetUp);
            default:
                return await ShowDevice(context, grains, StaffWords.Of(result, time.GetUtcNow()));
        }
    }

    public static Task<IResult> Codes(HttpContext context, IGrainFactory grains) => ShowCodes(context, grains, null);

    public static async Task<IResult> CodesFile(HttpContext context, IGrainFactory grains) =>
        await Kept(context, grains) is { } codes
            ? Results.File(Encoding.ASCII.GetBytes(string.Join("\r\n", codes) + "\r\n"), "text/plain", "codes.txt")
            : Show.Next(SignInSteps.SetUp);

    public static async Task<IResult> PostCodes(HttpContext context, IGrainFactory grains)
    {
        var form = await Form.Read(context);
        if (form["kept"].Length == 0) return await ShowCodes(context, grains, "Keep them first, then tick this. Without them a lost device locks you out.");
        if (context.Request.Ticket() is { } ticket) await grains.SessionOf(context, ticket).KeptRecoveryCodes(ticket.Secret);
        return Show.Next(SignInSteps.SetUp);
    }

    public static async Task<IResult> RecoveryKey(HttpContext context, IGrainFactory grains) =>
        await Paper(context, grains) is { } paper
            ? Show.Page<RecoveryKeyPage>(new { Company = context.Tenant().DisplayName, Paper = paper })
            : Show.Next(SignInSteps.SetUp);

    public static async Task<IResult> PostRecoveryKey(HttpContext context, IGrainFactory grains)
    {
        if (context.Request.Ticket() is not { } ticket) return Show.Next(SignInSteps.SignIn);
        var form = await Form.Read(context);
        var outcome = await grains.SessionOf(context, ticket).KeptRecoveryPaper(ticket.Secret, form["first"], form["second"]);
        if (outcome is PaperOutcome.Kept or PaperOutcome.NotNow || await Paper(context, grains) is not { } paper) return Show.Next(SignInSteps.SetUp);
        Problem problem = outcome == PaperOutcome.FirstWrong
            ? new("a", $"That is not word {paper.First}. Look at the paper, then type it again.")
            : new("b", $"That is not word {paper.Second}. Look at the paper, then type it again.");
        return Show.Page<RecoveryKeyPage>(new { Company = context.Tenant().DisplayName, Paper = paper, Problems = (IReadOnlyList<Problem>)[problem] });
    }

    private static async Task<IResult> ShowDevice(HttpContext context, IGrainFactory grains, string? error)
    {
        if (context.Request.Ticket() is not { } ticket) return Show.Next(SignInSteps.SignIn);
        var session = grains.SessionOf(context, ticket);
        var progress = await session.Progress(ticket.Secret);
        if (await session.NewDevice(ticket.Secret) is not { } device) return Show.Next(SignInSteps.After(progress));
        var company = context.Tenant().DisplayName;
        return Show.Page<DevicePage>(new
        {
            Company = company,
            device.Key,
            Qr = QrPicture.Of(QrPicture.AddressOf(device.Key, company)),
            Replacing = progress != SignInProgress.SetUpSecondFactor,
            Error = error,
        });
    }

    private static async Task<IResult> ShowCodes(HttpContext context, IGrainFactory grains, string? error) =>
        await Kept(context, grains) is { } codes
            ? Show.Page<CodesPage>(new { Company = context.Tenant().DisplayName, Codes = codes, Error = error })
            : Show.Next(SignInSteps.SetUp);

    private static async Task<IReadOnlyList<string>?> Kept(HttpContext context, IGrainFactory grains) =>
        context.Request.Ticket() is { } ticket ? await grains.SessionOf(context, ticket).RecoveryCodes(ticket.Secret) : null;

    private static async Task<RecoveryPaper?> Paper(HttpContext context, IGrainFactory grains) =>
        context.Request.Ticket() is { } ticket ? await grains.SessionOf(context, ticket).RecoveryPaper(ticket.Secret) : null;
}
