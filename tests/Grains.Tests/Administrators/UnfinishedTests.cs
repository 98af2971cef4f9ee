using Spot.Grains.Abstractions.Administrators;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Tests.Conversations;
using Spot.Grains.Tests.Hosting;
using Spot.Grains.Tests.Reports;
using Spot.Grains.Vault;

namespace Spot.Grains.Tests.Administrators;

/// <summary>Accounts whose set-up never came to its end.</summary>
public sealed class UnfinishedTests(SpotCluster spot) : IClassFixture<SpotCluster>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sessions_of_an_account_without_a_second_factor_are_swept_too()
    {
        var staff = await Staff.OfNewCompany(spot);
        var maya = Staff.Somebody();
        await staff.Accept((await staff.NewOwnerLink())!, maya);
        await staff.PassPassword(maya);
        Assert.Equal(2, (await spot.Vault().Names(staff.Tenant, ObjectKinds.Session, Token)).Count);

        spot.Clock.Advance(TimeSpan.FromHours(13));
        await spot.Sweep(staff.Tenant);

        await Until(async () => (await spot.Vault().Names(staff.Tenant, ObjectKinds.Session, Token)).Count == 0);
        // The account itself has time: its person signs in and goes on.
        await staff.PassPassword(maya);
    }

    [Fact]
    public async Task An_account_that_gets_no_second_factor_within_a_week_is_gone_and_its_address_is_free()
    {
        var staff = await Staff.OfNewCompany(spot);
        var maya = Staff.Somebody();
        await staff.Accept((await staff.NewOwnerLink())!, maya);
        var id = await staff.IdOf(maya);
        spot.Clock.Advance(TimeSpan.FromDays(6));
        await spot.Sweep(staff.Tenant);
        await staff.PassPassword(maya);

        spot.Clock.Advance(TimeSpan.FromDays(1));
        await spot.Sweep(staff.Tenant);

        await Until(async () => (await spot.Vault().Names(staff.Tenant, ObjectKinds.Session, Token)).Count == 0);
        Assert.Empty(await spot.Vault().Names(staff.Tenant, ObjectKinds.Administrator, Token));
        Assert.Null(await spot.Ask<IAdministratorGrain>(CallerKind.Service, staff.Tenant, AdministratorKey.Of(staff.Tenant, id)).Standing());
        var salt = await staff.Company.Salt();
        Assert.Null(await spot.Ask<ILoginGrain>(CallerKind.Administrator, staff.Tenant, LoginKey.Of(staff.Tenant, MailAddress.LookUp(salt, maya.Mail))).Find());
        await staff.FirstOwner();
    }

    [Fact]
    public async Task An_account_that_was_finished_stays()
    {
        var staff = await Staff.OfNewCompany(spot);
        var maya = await staff.FirstOwner();

        spot.Clock.Advance(TimeSpan.FromDays(8));
        await spot.Sweep(staff.Tenant);

        await staff.SignIn(maya);
        Assert.Equal(SignInProgress.Done, await staff.Session(maya.Ticket).Progress(maya.Ticket.Secret));
    }

    private static async Task Until(Func<Task<bool>> isSo)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!await isSo())
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
