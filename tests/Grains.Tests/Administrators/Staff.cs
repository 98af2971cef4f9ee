using System.Security.Cryptography;
using System.Text;
using OtpNet;
using Spot.Grains.Abstractions.Administrators;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Abstractions.Tenants;
using Spot.Grains.Tests.Hosting;

namespace Spot.Grains.Tests.Administrators;

/// <summary>Somebody who administers a company, and what they hold: a password, a device, codes on paper, a browser.</summary>
internal sealed class Administrator
{
    public required string Mail { get; init; }

    public required string Password { get; init; }

    public string DeviceKey { get; set; } = "";

    public IReadOnlyList<string> RecoveryCodes { get; set; } = [];

    public IReadOnlyList<string> RecoveryWords { get; set; } = [];

    public SessionTicket Ticket { get; set; } = null!;
}

/// <summary>The people of one company, as a test moves them through signing in.</summary>
internal sealed class Staff(SpotCluster spot, TenantId tenant)
{
    public TenantId Tenant => tenant;

    public ITenantGrain Company => spot.Ask<ITenantGrain>(CallerKind.Administrator, tenant, TenantKey.Of(tenant));

    public static async Task<Staff> OfNewCompany(SpotCluster spot) => new(spot, await spot.Company());

    /// <summary>What the front door makes of a password; the run over it is tested there.</summary>
    public static PasswordProof Proof(string password) => new()
    {
        Verifier = SHA256.HashData(Encoding.UTF8.GetBytes($"verifier {password}")),
        Kek = SHA256.HashData(Encoding.UTF8.GetBytes($"kek {password}")),
    };

    public IAdminSessionGrain Session(SessionTicket ticket) => spot.Ask<IAdminSessionGrain>(CallerKind.Administrator, tenant, AdminSessionKey.Of(tenant, ticket.Session));

    public IAdminSessionGrain SessionAsService(SessionTicket ticket) => spot.Ask<IAdminSessionGrain>(CallerKind.Service, tenant, AdminSessionKey.Of(tenant, ticket.Session));

    public IInviteGrain Link(string token) => spot.Ask<IInviteGrain>(CallerKind.Administrator, tenant, SetUpLink.KeyOf(tenant, token)!);

    public Task<string?> NewOwnerLink() => spot.Ask<ITenantGrain>(CallerKind.Operator, TenantId.Installation, TenantKey.Of(tenant)).NewOwnerLink();

    public Task<AcceptResult> Accept(string token, Administrator who) => Link(token).Accept(new NewAccount
    {
        Name = who.Mail.Split('@')[0],
        Title = "People team",
        Mail = who.Mail,
        Password = Proof(who.Password),
        Parameters = "$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHQ",
    });

    public static Administrator Somebody(string name = "maya") => new() { Mail = $"{name}@acme.example", Password = $"{name}'s long password" };

    /// <summary>The first owner, set up to the end.</summary>
    public async Task<Administrator> FirstOwner(string name = "maya")
    {
        var owner = Somebody(name);
        var token = await NewOwnerLink();
        Assert.NotNull(token);
        await SetUp(token, owner);
        var paper = await Session(owner.Ticket).RecoveryPaper(owner.Ticket.Secret);
        Assert.NotNull(paper);
        owner.RecoveryWords = paper.Words;
        Assert.Equal(PaperOutcome.Kept, await Session(owner.Ticket).KeptRecoveryPaper(owner.Ticket.Secret, paper.Words[paper.First - 1], paper.Words[paper.Second - 1]));
        Assert.Equal(SignInProgress.Done, await Session(owner.Ticket).Progress(owner.Ticket.Secret));
        return owner;
    }

    /// <summary>Somebody whom an owner adds, set up to the end.</summary>
    public async Task<Administrator> Added(Administrator by, AdministratorRole role = AdministratorRole.CaseHandler, string name = "sam")
    {
        var who = Somebody(name);
        var made = await Company.Invite(by.Ticket, new NewInvite { Name = name, Mail = who.Mail, Role = role });
        Assert.Equal(InviteRefusal.None, made.Refusal);
        await SetUp(made.Token!, who);
        Assert.Equal(SignInProgress.Done, await Session(who.Ticket).Progress(who.Ticket.Secret));
        return who;
    }

    /// <summary>From a link up to and with the recovery codes.</summary>
    public async Task SetUp(string token, Administrator who)
    {
        var accepted = await Accept(token, who);
        Assert.Equal(AcceptRefusal.None, accepted.Refusal);
        who.Ticket = accepted.Ticket!;
        await SetUpDevice(who);
        await KeepCodes(who);
    }

    public async Task SetUpDevice(Administrator who)
    {
        var device = await Session(who.Ticket).NewDevice(who.Ticket.Secret);
        Assert.NotNull(device);
        who.DeviceKey = device.Key;
        var confirmed = await Session(who.Ticket).ConfirmDevice(who.Ticket.Secret, CodeOf(who));
        Assert.Equal(CodeOutcome.Right, confirmed.Outcome);
        who.Ticket = confirmed.Ticket!;
    }

    public async Task KeepCodes(Administrator who)
    {
        var codes = await Session(who.Ticket).RecoveryCodes(who.Ticket.Secret);
        Assert.NotNull(codes);
        who.RecoveryCodes = codes;
        Assert.True(await Session(who.Ticket).KeptRecoveryCodes(who.Ticket.Secret));
    }

    /// <summary>What the device shows now.</summary>
    public string CodeOf(Administrator who) => CodeOf(who.DeviceKey, spot.Clock.GetUtcNow());

    public static string CodeOf(string deviceKey, DateTimeOffset at) => new Totp(Base32Encoding.ToBytes(deviceKey)).ComputeTotp(at.UtcDateTime);

    public async Task<Id16> IdOf(Administrator who)
    {
        var salt = await Company.Salt();
        var found = await spot.Ask<ILoginGrain>(CallerKind.Administrator, tenant, LoginKey.Of(tenant, MailAddress.LookUp(salt, who.Mail))).Find();
        return Assert.NotNull(found);
    }

    public async Task<SignInResult> Password(Administrator who, string? password = null)
    {
        var id = await IdOf(who);
        return await spot.Ask<IAdministratorGrain>(CallerKind.Administrator, tenant, AdministratorKey.Of(tenant, id)).SignIn(Proof(password ?? who.Password));
    }

    /// <summary>Mail and password; another browser than before.</summary>
    public async Task<SessionTicket> PassPassword(Administrator who)
    {
        var result = await Password(who);
        Assert.Null(result.LockedUntil);
        return Assert.IsType<SessionTicket>(result.Ticket);
    }

    /// <summary>Both steps, half a minute later, so that the device shows a code that is not spent.</summary>
    public async Task<SessionTicket> SignIn(Administrator who)
    {
        spot.Clock.Advance(TimeSpan.FromSeconds(30));
        var first = await PassPassword(who);
        var result = await Session(first).PassCode(first.Secret, CodeOf(who));
        Assert.Equal(CodeOutcome.Right, result.Outcome);
        return who.Ticket = result.Ticket!;
    }
}
