using System.Globalization;
using System.Text;
using QRCoder;

namespace Spot.Api.Administrators;

/// <summary>A QR code as one path of strokes: no picture is loaded, nothing leaves the page.</summary>
/// <param name="Size">Width and height in modules, the quiet edge included.</param>
/// <param name="Path">The dark modules, row by row.</param>
public sealed record QrPicture(int Size, string Path)
{
    /// <summary>Draws a text.</summary>
    public static QrPicture Of(string text)
    {
        using var qr = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        // The library's matrix has its own quiet edge of four modules (ISO/IEC 18004, 5.3.8).
        var rows = qr.ModuleMatrix;
        var path = new StringBuilder();
        for (var y = 0; y < rows.Count; y++)
        {
            for (var x = 0; x < rows.Count; x++)
            {
                if (!rows[y][x]) continue;
                var from = x;
                while (x + 1 < rows.Count && rows[y][x + 1]) x++;
                path.Append(CultureInfo.InvariantCulture, $"M{from} {y}.5h{x - from + 1}");
            }
        }

        return new QrPicture(rows.Count, path.ToString());
    }

    /// <summary>The address that authenticators read (github.com/google/google-authenticator/wiki/Key-Uri-Format).</summary>
    public static string AddressOf(string key, string company) =>
        $"otpauth://totp/{Uri.EscapeDataString("Spot")}:{Uri.EscapeDataString(company)}?secret={key}&issuer=Spot&algorithm=SHA1&digits=6&period=30";

    /// <inheritdoc/>
    public override string ToString() => "[redacted]";
}
