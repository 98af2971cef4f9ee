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
}
