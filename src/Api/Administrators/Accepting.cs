using Microsoft.AspNetCore.Http;
using Spot.Api.Hosting;
using Spot.Api.Layout;
using Spot.Grains.Abstractions.Administrators;

namespace Spot.Api.Administrators;

/// <summary>What a one-time link opens: the first step of setting up. Looking at it spends nothing, so a program that looks into mails harms nobody.</summary>
internal static class Accepting
{
    public static async Task<IResult> Get(HttpContext context, IGrainFactory grains, string token)
    {
        var view = await Open(context, grains, token);
        return view.Refusal == LinkRefusal.None
            ? Show.Page<LinkPage>(new { Company = context.Tenant().DisplayName, Token = token, View = view, view.Name })
            : Over(context, view.Refusal);
    }

    public static async Task<IResult> Post(HttpContext context, IGrainFactory grains, PasswordKeys keys, string token)
    {
        var view = await Open(context, grains, token);
        if (view.Refusal != LinkRefusal.None) return Over(context, view.Refusal);
        var form = await Form.Read(context);
        // Whoever invited somebody stands for name and address: reporters choose by them who must not read.
        var mail = view.Mail.Length > 0 ? view.Mail : form["mail"];
        var name = view.Name.Length > 0 ? view.Name : form["name"];
        var problems = Problems(name, form["title"], mail, form["password"], form["again"]);
        if (problems.Count > 0) return Again(problems);

        var parameters = keys.NewParameters();
        if (await keys.Derive(context.Tenant().Tenant, parameters, form["password"], context.RequestAborted) is not { } proof)
            return Again([new("p", StaffWords.Busy)], StatusCodes.Status503ServiceUnavailable);
        var result = await grains.GetGrain<IInviteGrain>(SetUpLink.KeyOf(context.Tenant().Tenant, token)!).Accept(new NewAccount
        {
            Name = name,
            Title = form["title"],
            Mail = mail,
            Password = proof,
            Parameters = parameters,
        });
        switch (result.Refusal)
        {
            case AcceptRefusal.None:
                context.Response.Hand(result.Ticket!);
                return Show.Next(SignInSteps.Device);
            case AcceptRefusal.Link:
                return Over(context, result.Link);
            case AcceptRefusal.MailTaken:
                return Again([new("m", "Somebody signs in here with that address already. Use another one, or sign in.")]);
            case AcceptRefusal.Mail:
                return Again([new("m", MailWords)]);
            case AcceptRefusal.Title:
                return Again([new("t", TitleWords)]);
            default:
                return Again([new("n", NameWords)]);
        }

        IResult Again(IReadOnlyList<Problem> found, int status = StatusCodes.Status200OK) => Show.Page<LinkPage>(
            new { Company = context.Tenant().DisplayName, Token = token, View = view, Name = name, JobTitle = form["title"], Mail = mail, Problems = found }, status);
    }

    private const string NameWords = "Type your name, 100 characters at most.";
    private const string TitleWords = "Say it in 100 characters at most.";
    private const string MailWords = "That does not look like a mail address.";

    private static async Task<InviteView> Open(HttpContext context, IGrainFactory grains, string token) =>
        SetUpLink.KeyOf(context.Tenant().Tenant, token) is { } key
            ? await grains.GetGrain<IInviteGrain>(key).Open()
            : new InviteView { Refusal = LinkRefusal.Unknown };

    private static IResult Over(HttpContext context, LinkRefusal refusal) =>
        Show.Page<LinkOverPage>(new { Company = context.Tenant().DisplayName, Refusal = refusal }, StatusCodes.Status410Gone);

    private static List<Problem> Problems(string name, string title, string mail, string password, string again)
    {
        var problems = new List<Problem>();
        if (name.Trim().Length is 0 or > AccountLimits.Name) problems.Add(new("n", NameWords));
        if (title.Trim().Length > AccountLimits.Title) problems.Add(new("t", TitleWords));
        if (MailAddress.Normalise(mail) is null) problems.Add(new("m", MailWords));
        switch (PasswordRules.Check(password, name.Trim(), mail.Trim()))
        {
            case PasswordProblem.TooShort:
                problems.Add(new("p", $"Take {PasswordRules.MinLength} characters or more."));
                break;
            case PasswordProblem.TooLong:
                problems.Add(new("p", "Take 1,000 characters at most. Nothing of a password is ever cut off."));
                break;
            case PasswordProblem.Common:
                problems.Add(new("p", "That one, or what it is made of, is among the first that anybody tries. Take something else, such as four words that do not belong together."));
                break;
            case PasswordProblem.Own:
                problems.Add(new("p", "That is your own name or address. Take something else."));
                break;
            case PasswordProblem.None when password != again:
                problems.Add(new("q", "The two are not the same. Type both again."));
                break;
            default:
                break;
        }

        return problems;
    }
}
