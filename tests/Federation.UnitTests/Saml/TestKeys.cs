using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Federation.Saml.Metadata;

namespace Federation.UnitTests.Saml;

/// <summary>Keys made for this run; none is ever written anywhere.</summary>
internal static class TestKeys
{
    private static readonly DateTimeOffset From = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static X509Certificate2 Idp { get; } = Rsa("idp", 2048);

    public static X509Certificate2 IdpNext { get; } = Rsa("idp-next", 2048);

    public static X509Certificate2 OtherIdp { get; } = Rsa("other-idp", 2048);

    public static X509Certificate2 Weak { get; } = Rsa("weak", 1024);

    public static X509Certificate2 IdpEc256 { get; } = Ec("ec256", ECCurve.NamedCurves.nistP256);

    public static X509Certificate2 IdpEc384 { get; } = Ec("ec384", ECCurve.NamedCurves.nistP384);

    public static X509Certificate2 IdpEc521 { get; } = Ec("ec521", ECCurve.NamedCurves.nistP521);

    public static X509Certificate2 Sp { get; } = Rsa("sp", 2048);

    public static X509Certificate2 SpNext { get; } = Rsa("sp-next", 2048);

    public static X509Certificate2 SpEc { get; } = Ec("sp-ec", ECCurve.NamedCurves.nistP256);

    public static SamlKey Key(X509Certificate2 certificate) =>
        SamlKey.FromCertificate(certificate.RawData, out var problem) ?? throw new InvalidOperationException(problem);

    public static X509Certificate2 SelfSigned(string name) => Rsa(name, 2048);

    public static X509Certificate2 IssuedBy(X509Certificate2 issuer, string name)
    {
        using var key = RSA.Create(2048);
        using var issuerKey = issuer.GetRSAPrivateKey()!;
        var request = new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return request.Create(issuer.SubjectName, X509SignatureGenerator.CreateForRSA(issuerKey, RSASignaturePadding.Pkcs1), From, From.AddYears(2), [1]);
    }

    private static X509Certificate2 Rsa(string name, int bits)
    {
        var key = RSA.Create(bits);
        return new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(From, From.AddYears(2));
    }

    private static X509Certificate2 Ec(string name, ECCurve curve)
    {
        var key = ECDsa.Create(curve);
        return new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256).CreateSelfSigned(From, From.AddYears(2));
    }
}
