using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Spot.Api.Hosting;
using Spot.Api.Layout;
using Spot.Grains.Abstractions.Administrators;
using Spot.Grains.Abstractions.Tenants;

namespace Spot.Api.Administrators;

/// <summary>Who can sign in, and adding somebody.</summary>
internal static class People
{
    public static Task<IResult> Get(HttpContext context, IGrainFactory grains) => List(context, grains, "", "", AdministratorRole.CaseHandler, []);

    public static async Task<IResult> Post(HttpContext context, IGrainFactory grains, IOptions<ApiOptions> options)
    {
        var form = await Form.Read(context);
        var session = context.Administrator();
        var role = form["role"] == "owner" ? AdministratorRole.Owner : AdministratorRole.CaseHandler;
        var made = await Company(context, grains).Invite(session.Ticket, new NewInvite { Name = form["name"], Mail = form["mail"], Role = role });
        return made.Refusal switch
        {
            InviteRefusal.None => Show.Page<InviteMadePage>(new
            {
                Company = context.Tenant().DisplayName,
                Session = session,
                Name = form["name"].Trim(),
                Link = new Uri(options.Value.AddressOf(context.Tenant().Slug), SetUpLink.PathOf(made.Token!)).ToString(),
                made.Until,
            }),
            InviteRefusal.SignedOut => Show.Next(SignInSteps.SignIn),
            InviteRefusal.Name => await Again(new Problem("n", "Type the name, 100 characters at most.")),
            InviteRefusal.Mail => await Again(new Problem("m", "That does not look like a mail address.")),
            InviteRefusal.MailTaken => await Again(new Problem("m", "Somebody here signs in with that address already.")),
            InviteRefusal.NotAllowed => await Again(new Problem("n", "Only owners add people. Ask one of them.")),
            _ => await Again(new Problem("r", "Choose one of the two.")),
        };

        Task<IResult> Again(Problem problem) => List(context, grains, form["name"], form["mail"], role, [problem]);
    }

    public static async Task<IResult> RenewRecoveryCodes(HttpContext context, IGrainFactory grains)
    {
        var ticket = context.Administrator().Ticket;
        await grains.SessionOf(context, ticket).RenewRecoveryCodes(ticket.Secret);
        return Show.Next(SignInSteps.SetUp);
    }

    private static ITenantGrain Company(HttpContext context, IGrainFactory grains) => grains.GetGrain<ITenantGrain>(TenantKey.Of(context.Tenant().Tenant));

    private static async Task<IResult> List(
        HttpContext context, IGrainFactory grains, string name, string mail, AdministratorRole role, IReadOnlyList<Problem> problems) => Show.Page<PeoplePage>(new
        {
            Company = context.Tenant().DisplayName,
            Session = context.Administrator(),
            People = await Company(context, grains).Administrators(),
            Name = name,
            Mail = mail,
            Role = role,
            Problems = problems,
        });
}
