using Spot.Grains.Abstractions.Administrators;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Administrators;
using Spot.Grains.Tests.Hosting;

namespace Spot.Grains.Tests.Administrators;

/// <summary>Password, then code: what is spent is spent, whoever asks and however often.</summary>
public sealed class SignInTests(SpotCluster spot) : IClassFixture<SpotCluster>
{
    [Fact]
    public async Task An_owner_signs_in_with_password_and_code()
    {
        var staff = await Staff.OfNewCompany(spot);
        var maya = await staff.FirstOwner();

        var ticket = await staff.SignIn(maya);

        var holder = await staff.Session(ticket).Check(ticket.Secret);
        Assert.NotNull(holder);
        Assert.Equal(AdministratorRole.Owner, holder.Role);
        Assert.Equal(await staff.IdOf(maya), holder.Administrator);
        Assert.Equal(SetUpStep.None, holder.Next);
    }

    [Fact]
    public async Task The_password_alone_opens_nothing()
    {
        var staff = await Staff.OfNewCompany(spot);
        var maya = await staff.FirstOwner();

        var half = await staff.PassPassword(maya);

        Assert.Equal(SignInProgress.GiveCode, await staff.Session(half).Progress(half.Secret));
        Assert.Null(await staff.Session(half).Check(half.Secret));
        Assert.Null(await staff.Session(half).Peek(half.Secret));
        Assert.Null(await staff.SessionAsService(half).OpenSealed(half.Secret, [], new byte[200]));
        Assert.Null(await staff.Session(half).RecoveryCodes(half.Secret));
        Assert.Null(await staff.Session(half).RecoveryPaper(half.Secret));
        Assert.Null(await staff.Session(half).NewDevice(half.Secret));
        Assert.False(await staff.Session(half).RenewRecoveryCodes(half.Secret));
        Assert.Equal(InviteRefusal.SignedOut, (await staff.Company.Invite(half, new NewInvite { Name = "Eve", Mail = "eve@acme.example", Role = AdministratorRole.Owner })).Refusal);
    }

    [Fact]
    public async Task A_code_works_once()
    {
        var staff = await Staff.OfNewCompany(spot);
        var maya = await staff.FirstOwner();
        await staff.SignIn(maya);

        var again = await staff.PassPassword(maya);
        Assert.Equal(CodeOutcome.Used, (await staff.Session(again).PassCode(again.Secret, staff.CodeOf(maya))).Outcome);

        spot.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(CodeOutcome.Right, (await staff.Session(again).PassCode(again.Secret, staff.CodeOf(maya))).Outcome);
    }

    [Fact]
    public async Task The_code_that_confirmed_the_device_does_not_sign_in()
    {
        var staff = await Staff.OfNewCompany(spot);
        var maya = await staff.FirstOwner();

        var half = await staff.PassPassword(maya);

        Assert.Equal(CodeOutcome.Used, (await staff.Session(half).PassCode(half.Secret, staff.CodeOf(maya))).Outcome);
    }

    [Fact]
    public async Task A_spent_code_stays_spent_after_a_restart_and_with_a_clock_set_back()
    {
        var staff = await Staff.OfNewCompany(spot);
        var maya = await staff.FirstOwner();
        await staff.SignIn(maya);
        var spent = staff.CodeOf(maya);
        var older = Staff.CodeOf(maya.DeviceKey, spot.Clock.GetUtcNow() - TimeSpan.FromSeconds(30));

        await spot.Restart();

        var again = await staff.PassPassword(maya);
        Assert.Equal(CodeOutcome.Used, (await staff.Session(again).PassCode(again.Secret, spent)).Outcome);
        Assert.Equal(CodeOutcome.Used, (await staff.Session(again).PassCode(again.Secret, older)).Outcome);
    }

    [Fact]
    public async Task Of_two_browsers_with_one_code_one_gets_in()
    {
        var staff = await Staff.OfNewCompany(spot);
        var maya = await staff.FirstOwner();
        spot.Clock.Advance(TimeSpan.FromSeconds(30));
        var tickets = new[] { await staff.PassPassword(maya), await staff.PassPassword(maya) };

        var results = await Task.WhenAll(tickets.Select(t => staff.Session(t).PassCode(t.Secret, staff.CodeOf(maya))));

        Assert.Equal([CodeOutcome.Right, CodeOutcome.Used], results.Select(r => r.Outcome).Order());
    }

    [Fact]
    public async Task Of_two_requests_of_one_browser_one_gets_in()
    {
        var staff = await Staff.OfNewCompany(spot);
        var maya = await staff.FirstOwner();
        spot.Clock.Advance(TimeSpan.FromSeconds(30));
        var ticket = await staff.PassPassword(maya);

        var results = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => staff.Session(ticket).PassCode(ticket.Secret, staff.CodeOf(maya))));

        Assert.Equal([CodeOutcome.Right, CodeOutcome.SignedOut], results.Select(r => r.Outcome).Order());
    }

    [Theory]
    [InlineData(-60, CodeOutcome.Wrong)]
    [InlineData(-30, CodeOutcome.Right)]
    [InlineData(30, CodeOutcome.Right)]
    [InlineData(60, CodeOutcome.Wrong)]
    public async Task A_device_may_be_one_step_off(int seconds, CodeOutcome outcome)
    {
        var staff = await Staff.OfNewCompany(spot);
        var maya = await staff.FirstOwner();
        spot.Clock.Advance(TimeSpan.FromMinutes(10));
        var ticket = await staff.PassPassword(maya);

        var result = await staff.Session(ticket).PassCode(ticket.Secret, Staff.CodeOf(maya.DeviceKey, spot.Clock.GetUtcNow().AddSeconds(seconds)));

        Assert.Equal(outcome, result.Outcome);
    }

    [Fact]
    public async Task A_code_is_read_however_it_is_typed()
    {
        var staff = await Staff.OfNewCompany(spot);
        var maya = await staff.FirstOwner();
        spot.Clock.Advance(TimeSpan.FromSeconds(30));
        var ticket = await staff.PassPassword(maya);
        var code = staff.CodeOf(maya);

        Assert.Equal(CodeOutcome.Right, (await staff.Session(ticket).PassCode(ticket.Secret, $" {code[..3]} {code[3..]} ")).Outcome);
    }

    [Fact]
    public async Task A_recovery_code_signs_in_once_and_leads_to_a_new_device()
    {
        var staff = await Staff.OfNewCompany(spot);
        var maya = await staff.FirstOwner();
        var typed = maya.RecoveryCodes[3].ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal);
        var lost = maya.DeviceKey;

        var half = await staff.PassPassword(maya);
        var result = await staff.Session(half).PassRecoveryCode(half.Secret, typed);
        Assert.Equal(CodeOutcome.Right, result.Outcome);
        Assert.Equal(9, result.RecoveryCodesLeft);
        maya.Ticket = result.Ticket!;
        Assert.NotNull(await staff.Session(maya.Ticket).Check(maya.Ticket.Secret));
        await staff.SetUpDevice(maya);

        await spot.Restart();
        half = await staff.PassPassword(maya);
        Assert.Equal(CodeOutcome.Wrong, (await staff.Session(half).PassRecoveryCode(half.Secret, typed)).Outcome);
        spot.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(CodeOutcome.Wrong, (await staff.Session(half).PassCode(half.Secret, Staff.CodeOf(lost, spot.Clock.GetUtcNow()))).Outcome);
        Assert.Equal(CodeOutcome.Right, (await staff.Session(half).PassCode(half.Secret, staff.CodeOf(maya))).Outcome);
    }

    [Fact]
    public async Task A_signed_in_browser_alone_cannot_change_the_device()
    {
        var staff = await Staff.OfNewCompany(spot);
        var maya = await staff.FirstOwner();
        await staff.SignIn(maya);

        Assert.Null(await staff.Session(maya.Ticket).NewDevice(maya.Ticket.Secret));
        Assert.Equal(CodeOutcome.SignedOut, (await staff.Session(maya.Ticket).ConfirmDevice(maya.Ticket.Secret, "000000")).Outcome);
    }

    [Fact]
    public async Task Ten_new_recovery_codes_take_the_place_of_the_old_ones()
    {
        var staff = await Staff.OfNewCompany(spot);
        var maya = await staff.FirstOwner();
        var old = maya.RecoveryCodes;

        Assert.True(await staff.Session(maya.Ticket).RenewRecoveryCodes(maya.Ticket.Secret));
        await staff.KeepCodes(maya);

        Assert.Equal(10, maya.RecoveryCodes.Distinct().Count());
        Assert.Empty(old.Intersect(maya.RecoveryCodes));
        var half = await staff.PassPassword(maya);
        Assert.Equal(CodeOutcome.Wrong, (await staff.Session(half).PassRecoveryCode(half.Secret, old[0])).Outcome);
        Assert.Equal(CodeOutcome.Right, (await staff.Session(half).PassRecoveryCode(half.Secret, maya.RecoveryCodes[0])).Outcome);
    }

    [Fact]
    public async Task Codes_are_shown_until_they_are_kept_and_never_after()
    {
        var staff = await Staff.OfNewCompany(spot);
        var maya = Staff.Somebody();
        var accepted = await staff.Accept((await staff.NewOwnerLink())!, maya);
        maya.Ticket = accepted.Ticket!;
        await staff.SetUpDevice(maya);

        var shown = await staff.Session(maya.Ticket).RecoveryCodes(maya.Ticket.Secret);
        Assert.Equal(shown, await staff.Session(maya.Ticket).RecoveryCodes(maya.Ticket.Secret));
        Assert.True(await staff.Session(maya.Ticket).KeptRecoveryCodes(maya.Ticket.Secret));

        Assert.Null(await staff.Session(maya.Ticket).RecoveryCodes(maya.Ticket.Secret));
    }

    [Fact]
    public async Task Wrong_codes_lock_the_account_even_through_a_restart()
    {
        var staff = await Staff.OfNewCompany(spot);
        var maya = await staff.FirstOwner();
        spot.Clock.Advance(TimeSpan.FromSeconds(30));
        var half = await staff.PassPassword(maya);
        for (var i = 0; i < 5; i++) Assert.Equal(CodeOutcome.Wrong, (await staff.Session(half).PassCode(half.Secret, "12345x")).Outcome);

        var locked = await staff.Session(half).PassCode(half.Secret, staff.CodeOf(maya));
        Assert.Equal(CodeOutcome.Locked, locked.Outcome);
        Assert.Equal(spot.Clock.GetUtcNow().AddMinutes(15), locked.LockedUntil);
        await spot.Restart();
        Assert.NotNull((await staff.Password(maya)).LockedUntil);

        spot.Clock.Advance(TimeSpan.FromMinutes(15));
        await staff.SignIn(maya);
    }

    [Fact]
    public async Task Wrong_passwords_lock_longer_each_time()
    {
        var staff = await Staff.OfNewCompany(spot);
        var maya = await staff.FirstOwner();

        foreach (var minutes in (int[])[15, 30, 60, 120, 240, 240])
        {
            for (var i = 0; i < 5; i++) Assert.Null((await staff.Password(maya, "wrong")).LockedUntil);
            Assert.Equal(spot.Clock.GetUtcNow().AddMinutes(minutes), (await staff.Password(maya)).LockedUntil);
            spot.Clock.Advance(TimeSpan.FromMinutes(minutes));
        }

        await staff.SignIn(maya);
        Assert.Null((await staff.Password(maya, "wrong")).LockedUntil);
    }

    [Fact]
    public async Task Tries_slow_down_alike_whether_there_is_an_account_or_not()
    {
        var staff = await Staff.OfNewCompany(spot);
        var salt = await staff.Company.Salt();
        var maya = await staff.FirstOwner();
        foreach (var mail in (string[])[maya.Mail, "nobody@acme.example"])
        {
            var lookUp = MailAddress.LookUp(salt, mail);
            var guard = spot.Ask<ISignInGuardGrain>(CallerKind.Administrator, staff.Tenant, SignInGuardKey.Of(staff.Tenant, lookUp));
            for (var i = 0; i < 5; i++) Assert.Null(await guard.Try(lookUp));
            Assert.Equal(spot.Clock.GetUtcNow().AddMinutes(15), await guard.Try(lookUp));
        }
    }

    [Fact]
    public async Task A_try_that_was_not_made_does_not_count()
    {
        var staff = await Staff.OfNewCompany(spot);
        var lookUp = MailAddress.LookUp(await staff.Company.Salt(), "maya@acme.example");
        var guard = spot.Ask<ISignInGuardGrain>(CallerKind.Administrator, staff.Tenant, SignInGuardKey.Of(staff.Tenant, lookUp));

        for (var i = 0; i < 20; i++)
        {
            Assert.Null(await guard.Try(lookUp));
            await guard.NotTried(lookUp);
        }
    }

    [Fact]
    public async Task Tries_that_were_not_made_push_no_lock_out_of_the_guards_memory()
    {
        var guard = new SignInGuardGrain(spot.Clock);
        for (var i = 0; i < 5; i++) await guard.Try("locked");
        Assert.NotNull(await guard.Try("locked"));

        for (var i = 0; i < 5_000; i++)
        {
            await guard.Try($"name {i}");
            await guard.NotTried($"name {i}");
        }

        Assert.NotNull(await guard.Try("locked"));
    }

    [Fact]
    public async Task Each_browser_that_begins_to_set_up_a_device_gets_a_secret_of_its_own()
    {
        var staff = await Staff.OfNewCompany(spot);
        var maya = Staff.Somebody();
        var first = (await staff.Accept((await staff.NewOwnerLink())!, maya)).Ticket!;
        var seen = (await staff.Session(first).NewDevice(first.Secret))!.Key;
        // A wrong code and a page loaded again leave what was scanned as it is.
        await staff.Session(first).ConfirmDevice(first.Secret, "000000");
        Assert.Equal(seen, (await staff.Session(first).NewDevice(first.Secret))!.Key);

        var second = await staff.PassPassword(maya);
        var fresh = (await staff.Session(second).NewDevice(second.Secret))!.Key;

        Assert.NotEqual(seen, fresh);
        // Whoever looked at the first one has nothing: neither its codes nor its page confirm anything.
        Assert.Equal(CodeOutcome.SignedOut, (await staff.Session(first).ConfirmDevice(first.Secret, Staff.CodeOf(seen, spot.Clock.GetUtcNow()))).Outcome);
        Assert.Equal(CodeOutcome.SignedOut, (await staff.Session(first).ConfirmDevice(first.Secret, Staff.CodeOf(fresh, spot.Clock.GetUtcNow()))).Outcome);
        Assert.Equal(CodeOutcome.Right, (await staff.Session(second).ConfirmDevice(second.Secret, Staff.CodeOf(fresh, spot.Clock.GetUtcNow()))).Outcome);
    }

    [Fact]
    public async Task Passwords_without_a_code_end_no_session_that_gave_one()
    {
        var staff = await Staff.OfNewCompany(spot);
        var maya = await staff.FirstOwner();
        await staff.SignIn(maya);

        for (var i = 0; i < 25; i++) await staff.PassPassword(maya);

        Assert.NotNull(await staff.Session(maya.Ticket).Check(maya.Ticket.Secret));
    }
}
