using Spot.Api.Administrators;

namespace Spot.Api.Tests.Administrators;

/// <summary>Signing in leads back to our own pages only.</summary>
public sealed class SignInStepsTests
{
    [Theory]
    [InlineData("/admin")]
    [InlineData("/admin/cases/0123456789abcdef0123456789abcdef")]
    [InlineData("/admin/cases?status=open&kind=a%20b")]
    public void A_page_of_ours_is_come_back_to(string page) => Assert.Equal(page, SignInSteps.Wanted(page));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("/administrator")]
    [InlineData("//evil.example/admin/")]
    [InlineData("https://evil.example/admin/")]
    [InlineData("/admin/\\evil.example")]
    [InlineData("/admin//evil.example")]
    [InlineData("/admin/a\r\nSet-Cookie: a=b")]
    public void Nobody_is_led_elsewhere(string? page) => Assert.Null(SignInSteps.Wanted(page));

    [Fact]
    public void A_kept_form_goes_only_where_our_forms_go()
    {
        var fields = new[] { KeyValuePair.Create("text", "Words \"in\" quotes") };
        var kept = KeptPost.Of("/admin/cases/1/ask", fields);

        Assert.Equal(fields, KeptPost.Read(kept)!.Fields);
        Assert.Null(KeptPost.Of("https://evil.example/", fields));
        Assert.Null(KeptPost.Read(kept!.Replace("/admin/cases/1/ask", "https://evil.example/", StringComparison.Ordinal)));
        Assert.Null(KeptPost.Read("{"));
        Assert.Null(KeptPost.Read("null"));
        Assert.Null(KeptPost.Read(""));
    }
}
