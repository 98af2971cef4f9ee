using Spot.Api.Conversations;
using Spot.Api.Layout;
using Spot.Api.Tenants;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Abstractions.Reports;
using Spot.Grains.Abstractions.Tenants;

namespace Spot.Api.Tests.Layout;

public sealed class PageTests
{
    internal static readonly TenantProfile Acme = new() { Slug = "acme", Name = "Acme", RunBy = "Fernhill Trust Services", TimeZone = "Etc/UTC" };

    private static Task<string> Landing(params string[] readers) => Rendering.Html<Landing>(new
    {
        Company = new Company(Acme, [.. readers.Select(n => new ReaderView { Administrator = Id16.Random(), Name = n, Title = "Legal", Since = new(2026, 11, 1) })]),
        Host = "acme.localhost",
    });

    [Fact]
    public async Task The_first_page_says_who_reads_who_runs_it_and_starts_by_a_form()
    {
        var html = await Landing("Maya Lindqvist", "Ines Okafor");

        Assert.StartsWith("<!DOCTYPE html>", html, StringComparison.Ordinal);
        Assert.Contains("<b>Two people:</b> Maya Lindqvist (Legal) and Ines Okafor (Legal).", html, StringComparison.Ordinal);
        Assert.Contains("Fernhill Trust Services", html, StringComparison.Ordinal);
        Assert.Contains("""<form class="row wrapbtn" method="post" action="/start">""", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_page_says_when_nobody_could_read_a_report() =>
        Assert.Contains("<b>Nobody yet.</b>", await Landing(), StringComparison.Ordinal);

    [Fact]
    public async Task The_first_page_with_stylesheet_and_script_weighs_less_than_60_KB()
    {
        var html = await Landing("Maya Lindqvist");
        var assembly = typeof(Page).Assembly;
        long Size(string name)
        {
            using var stream = assembly.GetManifestResourceStream($"assets/{name}");
            Assert.NotNull(stream);
            return stream.Length;
        }

        Assert.InRange(html.Length + Size("spot.css") + Size("spot.js") + Size("mark.svg"), 20_000, 60_000);
    }

    [Fact]
    public async Task No_page_carries_script_or_style_of_its_own()
    {
        var html = await Landing("Maya Lindqvist");

        Assert.DoesNotContain("style=", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<style", html, StringComparison.Ordinal);
        Assert.DoesNotContain(" onclick", html, StringComparison.OrdinalIgnoreCase);
        Assert.Single(html.Split("<script").Skip(1));
    }

    [Fact]
    public async Task A_name_with_markup_in_it_is_text()
    {
        var html = await Landing("<b onmouseover=x>Eve</b>");

        Assert.DoesNotContain("<b onmouseover", html, StringComparison.Ordinal);
        Assert.Contains("&lt;b onmouseover=x&gt;Eve", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("one\r\ntwo\r\n\r\n\r\nthree  \n", "one|two;three")]
    [InlineData("\n\n a", " a")]
    public void Paragraphs_are_parted_by_empty_lines(string text, string expected) =>
        Assert.Equal(expected, string.Join(';', PlainText.Paragraphs(text).Select(p => string.Join('|', p))));

    [Theory]
    [InlineData(16, "84 days left")]
    [InlineData(-67, "1 day left")]
    [InlineData(-68, "Due today")]
    [InlineData(-69, "1 day late")]
    [InlineData(-70, "2 days late")]
    public void Days_are_said_in_words(int offset, string expected)
    {
        var today = new DateOnly(2026, 11, 24);
        Assert.Equal(expected, Days.Left(today.AddDays(68 + offset), today));
    }
}
