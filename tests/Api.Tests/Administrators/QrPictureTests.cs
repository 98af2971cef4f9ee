using System.Globalization;
using System.Text.RegularExpressions;
using QRCoder;
using Spot.Api.Administrators;

namespace Spot.Api.Tests.Administrators;

/// <summary>The set-up key as a picture without a picture.</summary>
public sealed partial class QrPictureTests
{
    [Fact]
    public void Its_strokes_are_exactly_the_dark_modules()
    {
        var text = QrPicture.AddressOf("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", "Acme & Söhne");
        using var expected = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);

        var picture = QrPicture.Of(text);

        var drawn = new bool[picture.Size, picture.Size];
        foreach (Match stroke in Stroke().Matches(picture.Path))
            for (var x = 0; x < Number(stroke, 3); x++)
                drawn[Number(stroke, 2), Number(stroke, 1) + x] = true;
        Assert.Equal(expected.ModuleMatrix.Count, picture.Size);
        for (var y = 0; y < picture.Size; y++)
            for (var x = 0; x < picture.Size; x++)
                Assert.Equal(expected.ModuleMatrix[y][x], drawn[y, x]);
    }

    [Fact]
    public void Its_address_names_Spot_and_the_company_and_nobody_else() => Assert.Equal(
        "otpauth://totp/Spot:Acme%20%26%20S%C3%B6hne?secret=ABC&issuer=Spot&algorithm=SHA1&digits=6&period=30", QrPicture.AddressOf("ABC", "Acme & Söhne"));

    [Fact]
    public void It_does_not_show_itself_in_a_log() => Assert.Equal("[redacted]", QrPicture.Of("x").ToString());

    private static int Number(Match match, int group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"M(\d+) (\d+)\.5h(\d+)")]
    private static partial Regex Stroke();
}
