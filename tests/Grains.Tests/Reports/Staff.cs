using System.Security.Cryptography;
using OtpNet;
using Spot.Grains.Abstractions.Administrators;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Abstractions.Reports;
using Spot.Grains.Tests.Hosting;

namespace Spot.Grains.Tests.Reports;

/// <summary>Somebody who works for a company, with an account of the real kind and a browser past the second factor.</summary>
public sealed class Staff
{
    private readonly SpotCluster spot;
    private readonly PasswordProof password;
    private readonly byte[] device;

    private Staff(SpotCluster spot, TenantId tenant, Id16 id, SessionTicket ticket, PasswordProof password, byte[] device) =>
        (this.spot, Tenant, Id, Ticket, this.password, this.device) = (spot, tenant, id, ticket, password, device);

    public TenantId Tenant { get; }

    public Id16 Id { get; }

    public SessionTicket Ticket { get; }

    /// <summary>The list of cases, asked as an administrator.</summary>
    public ICaseBookGrain Book => spot.Ask<ICaseBookGrain>(CallerKind.Administrator, Tenant, CaseBookKey.Of(Tenant));

    private IAdminSessionGrain Session => SessionOf(spot, Tenant, Ticket);

    /// <summary>An account, set up and signed in.</summary>
    public static async Task<Staff> Join(SpotCluster spot, TenantId tenant, string name, AdministratorRole role = AdministratorRole.CaseHandler)
    {
        var id = Id16.Random();
        var account = spot.Ask<IAdministratorGrain>(CallerKind.Service, tenant, AdministratorKey.Of(tenant, id));
        var password = new PasswordProof { Verifier = RandomNumberGenerator.GetBytes(32), Kek = RandomNumberGenerator.GetBytes(32) };
        var ticket = await account.Create(
            new InviteTerms { Administrator = id, Role = role, Until = spot.Clock.GetUtcNow().AddDays(1) },
            new NewAccount
            {
                Name = name,
                Title = "People team",
                Mail = $"{id}@acme.example",
                Parameters = "$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ",
                Password = password,
            });
        var device = Base32Encoding.ToBytes((await SessionOf(spot, tenant, ticket!).NewDevice(ticket!.Secret))!.Key);
        var passed = await SessionOf(spot, tenant, ticket).ConfirmDevice(ticket.Secret, Code(spot, device));
        Assert.Equal(CodeOutcome.Right, passed.Outcome);
        return new Staff(spot, tenant, id, passed.Ticket!, password, device);
    }

    /// <summary>The same person in a browser that signs in now. The clock must have moved on by a minute since the last time.</summary>
    public async Task<Staff> SignInAgain()
    {
        var account = spot.Ask<IAdministratorGrain>(CallerKind.Administrator, Tenant, AdministratorKey.Of(Tenant, Id));
        var first = (await account.SignIn(password)).Ticket!;
        var passed = await SessionOf(spot, Tenant, first).PassCode(first.Secret, Code(spot, device));
        Assert.Equal(CodeOutcome.Right, passed.Outcome);
        return new Staff(spot, Tenant, Id, passed.Ticket!, password, device);
    }

    /// <summary>A case, asked as an administrator.</summary>
    public IReportGrain Case(Id16 report) => spot.Ask<IReportGrain>(CallerKind.Administrator, Tenant, ReportKey.Of(Tenant, report));

    /// <summary>Opens a case that must open.</summary>
    public async Task<CaseView> Read(Id16 report)
    {
        var answer = await Case(report).Open(Ticket);
        Assert.Equal(CaseRefusal.None, answer.Refusal);
        return answer.Case!;
    }

    /// <summary>All cases this person can list.</summary>
    public async Task<IReadOnlyList<CaseRow>> List() => (await Book.List(Ticket, new CaseQuery { Take = 100 })).Rows;

    /// <summary>Signs out.</summary>
    public Task SignOut() => Session.SignOut(Ticket.Secret);

    private static IAdminSessionGrain SessionOf(SpotCluster spot, TenantId tenant, SessionTicket ticket) =>
        spot.Ask<IAdminSessionGrain>(CallerKind.Administrator, tenant, AdminSessionKey.Of(tenant, ticket.Session));

    private static string Code(SpotCluster spot, byte[] device) => new Totp(device).ComputeTotp(spot.Clock.GetUtcNow().UtcDateTime);
}
