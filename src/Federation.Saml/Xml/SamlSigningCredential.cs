using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Federation.Saml.Xml;

/// <summary>A private key of ours with its certificate, for signing requests, logout messages and metadata. Safe across threads; the caller owns the key.</summary>
public sealed class SamlSigningCredential
{
    private readonly Lock _gate = new();
    private readonly AsymmetricAlgorithm _key;

    private SamlSigningCredential(AsymmetricAlgorithm key, SignatureAlgorithm algorithm, byte[] certificate)
    {
        _key = key;
        Algorithm = algorithm;
        Certificate = certificate;
    }

    /// <summary>The certificate in DER.</summary>
    public ReadOnlyMemory<byte> Certificate { get; }

    /// <summary>The signature algorithm's URI: RSA with SHA-256, or ECDSA with the hash that fits its curve.</summary>
    public string SignatureAlgorithmUri => Algorithm.Uri;

    internal SignatureAlgorithm Algorithm { get; }

    /// <summary>Takes an RSA key (at least 2048 bits) or an ECDSA key (P-256, P-384, P-521) and its certificate.</summary>
    /// <exception cref="ArgumentException">The key is of another kind or too small.</exception>
    public static SamlSigningCredential Create(AsymmetricAlgorithm privateKey, ReadOnlySpan<byte> certificateDer)
    {
        ArgumentNullException.ThrowIfNull(privateKey);
        var uri = (privateKey, privateKey.KeySize) switch
        {
            (RSA, >= 2048) => SignatureAlgorithms.RsaSha256,
            (ECDsa, 256) => SignatureAlgorithms.EcdsaSha256,
            (ECDsa, 384) => SignatureAlgorithms.EcdsaSha384,
            (ECDsa, 521) => SignatureAlgorithms.EcdsaSha512,
            _ => throw new ArgumentException("a signing key is RSA with at least 2048 bits or ECDSA on P-256, P-384 or P-521", nameof(privateKey)),
        };
        return new SamlSigningCredential(privateKey, SignatureAlgorithms.Signature(uri, allowSha1: false)!, certificateDer.ToArray());
    }

    /// <summary>Takes a certificate that has its private key.</summary>
    /// <exception cref="ArgumentException">It has none, or of another kind.</exception>
    public static SamlSigningCredential Create(X509Certificate2 certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        AsymmetricAlgorithm? key = certificate.GetRSAPrivateKey();
        key ??= certificate.GetECDsaPrivateKey();
        return Create(key ?? throw new ArgumentException("the certificate has no private key that can sign", nameof(certificate)), certificate.RawData);
    }

    internal byte[] Sign(ReadOnlySpan<byte> data)
    {
        lock (_gate)
        {
            return _key switch
            {
                RSA rsa => rsa.SignData(data, Algorithm.Hash, RSASignaturePadding.Pkcs1),
                ECDsa ecdsa => ecdsa.SignData(data, Algorithm.Hash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation),
                _ => throw new CryptographicException("unknown key type"),
            };
        }
    }
}
