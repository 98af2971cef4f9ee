using System.Text.RegularExpressions;
using Spot.Grains.Abstractions.Identity;
using Spot.Testing.Application;
using Spot.Tests.Hosting;

namespace Spot.Tests.Reports;

/// <summary>Somebody whom the reporter excluded sees what they would see if there were no such case.</summary>
public sealed partial class ExclusionTests(SharedSpot shared)
{
    private static readonly string[] Pages =
        ["/admin", "/admin/cases", "/admin/cases?status=new", "/admin/cases?status=open", "/admin/cases?status=closed", "/admin/cases?q=a", "/admin/people", "/"];

    [Fact]
    public async Task The_excluded_person_s_pages_stay_as_they_were_and_the_case_s_address_answers_like_one_that_never_was()
    {
        var company = await shared.NewCompany();
        using var owner = await company.Owner();
        using var excluded = await company.Handler(owner);
        await Send(company, excluding: null);
        var open = Assert.Single(await excluded.Cases());
        await excluded.Browser.Get(open); // Reading is noted; what follows must not be its trace.
        var before = await Look(excluded.Browser, open);

        await Send(company, excluding: "Ben Handler");
        var hidden = Assert.Single(await owner.Cases(), address => address != open);
        var seen = await owner.Browser.Get(hidden);
        Assert.Contains("Ben", seen.Text, StringComparison.Ordinal);
        await owner.Browser.Press(seen, "Tell the reporter you have it");

        Assert.Equal(before, await Look(excluded.Browser, open));
        Assert.Equal([open], await excluded.Cases());
        foreach (var (what, never) in ((string, string)[])[("", ""), ("/events", "/events")])
            Assert.Equal(
                await Answer(excluded.Browser, new HttpRequestMessage(HttpMethod.Get, $"/admin/cases/{Id16.Random()}{never}")),
                await Answer(excluded.Browser, new HttpRequestMessage(HttpMethod.Get, hidden + what)));
        var form = (await excluded.Browser.Get(open)).FormOf("Add the note").With(("text", "Who was it?"));
        Assert.Equal(
            await Answer(excluded.Browser, Post($"/admin/cases/{Id16.Random()}", form)),
            await Answer(excluded.Browser, Post(hidden, form)));
        Assert.DoesNotContain("Who was it?", (await owner.Browser.Get(hidden)).Text, StringComparison.Ordinal);
    }

    private static async Task Send(CompanyUnderTest company, string? excluding)
    {
        using var reporter = company.Reporter();
        await reporter.GetReadyToSend("Money is missing from the drawer.");
        var choice = reporter.Page.Html.QuerySelector($"input[name=not][data-name='{excluding}']")?.GetAttribute("value");
        Assert.Equal(excluding is null, choice is null);
        await reporter.Press("Send now", choice is null ? [] : [("not", choice)]);
        Assert.Equal("/sent", reporter.Page.At.AbsolutePath);
    }

    private static async Task<string> Look(SpotClient browser, string open)
    {
        var looks = new List<string>();
        foreach (var path in (string[])[.. Pages, open]) looks.Add(await Answer(browser, new HttpRequestMessage(HttpMethod.Get, path)));
        return string.Join("\n=====\n", looks);
    }

    private static HttpRequestMessage Post(string path, SpotForm form) =>
        new(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(form.Fields.Select(f => KeyValuePair.Create(f.Name, f.Value))) };

    // Status, headers and body; what is drawn anew for every page (forms' tokens and numbers, proposed passwords) and the id in the address stand for themselves.
    private static async Task<string> Answer(SpotClient browser, HttpRequestMessage request)
    {
        using var answer = await browser.SendRaw(request);
        var headers = answer.Headers.Where(h => h.Key is not ("Date" or "Set-Cookie")).Select(h => $"{h.Key}: {string.Join(", ", h.Value)}").Order(StringComparer.Ordinal);
        var body = await answer.Content.ReadAsStringAsync();
        var id = request.RequestUri!.OriginalString.Split('/')[^1] is { Length: 32 } last ? last : "none";
        return $"{request.Method} {(int)answer.StatusCode}\n{string.Join('\n', headers)}\n{Drawn().Replace(body, "value=\"drawn\"").Replace(id, "id", StringComparison.Ordinal)}";
    }

    [GeneratedRegex("value=\"(?:[A-Za-z0-9_-]{60,}|[0-9a-f]{32})\"")]
    private static partial Regex Drawn();
}
