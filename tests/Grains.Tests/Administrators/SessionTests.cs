using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Spot.Grains.Abstractions.Administrators;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Abstractions.Tenants;
using Spot.Grains.Abstractions.Vault;
using Spot.Grains.Tests.Hosting;
using Spot.Grains.Vault;

namespace Spot.Grains.Tests.Administrators;

/// <summary>How long a session lasts, what ends it, and what only it can open.</summary>
public sealed class SessionTests(SpotCluster spot) : IClassFixture<SpotCluster>
{
    [Fact]
    public async Task A_session_ends_after_a_quarter_of_an_hour_without_a_request()
    {
        var staff = await Staff.OfNewCompany(spot);
        var maya = await staff.FirstOwner();
        spot.Clock.Advance(TimeSpan.FromMinutes(14));
        Assert.NotNull(await staff.Session(maya.Ticket).Check(maya.Ticket.Secret));
        spot.Clock.Advance(TimeSpan.FromMinutes(14));
        Assert.NotNull(await staff.Session(maya.Ticket).Check(maya.Ticket.Secret));

        spot.Clock.Advance(TimeSpan.FromMinutes(15));

        Assert.Null(await staff.Session(maya.Ticket).Check(maya.Ticket.Secret));
        Assert.Equal(SignInProgress.SignedOut, await staff.Session(maya.Ticket).Progress(maya.Ticket.Secret));
    }

    [Fact]
    public async Task A_page_that_asks_by_itself_does_not_keep_a_session_alive()
    {
        var staff = await Staff.OfNewCompany(spot);
        var maya = await staff.FirstOwner();
        for (var i = 0; i < 14; i++)
        {
            spot.Clock.Advance(TimeSpan.FromMinutes(1));
            Assert.NotNull(await staff.Session(maya.Ticket).Peek(maya.Ticket.Secret));
        }

        spot.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Null(await staff.Session(maya.Ticket).Peek(maya.Ticket.Secret));
    }

    [Fact]
    public async Task A_session_ends_after_twelve_hours_in_any_case()
    {
        var staff = await Staff.OfNewCompany(spot);
        var maya = await staff.FirstOwner();
        for (var i = 1; i < 12 * 6; i++)
        {
            spot.Clock.Advance(TimeSpan.FromMinutes(10));
            Assert.NotNull(await staff.Session(maya.Ticket).Check(maya.Ticket.Secret));
        }

        spot.Clock.Advance(TimeSpan.FromMinutes(10));

        Assert.Null(await staff.Session(maya.Ticket).Check(maya.Ticket.Secret));
    }

    [Fact]
    public async Task A_restart_ends_no_session_and_prolongs_none_by_more_than_a_minute()
    {
        var staff = await Staff.OfNewCompany(spot);
        var maya = await staff.FirstOwner();
        spot.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.NotNull(await staff.Session(maya.Ticket).Check(maya.Ticket.Secret));

        await spot.Restart();

        spot.Clock.Advance(TimeSpan.FromMinutes(14));
        Assert.NotNull(await staff.Session(maya.Ticket).Check(maya.Ticket.Secret));
        await spot.Restart();
        spot.Clock.Advance(TimeSpan.FromMinutes(15));
        Assert.Null(await staff.Session(maya.Ticket).Check(maya.Ticket.Secret));
    }

    [Fact]
    public async Task Each_step_ends_the_session_before_it()
    {
        var staff = await Staff.OfNewCompany(spot);
        var maya = await staff.FirstOwner();
        spot.Clock.Advance(TimeSpan.FromSeconds(30));
        var half = await staff.PassPassword(maya);

        var full = (await staff.Session(half).PassCode(half.Secret, staff.CodeOf(maya))).Ticket!;

        Assert.NotEqual(half.Session, full.Session);
        Assert.NotEqual(half.Secret, full.Secret);
        Assert.Equal(SignInProgress.SignedOut, await staff.Session(half).Progress(half.Secret));
        Assert.Null(await KeyOf(staff, half));
        Assert.NotNull(await staff.Session(full).Check(full.Secret));
    }

    [Fact]
    public async Task A_change_of_the_account_ends_every_session_at_once()
    {
        var staff = await Staff.OfNewCompany(spot);
        var maya = await staff.FirstOwner();
        var one = await staff.SignIn(maya);
        var other = await staff.SignIn(maya);
        var half = await staff.PassPassword(maya);
        Assert.NotNull(await staff.Session(one).Check(one.Secret));
        maya.Ticket = (await staff.Session(half).PassRecoveryCode(half.Secret, maya.RecoveryCodes[0])).Ticket!;

        await staff.SetUpDevice(maya);

        Assert.Null(await staff.Session(one).Check(one.Secret));
        Assert.Null(await staff.Session(other).Check(other.Secret));
        Assert.NotNull(await staff.Session(maya.Ticket).Check(maya.Ticket.Secret));
    }

    [Fact]
    public async Task Signing_out_takes_the_sessions_key_out_of_the_vault()
    {
        var staff = await Staff.OfNewCompany(spot);
        var maya = await staff.FirstOwner();
        Assert.NotNull(await KeyOf(staff, maya.Ticket));

        await staff.Session(maya.Ticket).SignOut(maya.Ticket.Secret);

        Assert.Null(await KeyOf(staff, maya.Ticket));
        Assert.Null(await staff.Session(maya.Ticket).Check(maya.Ticket.Secret));
    }

    [Fact]
    public async Task Nobody_signs_out_somebody_elses_session()
    {
        var staff = await Staff.OfNewCompany(spot);
        var maya = await staff.FirstOwner();

        await staff.Session(maya.Ticket).SignOut(RandomNumberGenerator.GetBytes(32));

        Assert.NotNull(await staff.Session(maya.Ticket).Check(maya.Ticket.Secret));
    }

    [Fact]
    public async Task Sessions_whose_time_is_over_are_swept_with_their_keys()
    {
        var staff = await Staff.OfNewCompany(spot);
        var maya = await staff.FirstOwner();
        var left = await staff.SignIn(maya);
        Assert.NotNull(await KeyOf(staff, left));
        spot.Clock.Advance(TimeSpan.FromHours(13));

        await spot.Ask<IAdministratorGrain>(CallerKind.Service, staff.Tenant, AdministratorKey.Of(staff.Tenant, await staff.IdOf(maya))).SweepSessions();
        // The sweep does not wait for a session's end, but the session's next answer comes after it.
        Assert.Null(await staff.Session(left).Peek(left.Secret));

        Assert.Null(await KeyOf(staff, left));
    }

    [Fact]
    public async Task A_session_opens_what_was_sealed_to_its_administrator()
    {
        var staff = await Staff.OfNewCompany(spot);
        var maya = await staff.FirstOwner();
        var sam = await staff.Added(maya);
        var entries = await staff.Company.Administrators();
        var mayas = entries.Single(e => e.Role == AdministratorRole.Owner).PublicKey!;
        byte[] info = [1, 2, 3], secret = [4, 5, 6];
        var blob = Hpke.Seal(mayas, info, [], secret);

        Assert.Equal(secret, await staff.SessionAsService(maya.Ticket).OpenSealed(maya.Ticket.Secret, info, blob));
        var later = await staff.SignIn(maya);
        Assert.Equal(secret, await staff.SessionAsService(later).OpenSealed(later.Secret, info, blob));
        Assert.Null(await staff.SessionAsService(sam.Ticket).OpenSealed(sam.Ticket.Secret, info, blob));
    }

    [Fact]
    public async Task Without_the_cookies_secret_a_session_opens_nothing()
    {
        var staff = await Staff.OfNewCompany(spot);
        var maya = await staff.FirstOwner();
        var entry = Assert.Single(await staff.Company.Administrators());
        var blob = Hpke.Seal(entry.PublicKey!, [], [], [7]);
        var almost = maya.Ticket.Secret.ToArray();
        almost[31] ^= 1;

        foreach (var wrong in (byte[][])[almost, RandomNumberGenerator.GetBytes(32), [], new byte[31]])
        {
            Assert.Null(await staff.Session(maya.Ticket).Check(wrong));
            Assert.Null(await staff.SessionAsService(maya.Ticket).OpenSealed(wrong, [], blob));
        }

        Assert.Equal([7], await staff.SessionAsService(maya.Ticket).OpenSealed(maya.Ticket.Secret, [], blob));
    }

    [Fact]
    public async Task Another_companys_session_is_nobody_here()
    {
        var here = await Staff.OfNewCompany(spot);
        var there = await Staff.OfNewCompany(spot);
        var maya = await there.FirstOwner();

        Assert.Null(await here.Session(maya.Ticket).Check(maya.Ticket.Secret));
    }

    [Fact]
    public async Task The_recovery_paper_opens_the_key_that_the_company_seals_to()
    {
        var staff = await Staff.OfNewCompany(spot);
        var maya = await staff.FirstOwner();
        var keys = await spot.Ask<ITenantGrain>(CallerKind.Service, staff.Tenant, TenantKey.Of(staff.Tenant)).Keys();
        var share = PaperShare.Read(string.Join(' ', maya.RecoveryWords)).Share!;
        var wraps = await spot.Ask<ITenantGrain>(CallerKind.Service, staff.Tenant, TenantKey.Of(staff.Tenant)).Recovery();

        var privateKey = SubsetShares.Open([.. wraps!.Wraps.Select(w => new SubsetWrap(w.Numbers, w.Sealed))], [share]);

        Assert.NotNull(privateKey);
        using var pair = HpkeKeyPair.FromPrivate(privateKey);
        Assert.Equal(keys.Recovery, pair.Public.ToArray());
        Assert.Equal([await staff.IdOf(maya)], keys.RecoveryHolders);
        Assert.Null(SubsetShares.Open([.. wraps.Wraps.Select(w => new SubsetWrap(w.Numbers, w.Sealed))], [PaperShare.Create()]));
    }

    [Fact]
    public async Task The_company_gets_no_recovery_key_before_its_words_were_read_back()
    {
        var staff = await Staff.OfNewCompany(spot);
        var maya = Staff.Somebody();
        await staff.SetUp((await staff.NewOwnerLink())!, maya);
        var session = () => staff.Session(maya.Ticket);
        var paper = (await session().RecoveryPaper(maya.Ticket.Secret))!;

        Assert.Equal(PaperOutcome.FirstWrong, await session().KeptRecoveryPaper(maya.Ticket.Secret, "zebra", paper.Words[paper.Second - 1]));
        Assert.Equal(PaperOutcome.SecondWrong, await session().KeptRecoveryPaper(maya.Ticket.Secret, paper.Words[paper.First - 1], ""));
        Assert.Equal(paper.Words, (await session().RecoveryPaper(maya.Ticket.Secret))!.Words);
        Assert.Null((await spot.Ask<ITenantGrain>(CallerKind.Service, staff.Tenant, TenantKey.Of(staff.Tenant)).Keys()).Recovery);
        Assert.Equal(PaperOutcome.Kept, await session().KeptRecoveryPaper(maya.Ticket.Secret, paper.Words[paper.First - 1][..4].ToUpperInvariant(), paper.Words[paper.Second - 1]));
        Assert.NotNull((await spot.Ask<ITenantGrain>(CallerKind.Service, staff.Tenant, TenantKey.Of(staff.Tenant)).Keys()).Recovery);
    }

    private async Task<Key32?> KeyOf(Staff staff, SessionTicket ticket) => await spot.Silo.GetRequiredService<IVault>()
        .Find(staff.Tenant, GrainObject.Of(GrainKey.Parse(AdminSessionKey.Of(staff.Tenant, ticket.Session))), TestContext.Current.CancellationToken);
}
