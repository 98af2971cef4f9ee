using System.Net;
using Spot.Testing.Application;
using Spot.Tests.Hosting;

namespace Spot.Tests.Administrators;

/// <summary>What works once, used again; what works for a time, used later.</summary>
public sealed class SpentTests(SharedSpot shared)
{
    [Fact]
    public async Task A_code_of_the_device_works_once()
    {
        var company = await shared.NewCompany();
        using var owner = await company.Owner();
        using var again = company.Browser();
        var page = await again.Press(await again.Get("/admin/sign-in"), "Sign in", ("mail", "ada@firm.example"), ("password", Staff.Password));
        Assert.Equal("/admin/code", page.At.AbsolutePath);
        page = await again.Press(page, "Sign in", ("code", owner.FirstCode));
        // A slow machine may have let the code run out; either way it does not let in.
        Assert.Matches("That code has been used already|That is not the code it shows now", page.Text);
        Assert.Equal("/admin/code", (await again.Get("/admin/cases")).At.AbsolutePath);
    }

    [Fact]
    public async Task A_link_that_made_an_account_makes_no_other()
    {
        var company = await shared.NewCompany();
        using var owner = await company.Owner();
        var link = await owner.Invite("Ben Handler", "ben@firm.example");
        using var stranger = company.Browser();
        var early = await stranger.Get(link.PathAndQuery);
        using var handler = new Staff(company.Browser());
        await handler.SetUp(link, "Ben Handler", "ben@firm.example");
        var late = await stranger.Press(early, "Go on to the second factor", ("name", "Mallory"), ("password", Staff.Password), ("again", Staff.Password));
        Assert.Equal(HttpStatusCode.Gone, late.Status);
        Assert.Contains("This link was used already", late.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Gone, (await stranger.Get(link.PathAndQuery)).Status);
        Assert.DoesNotContain("Mallory", (await owner.Browser.Get("/admin/people")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_owner_s_link_is_over_after_an_hour()
    {
        await using var spot = await SpotApplication.Start(fakeClock: true);
        var link = (await spot.OwnerLink())!;
        using var owner = spot.Browser();
        Assert.Equal(HttpStatusCode.OK, (await owner.Get(link.PathAndQuery)).Status);
        spot.Clock.Advance(TimeSpan.FromMinutes(61));
        var late = await owner.Get(link.PathAndQuery);
        Assert.Equal(HttpStatusCode.Gone, late.Status);
        Assert.Contains("This link is too old", late.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_alone_opens_no_page()
    {
        var company = await shared.NewCompany();
        using var owner = await company.Owner();
        using var half = company.Browser();
        await half.Press(await half.Get("/admin/sign-in"), "Sign in", ("mail", "ada@firm.example"), ("password", Staff.Password));
        foreach (var path in (string[])["/admin", "/admin/cases", "/admin/people", "/admin/cases/00112233445566778899aabbccddeeff"])
            Assert.Equal("/admin/code", (await half.Get(path)).At.AbsolutePath);
    }
}
