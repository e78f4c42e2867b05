using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Federation.UnitTests.Saml;

internal static class TestKeyExtensions
{
    public static RSAParameters GetRSAPublicKeyParameters(this X509Certificate2 certificate) => certificate.GetRSAPublicKey()!.ExportParameters(false);

    public static ECParameters GetEcPublicParameters(this X509Certificate2 certificate) => certificate.GetECDsaPublicKey()!.ExportParameters(false);
}
