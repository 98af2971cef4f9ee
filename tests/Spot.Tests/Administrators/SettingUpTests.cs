using System.Net;
using Spot.Testing.Application;

namespace Spot.Tests.Administrators;

/// <summary>Setting up through the pages, broken off and gone on with, and links that no longer open anything.</summary>
public sealed class SettingUpTests
{
    [Fact]
    public async Task The_first_owner_sets_up_from_the_link_and_signs_in_after_a_restart()
    {
        await using var spot = await SpotApplication.Start(fakeClock: true);
        var link = Assert.IsType<Uri>(await spot.OwnerLink());
        using var maya = new StaffMember(spot);

        var page = await maya.Browser.Get(link.PathAndQuery);
        Assert.Contains("Set up the first owner", page.Text, StringComparison.Ordinal);
        page = await maya.FillIn(page);
        Assert.NotNull(page.Html.QuerySelector("svg.qr path"));
        page = await maya.SetUpDevice(page);
        page = await maya.KeepCodes(page);
        Assert.Equal("/admin/set-up/recovery-key", page.At.AbsolutePath);
        Assert.Equal(12, page.Html.QuerySelectorAll(".words li").Length);
        page = await maya.KeepRecoveryKey(page);
        Assert.Equal("/admin", page.At.AbsolutePath);

        Assert.Null(await spot.OwnerLink());
        var used = await maya.Browser.Get(link.PathAndQuery);
        Assert.Equal(HttpStatusCode.Gone, used.Status);
        Assert.Contains("This link was used already", used.Text, StringComparison.Ordinal);

        await spot.Stop();
        await spot.StartAgain();
        maya.Browser = spot.Browser();
        Assert.Equal("/admin/people", (await maya.SignIn("/admin/people")).At.AbsolutePath);
    }

    [Fact]
    public async Task A_set_up_that_broke_off_goes_on_at_each_step()
    {
        await using var spot = await SpotApplication.Start(fakeClock: true);
        using var maya = new StaffMember(spot);
        await maya.FillIn(await maya.Browser.Get((await spot.OwnerLink())!.PathAndQuery));

        maya.Browser = spot.Browser();
        var page = await maya.GivePassword();
        Assert.Equal("/admin/set-up/device", page.At.AbsolutePath);
        page = await maya.SetUpDevice(page);

        maya.Browser = spot.Browser();
        page = await maya.SignIn();
        Assert.Equal("/admin/set-up/codes", page.At.AbsolutePath);
        page = await maya.KeepCodes(page);

        maya.Browser = spot.Browser();
        page = await maya.SignIn();
        Assert.Equal("/admin/set-up/recovery-key", page.At.AbsolutePath);
        Assert.Equal("/admin", (await maya.KeepRecoveryKey(page)).At.AbsolutePath);
    }

    [Fact]
    public async Task Links_that_open_nothing_say_who_can_send_a_new_one()
    {
        await using var spot = await SpotApplication.Start(fakeClock: true);
        var old = (await spot.OwnerLink())!;
        using var browser = spot.Browser();
        Assert.Contains("This link does not work", (await browser.Get("/admin/link/abc")).Text, StringComparison.Ordinal);
        spot.Clock.Advance(TimeSpan.FromHours(1));

        var page = await browser.Get(old.PathAndQuery);

        Assert.Equal(HttpStatusCode.Gone, page.Status);
        Assert.Contains("This link is too old", page.Text, StringComparison.Ordinal);
        Assert.Contains("An owner here can send you a new one", page.Text, StringComparison.Ordinal);
        Assert.Contains("spot owner link", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_taken_is_said_at_its_field_and_the_rest_is_kept()
    {
        await using var spot = await SpotApplication.Start(fakeClock: true);
        using var browser = spot.Browser();
        var page = await browser.Get((await spot.OwnerLink())!.PathAndQuery);

        page = await browser.Press(page, "Go on to the second factor", ("name", "Maya"), ("title", "People team"), ("mail", "not an address"), ("password", "password1234"), ("again", "other"));

        Assert.Contains("That does not look like a mail address.", page.TextOf("#m-e"), StringComparison.Ordinal);
        Assert.Contains("among the first that anybody tries", page.TextOf("#p-e"), StringComparison.Ordinal);
        var form = page.FormOf("Go on to the second factor");
        Assert.Equal(("Maya", "People team", "not an address", "", ""), (form["name"], form["title"], form["mail"], form["password"], form["again"]));

        page = await browser.Press(page, "Go on to the second factor", ("mail", "maya@acme.example"), ("password", "aqueduct marzipan lighthouse"), ("again", "aqueduct marzipan lighthose"));
        Assert.Contains("The two are not the same", page.TextOf("#q-e"), StringComparison.Ordinal);
        page = await browser.Press(page, "Go on to the second factor", ("password", "aqueduct marzipan lighthouse"), ("again", "aqueduct marzipan lighthouse"));
        Assert.Equal("/admin/set-up/device", page.At.AbsolutePath);
    }

    [Fact]
    public async Task A_second_administrator_comes_in_by_a_link_and_adds_nobody()
    {
        await using var spot = await SpotApplication.Start(fakeClock: true);
        using var maya = await StaffMember.FirstOwner(spot);

        using var sam = await StaffMember.AddedBy(maya);

        var people = await sam.Browser.Get("/admin/people");
        Assert.Contains("Maya Lindqvist", people.Text, StringComparison.Ordinal);
        Assert.Contains("Sam Okafor (you)", people.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Add somebody", people.Text, StringComparison.Ordinal);
        var forged = people.FormOf("Make ten new ones").Fields.Select(f => KeyValuePair.Create(f.Name, f.Value))
            .Concat([KeyValuePair.Create("name", "Eve"), KeyValuePair.Create("mail", "eve@acme.example"), KeyValuePair.Create("role", "owner")]);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/admin/people") { Content = new FormUrlEncodedContent(forged) };
        using var answer = await sam.Browser.SendRaw(request);
        Assert.DoesNotContain("/admin/link/", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
