using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Time.Testing;
using Spot.Api.Administrators;
using Spot.Grains.Abstractions.Identity;

namespace Spot.Api.Tests.Administrators;

public sealed class KeptPostTests
{
    private static readonly Id16 Maya = Id16.Random();
    private static readonly KeyValuePair<string, string>[] Fields = [KeyValuePair.Create("text", "Words \"in\" quotes")];
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 11, 3, 10, 0, 0, TimeSpan.Zero));

    private KeptPosts Posts => new(new EphemeralDataProtectionProvider(), clock);

    [Fact]
    public void A_kept_form_comes_back_to_whoever_wrote_it_and_to_nobody_else()
    {
        var posts = Posts;
        var kept = posts.Carry("/admin/cases/1/ask", Fields, Maya);

        Assert.Equal(kept, posts.On(kept));
        Assert.Equal(Fields, posts.Open(kept, Maya)!.Fields);
        Assert.Null(posts.Open(kept, Id16.Random()));
        Assert.Null(posts.Open(kept, null));
        Assert.DoesNotContain("quotes", kept, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_carried_that_is_nobodys_goes_elsewhere_or_says_nothing()
    {
        Assert.Null(Posts.Carry("/admin/cases/1/ask", Fields, null));
        Assert.Null(Posts.Carry("https://evil.example/", Fields, Maya));
        Assert.Null(Posts.Carry("/admin/cases/1/ask", [], Maya));
    }

    [Fact]
    public void What_was_changed_on_the_way_or_waited_for_half_a_day_is_dropped()
    {
        var posts = Posts;
        var kept = posts.Carry("/admin", Fields, Maya)!;
        foreach (var other in new[] { null, "", "{", "null", kept[..^2], Posts.Carry("/admin", Fields, Maya) }) Assert.Null(posts.On(other));

        clock.Advance(TimeSpan.FromHours(12));

        Assert.Null(posts.Open(kept, Maya));
    }
}
