using Spot.Grains.Abstractions.Administrators;
using Spot.Grains.Tests.Hosting;

namespace Spot.Grains.Tests.Administrators;

/// <summary>One-time links: for the first owner, and for whom an owner adds.</summary>
public sealed class LinkTests(SpotCluster spot) : IClassFixture<SpotCluster>
{
    [Fact]
    public async Task A_link_works_once_and_looking_at_it_spends_nothing()
    {
        var staff = await Staff.OfNewCompany(spot);
        var token = (await staff.NewOwnerLink())!;
        for (var i = 0; i < 3; i++) Assert.Equal(LinkRefusal.None, (await staff.Link(token).Open()).Refusal);
        Assert.NotNull((await staff.Accept(token, Staff.Somebody())).Ticket);

        Assert.Equal(LinkRefusal.Used, (await staff.Link(token).Open()).Refusal);
        var again = await staff.Accept(token, Staff.Somebody("eve"));
        Assert.Equal((AcceptRefusal.Link, LinkRefusal.Used), (again.Refusal, again.Link));
        Assert.Null(again.Ticket);
    }

    [Fact]
    public async Task An_owners_link_is_good_for_an_hour()
    {
        var staff = await Staff.OfNewCompany(spot);
        var token = (await staff.NewOwnerLink())!;
        spot.Clock.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal(LinkRefusal.None, (await staff.Link(token).Open()).Refusal);

        spot.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(LinkRefusal.Expired, (await staff.Link(token).Open()).Refusal);
        Assert.Equal(LinkRefusal.Expired, (await staff.Accept(token, Staff.Somebody())).Link);
    }

    [Fact]
    public async Task A_link_that_never_was_opens_nothing()
    {
        var staff = await Staff.OfNewCompany(spot);

        Assert.Equal(LinkRefusal.Unknown, (await staff.Link(SetUpLink.NewToken()).Open()).Refusal);
        Assert.Equal(LinkRefusal.Unknown, (await staff.Accept(SetUpLink.NewToken(), Staff.Somebody())).Link);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("../../../../../../../../../../../etc/passwd")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("!AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task What_does_not_look_like_a_link_asks_nobody(string? token)
    {
        var staff = await Staff.OfNewCompany(spot);

        Assert.Null(SetUpLink.KeyOf(staff.Tenant, token));
    }

    [Fact]
    public async Task Another_companys_link_opens_nothing_here()
    {
        var here = await Staff.OfNewCompany(spot);
        var there = await Staff.OfNewCompany(spot);

        Assert.Equal(LinkRefusal.Unknown, (await here.Link((await there.NewOwnerLink())!).Open()).Refusal);
    }

    [Fact]
    public async Task Once_there_is_an_owner_no_link_makes_another_first_one()
    {
        var staff = await Staff.OfNewCompany(spot);
        var early = (await staff.NewOwnerLink())!;
        await staff.FirstOwner();

        Assert.Null(await staff.NewOwnerLink());
        Assert.Equal(LinkRefusal.OwnerExists, (await staff.Link(early).Open()).Refusal);
        Assert.Equal(LinkRefusal.OwnerExists, (await staff.Accept(early, Staff.Somebody("eve"))).Link);
    }

    [Fact]
    public async Task Of_two_who_set_up_as_first_owner_at_once_one_becomes_it()
    {
        var staff = await Staff.OfNewCompany(spot);
        Administrator[] both = [Staff.Somebody("maya"), Staff.Somebody("eve")];
        foreach (var who in both)
        {
            who.Ticket = (await staff.Accept((await staff.NewOwnerLink())!, who)).Ticket!;
            who.DeviceKey = (await staff.Session(who.Ticket).NewDevice(who.Ticket.Secret))!.Key;
        }

        var results = await Task.WhenAll(both.Select(who => staff.Session(who.Ticket).ConfirmDevice(who.Ticket.Secret, staff.CodeOf(who))));

        Assert.Equal([CodeOutcome.Right, CodeOutcome.OwnerExists], results.Select(r => r.Outcome).Order());
        Assert.Single(await staff.Company.Administrators());
    }

    [Fact]
    public async Task A_set_up_that_broke_off_goes_on_after_signing_in()
    {
        var staff = await Staff.OfNewCompany(spot);
        var maya = Staff.Somebody();
        await staff.Accept((await staff.NewOwnerLink())!, maya);
        await spot.Restart();

        maya.Ticket = await staff.PassPassword(maya);
        Assert.Equal(SignInProgress.SetUpSecondFactor, await staff.Session(maya.Ticket).Progress(maya.Ticket.Secret));
        Assert.Null(await staff.Session(maya.Ticket).Check(maya.Ticket.Secret));
        await staff.SetUpDevice(maya);
        await spot.Restart();

        await staff.SignIn(maya);
        Assert.Equal(SignInProgress.KeepRecoveryCodes, await staff.Session(maya.Ticket).Progress(maya.Ticket.Secret));
        await staff.KeepCodes(maya);
        await spot.Restart();

        await staff.SignIn(maya);
        Assert.Equal(SignInProgress.KeepRecoveryKey, await staff.Session(maya.Ticket).Progress(maya.Ticket.Secret));
    }

    [Fact]
    public async Task An_address_is_free_again_when_its_set_up_never_got_a_second_factor()
    {
        var staff = await Staff.OfNewCompany(spot);
        var forgotten = Staff.Somebody();
        await staff.Accept((await staff.NewOwnerLink())!, forgotten);

        var again = new Administrator { Mail = forgotten.Mail, Password = "another long password" };
        await staff.SetUp((await staff.NewOwnerLink())!, again);

        Assert.Null((await staff.Password(again, forgotten.Password)).Ticket);
    }

    [Fact]
    public async Task Nobody_is_a_reader_before_the_second_factor()
    {
        var staff = await Staff.OfNewCompany(spot);
        var maya = Staff.Somebody();
        maya.Ticket = (await staff.Accept((await staff.NewOwnerLink())!, maya)).Ticket!;
        Assert.Empty(await staff.Company.Readers());

        await staff.SetUpDevice(maya);

        var reader = Assert.Single(await staff.Company.Readers());
        Assert.Equal(("maya", "People team"), (reader.Name, reader.Title));
        Assert.Equal(DateOnly.FromDateTime(spot.Clock.GetUtcNow().Date), reader.Since);
    }

    [Fact]
    public async Task An_owner_adds_somebody_whose_address_is_fixed()
    {
        var staff = await Staff.OfNewCompany(spot);
        var maya = await staff.FirstOwner();
        var made = await staff.Company.Invite(maya.Ticket, new NewInvite { Name = " Sam ", Mail = "SAM@acme.example ", Role = AdministratorRole.CaseHandler });
        var view = await staff.Link(made.Token!).Open();
        Assert.Equal(("Sam", "sam@acme.example", AdministratorRole.CaseHandler, false), (view.Name, view.Mail, view.Role, view.FirstOwner));
        Assert.Equal(spot.Clock.GetUtcNow().AddHours(72), made.Until);

        await staff.Accept(made.Token!, new Administrator { Mail = "somebody-else@acme.example", Password = "sam's long password" });

        Assert.NotNull((await staff.Password(new Administrator { Mail = "sam@acme.example", Password = "sam's long password" })).Ticket);
    }

    [Fact]
    public async Task A_case_handler_adds_nobody()
    {
        var staff = await Staff.OfNewCompany(spot);
        var sam = await staff.Added(await staff.FirstOwner());

        var made = await staff.Company.Invite(sam.Ticket, new NewInvite { Name = "Eve", Mail = "eve@acme.example", Role = AdministratorRole.CaseHandler });

        Assert.Equal(InviteRefusal.NotAllowed, made.Refusal);
        Assert.Null(made.Token);
    }

    [Fact]
    public async Task Nobody_is_added_with_an_address_that_signs_in_already()
    {
        var staff = await Staff.OfNewCompany(spot);
        var maya = await staff.FirstOwner();

        var made = await staff.Company.Invite(maya.Ticket, new NewInvite { Name = "Maya", Mail = maya.Mail, Role = AdministratorRole.Owner });

        Assert.Equal(InviteRefusal.MailTaken, made.Refusal);
    }

    [Theory]
    [InlineData("", "a@b.example", AdministratorRole.CaseHandler, InviteRefusal.Name)]
    [InlineData("Sam", "not an address", AdministratorRole.CaseHandler, InviteRefusal.Mail)]
    [InlineData("Sam", "a@b.example", AdministratorRole.Billing, InviteRefusal.Role)]
    [InlineData("Sam", "a@b.example", (AdministratorRole)77, InviteRefusal.Role)]
    public async Task An_invitation_that_cannot_be_is_refused_by_name(string name, string mail, AdministratorRole role, InviteRefusal refusal)
    {
        var staff = await Staff.OfNewCompany(spot);
        var maya = await staff.FirstOwner();

        Assert.Equal(refusal, (await staff.Company.Invite(maya.Ticket, new NewInvite { Name = name, Mail = mail, Role = role })).Refusal);
    }

    [Fact]
    public async Task Nobody_takes_another_name_than_the_owner_gave()
    {
        var staff = await Staff.OfNewCompany(spot);
        var maya = await staff.FirstOwner();
        var sam = Staff.Somebody("sam");
        var made = await staff.Company.Invite(maya.Ticket, new NewInvite { Name = "Sam Okafor", Mail = sam.Mail, Role = AdministratorRole.CaseHandler });

        await staff.SetUp(made.Token!, new Administrator { Mail = "maya@acme.example", Password = sam.Password });

        Assert.Equal(["Sam Okafor", "maya"], (await staff.Company.Readers()).Select(reader => reader.Name).Order(StringComparer.Ordinal));
    }
}
