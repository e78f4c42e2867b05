using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Federation.Demo.IdentityProvider;

/// <summary>The IdP's RSA-2048 signing key with the self-signed certificate that its metadata shows. Made at each start, kept in memory.</summary>
internal sealed class IdentityProviderKey : IDisposable
{
    public IdentityProviderKey(TimeProvider timeProvider)
    {
        Rsa = RSA.Create(2048);
        var request = new CertificateRequest("CN=Federation development identity provider", Rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = timeProvider.GetUtcNow();
        Certificate = request.CreateSelfSigned(now.AddMinutes(-5), now.AddYears(1));
    }

    public RSA Rsa { get; }

    public X509Certificate2 Certificate { get; }

    public void Dispose()
    {
        Certificate.Dispose();
        Rsa.Dispose();
    }
}
