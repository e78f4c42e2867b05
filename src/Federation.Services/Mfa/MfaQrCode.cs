using System.Globalization;
using System.Text;
using Federation.Model.Identifiers;
using QRCoder;

namespace Federation.Services.Mfa;

/// <summary>A seed as the QR code that authenticator apps scan. It holds the seed: it is shown once and kept nowhere.</summary>
internal static class MfaQrCode
{
    private const string Issuer = "Federation";
    private const int PixelsPerModule = 4;

    /// <summary>PNG, as CreateVirtualMFADevice answers.</summary>
    internal static byte[] Png(byte[] seed, string deviceName, AccountId account)
    {
        using var data = Generate(seed, deviceName, account);
        using var png = new PngByteQRCode(data);
        return png.GetGraphic(PixelsPerModule);
    }

    /// <summary>The dark modules as the outline of an SVG path, one unit a module, and how many units the square has on a side, quiet zone included.</summary>
    internal static (string Path, int Side) Draw(byte[] seed, string deviceName, AccountId account)
    {
        using var data = Generate(seed, deviceName, account);
        var rows = data.ModuleMatrix;
        var path = new StringBuilder();
        for (var y = 0; y < rows.Count; y++)
        {
            for (var x = 0; x < rows[y].Count; x++)
            {
                var start = x;
                while (x < rows[y].Count && rows[y][x])
                {
                    x++;
                }

                if (x > start)
                {
                    path.Append(CultureInfo.InvariantCulture, $"M{start} {y}h{x - start}v1h-{x - start}z");
                }
            }
        }

        return (path.ToString(), rows.Count);
    }

    private static QRCodeData Generate(byte[] seed, string deviceName, AccountId account) =>
        QRCodeGenerator.GenerateQrCode(TotpCodes.UriOf(seed, $"{deviceName}@{account}", Issuer), QRCodeGenerator.ECCLevel.M);
}
