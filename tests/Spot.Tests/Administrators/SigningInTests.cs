using System.Net;
using Spot.Testing.Application;

namespace Spot.Tests.Administrators;

/// <summary>Signing in through the pages, with every way it does not go on.</summary>
public sealed class SigningInTests(StaffApplication app) : IClassFixture<StaffApplication>
{
    [Fact]
    public async Task Who_signs_in_comes_to_the_page_that_was_asked_for()
    {
        using var maya = Fresh();

        var page = await app.Maya.SignIn("/admin/people");

        Assert.Equal("/admin/people", page.At.AbsolutePath);
        Assert.Contains("Maya Lindqvist (you)", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_is_led_to_another_site_after_signing_in()
    {
        using var maya = Fresh();

        var page = await app.Maya.SignIn("/admin/sign-in?to=https%3A%2F%2Fevil.example%2Fadmin%2F");

        Assert.Equal((maya.Address.Authority, "/admin"), (page.At.Authority, page.At.AbsolutePath));
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_address_get_the_same_answer()
    {
        using var maya = Fresh();
        var wrong = await app.Maya.GivePassword("not the password at all");
        using var nobody = new StaffMember(app.Spot, mail: "nobody@acme.example");
        var unknown = await nobody.GivePassword();

        Assert.Equal(HttpStatusCode.OK, wrong.Status);
        Assert.Contains("Look at the address and the password", wrong.Text, StringComparison.Ordinal);
        Assert.Equal(wrong.Source.Replace(app.Maya.Mail, "", StringComparison.Ordinal), unknown.Source.Replace(nobody.Mail, "", StringComparison.Ordinal));
        Assert.Equal(
            wrong.Response.Headers.Where(h => h.Key != "Date").Select(h => h.Key).Order(StringComparer.Ordinal),
            unknown.Response.Headers.Where(h => h.Key != "Date").Select(h => h.Key).Order(StringComparer.Ordinal));
        Assert.Equal("", wrong.FormOf("Sign in")["password"]);
        await app.Maya.SignIn();
    }

    [Fact]
    public async Task An_unknown_address_is_locked_like_a_known_one()
    {
        using var nobody = new StaffMember(app.Spot, mail: "nobody-else@acme.example");
        for (var i = 0; i < 5; i++) Assert.Contains("That did not work", (await nobody.GivePassword()).Text, StringComparison.Ordinal);

        Assert.Contains("Too many tries. Nothing is tried for the next ", (await nobody.GivePassword()).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_used_code_is_told_apart_and_the_next_one_works()
    {
        using var first = Fresh();
        await app.Maya.SignIn();
        using var second = Fresh();
        var page = await app.Maya.GivePassword();

        page = await second.Press(page, "Sign in", ("code", app.Maya.SpentCode));
        Assert.Contains("That code has been used already. Wait for the next one", page.Text, StringComparison.Ordinal);
        page = await app.Maya.GiveCode(page);

        Assert.Equal("/admin", page.At.AbsolutePath);
    }

    [Fact]
    public async Task The_cookie_is_for_this_host_alone_out_of_scripts_reach_and_changes_with_each_step()
    {
        using var maya = Fresh();
        var page = await maya.Get("/admin/sign-in");
        using var password = await maya.SendRaw(page.FormOf("Sign in").With(("mail", app.Maya.Mail), ("password", app.Maya.Password)).ToRequest());
        var half = maya.CookiesHere.Single(c => c.Name == "__Host-spot-admin").Value;
        await app.Maya.GiveCode(await maya.Get("/admin/code"));

        var set = Assert.Single(password.Headers.GetValues("Set-Cookie"), c => c.StartsWith("__Host-spot-admin=", StringComparison.Ordinal));
        Assert.EndsWith("; path=/; secure; samesite=strict; httponly", set, StringComparison.Ordinal);
        Assert.NotEqual(half, maya.CookiesHere.Single(c => c.Name == "__Host-spot-admin").Value);

        // The cookie of the step before opens nothing any more.
        using var thief = app.Spot.Browser();
        thief.Cookies.Add(thief.Address, new Cookie("__Host-spot-admin", half, "/") { Secure = true });
        Assert.Equal("/admin/sign-in", (await thief.Get("/admin/code")).At.AbsolutePath);
    }

    [Fact]
    public async Task Signing_out_ends_the_session_not_only_the_cookie()
    {
        using var maya = Fresh();
        var page = await app.Maya.SignIn("/admin/people");
        var cookie = maya.CookiesHere.Single(c => c.Name == "__Host-spot-admin").Value;

        var gone = await maya.Send(page.FormTo("/admin/sign-out"));

        Assert.Contains("You are signed out.", gone.Text, StringComparison.Ordinal);
        using var thief = app.Spot.Browser();
        thief.Cookies.Add(thief.Address, new Cookie("__Host-spot-admin", cookie, "/") { Secure = true });
        Assert.Equal("/admin/sign-in", (await thief.Get("/admin/people")).At.AbsolutePath);
    }

    [Fact]
    public async Task What_was_written_is_still_there_after_being_signed_out_by_time()
    {
        using var maya = Fresh();
        var page = await app.Maya.SignIn("/admin/people");
        app.Spot.Clock.Advance(TimeSpan.FromMinutes(16));

        var late = await maya.Press(page, "Make the link", ("name", "Ines \"the second\" <Duarte>"), ("mail", "ines@acme.example"));
        Assert.Contains("What you wrote is kept in this page", late.Text, StringComparison.Ordinal);
        late = await maya.Press(late, "Sign in", ("mail", app.Maya.Mail), ("password", "not the password at all"));
        late = await maya.Press(late, "Sign in", ("mail", app.Maya.Mail), ("password", app.Maya.Password));
        late = await maya.Press(late, "Sign in", ("code", "000000"));
        late = await app.Maya.GiveCode(late);
        Assert.Contains("Your text was not sent. Here it is.", late.Text, StringComparison.Ordinal);
        var done = await maya.Press(late, "Go on with it");

        Assert.Contains("A link for Ines \"the second\" <Duarte>", done.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_somebody_wrote_is_never_shown_to_the_next_person_who_signs_in_there()
    {
        using var sam = await Added("sam-the-next@acme.example");
        using var browser = Fresh();
        var page = await app.Maya.SignIn("/admin/people");
        app.Spot.Clock.Advance(TimeSpan.FromMinutes(16));

        page = await browser.Press(page, "Make the link", ("name", "Marzipan Duarte"), ("mail", "marzipan@acme.example"));
        Assert.Contains("What you wrote is kept in this page", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Marzipan", page.Html.DocumentElement.OuterHtml, StringComparison.OrdinalIgnoreCase);
        page = await browser.Press(page, "Sign in", ("mail", sam.Mail), ("password", sam.Password));
        sam.Browser = browser;
        page = await sam.GiveCode(page);

        Assert.DoesNotContain("Marzipan", page.Html.DocumentElement.OuterHtml, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("/admin/people", (await browser.Get("/admin/people")).At.AbsolutePath);
    }

    [Fact]
    public async Task A_recovery_code_gets_in_without_the_device_and_offers_a_new_one()
    {
        using var sam = await Added("sam-the-lost@acme.example");
        sam.Browser = app.Spot.Browser();
        var page = await sam.GivePassword();
        page = await sam.Browser.Get("/admin/recovery-code");
        page = await sam.Browser.Press(page, "Sign in", ("code", "0000-0000-0000-0000"));
        Assert.Contains("That is not one of your recovery codes that are left", page.Text, StringComparison.Ordinal);

        page = await sam.Browser.Press(page, "Sign in", ("code", sam.RecoveryCodes[0].ToLowerInvariant()));
        Assert.Contains("You came in with a recovery code", page.Text, StringComparison.Ordinal);
        Assert.Equal("/admin/people", (await sam.Browser.Get("/admin/people")).At.AbsolutePath);
        page = await sam.SetUpDevice(page);
        Assert.Equal("/admin", page.At.AbsolutePath);

        sam.Browser = app.Spot.Browser();
        Assert.Equal("/admin/people", (await sam.SignIn("/admin/people")).At.AbsolutePath);
        sam.Browser = app.Spot.Browser();
        await sam.GivePassword();
        page = await sam.Browser.Press(await sam.Browser.Get("/admin/recovery-code"), "Sign in", ("code", sam.RecoveryCodes[0]));
        Assert.Contains("Each works once", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task New_recovery_codes_are_shown_until_they_are_kept()
    {
        using var ines = await Added("ines-the-careful@acme.example");
        var old = ines.RecoveryCodes;

        var page = await ines.Browser.Press(await ines.Browser.Get("/admin/people"), "Make ten new ones");
        Assert.Equal("/admin/set-up/codes", page.At.AbsolutePath);
        page = await ines.Browser.Press(page, "Go on");
        Assert.Contains("Keep them first", page.Text, StringComparison.Ordinal);
        using var file = await ines.Browser.SendRaw(new HttpRequestMessage(HttpMethod.Get, "/admin/set-up/codes/file"));
        Assert.Equal("codes.txt", file.Content.Headers.ContentDisposition!.FileName);
        var inFile = await file.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        page = await ines.KeepCodes(page);

        Assert.Equal(10, ines.RecoveryCodes.Count);
        Assert.Empty(old.Intersect(ines.RecoveryCodes));
        Assert.Equal(ines.RecoveryCodes, inFile.Split("\r\n", StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal("/admin", page.At.AbsolutePath);
        Assert.NotEqual("/admin/set-up/codes", (await ines.Browser.Get("/admin/set-up/codes")).At.AbsolutePath);
    }

    private async Task<StaffMember> Added(string mail)
    {
        using var owner = Fresh();
        await app.Maya.SignIn();
        return await StaffMember.AddedBy(app.Maya, "Somebody New", mail);
    }

    private SpotClient Fresh() => app.Maya.Browser = app.Spot.Browser();
}
