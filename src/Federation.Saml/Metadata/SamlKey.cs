using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Federation.Saml.Xml;

namespace Federation.Saml.Metadata;

/// <summary>
/// A public key that metadata vouches for. The certificate is only a key holder: its dates are shown and warned about, never enforced
/// (SAML V2.0 Metadata Interoperability Profile 2.6.1).
/// </summary>
public sealed class SamlKey
{
    private readonly ConcurrentQueue<AsymmetricAlgorithm> _idle = new();
    private readonly byte[] _subjectPublicKeyInfo;

    private SamlKey(byte[] subjectPublicKeyInfo, SignatureKeyType type, int sizeBits)
    {
        _subjectPublicKeyInfo = subjectPublicKeyInfo;
        KeyType = type;
        SizeBits = sizeBits;
        Thumbprint = Convert.ToHexStringLower(SHA256.HashData(subjectPublicKeyInfo));
    }

    /// <summary>SHA-256 over the subject public key info, lower-case hex: the identity of the key, whatever certificate wraps it.</summary>
    public string Thumbprint { get; }

    /// <summary><c>RSA</c> or <c>ECDSA</c>.</summary>
    public string Algorithm => KeyType == SignatureKeyType.Rsa ? "RSA" : "ECDSA";

    /// <summary>Size in bits: RSA at least 2048; ECDSA 256, 384 or 521.</summary>
    public int SizeBits { get; }

    /// <summary>The certificate in DER, or null when metadata gave a bare key.</summary>
    public ReadOnlyMemory<byte>? Certificate { get; private init; }

    /// <summary>The certificate's subject, or null.</summary>
    public string? CertificateSubject { get; private init; }

    /// <summary>The certificate's issuer, or null.</summary>
    public string? CertificateIssuer { get; private init; }

    /// <summary>The certificate's start, or null. Not enforced.</summary>
    public DateTimeOffset? NotBefore { get; private init; }

    /// <summary>The certificate's end, or null. Not enforced; the expiry calendar warns of it.</summary>
    public DateTimeOffset? NotAfter { get; private init; }

    /// <summary>The subject public key info in DER.</summary>
    public ReadOnlyMemory<byte> SubjectPublicKeyInfo => _subjectPublicKeyInfo;

    internal SignatureKeyType KeyType { get; }

    /// <summary>Takes the key of a certificate (DER).</summary>
    /// <returns>Null, with the problem in words, when it is no certificate or its key is not allowed.</returns>
    public static SamlKey? FromCertificate(ReadOnlySpan<byte> der, out string? problem)
    {
        try
        {
            using var certificate = X509CertificateLoader.LoadCertificate(der);
            var info = certificate.PublicKey.ExportSubjectPublicKeyInfo();
            if (!TryInspect(info, out var type, out var size, out problem))
            {
                return null;
            }

            return new SamlKey(info, type, size)
            {
                Certificate = certificate.RawData,
                CertificateSubject = certificate.Subject,
                CertificateIssuer = certificate.Issuer,
                NotBefore = new DateTimeOffset(certificate.NotBefore),
                NotAfter = new DateTimeOffset(certificate.NotAfter),
            };
        }
        catch (CryptographicException)
        {
            problem = "the certificate cannot be read";
            return null;
        }
    }

    /// <summary>Takes a PEM text: a certificate, or a public key. Trust anchors are configured so.</summary>
    /// <returns>Null, with the problem in words, when it is neither, or not allowed.</returns>
    public static SamlKey? FromPem(ReadOnlySpan<char> pem, out string? problem)
    {
        if (!PemEncoding.TryFind(pem, out var fields))
        {
            problem = "the text is not PEM";
            return null;
        }

        var der = Convert.FromBase64String(pem[fields.Base64Data].ToString());
        switch (pem[fields.Label])
        {
            case "CERTIFICATE":
                return FromCertificate(der, out problem);
            case "PUBLIC KEY":
                return FromSubjectPublicKeyInfo(der, out problem);
            default:
                problem = "a PEM of a certificate or a public key is needed";
                return null;
        }
    }

    /// <summary>Takes a bare public key (subject public key info, DER).</summary>
    /// <returns>Null, with the problem in words, when it is no key or not allowed.</returns>
    public static SamlKey? FromSubjectPublicKeyInfo(ReadOnlySpan<byte> der, out string? problem)
    {
        var info = der.ToArray();
        return TryInspect(info, out var type, out var size, out problem) ? new SamlKey(info, type, size) : null;
    }

    /// <summary>Verifies a signature over a hash. Framework keys are not promised to be safe across threads, so each verification has one to itself.</summary>
    [SuppressMessage("Reliability", "CA2000", Justification = "the key goes back into the pool, which lives as long as this object")]
    internal bool Verify(ReadOnlySpan<byte> hash, ReadOnlySpan<byte> signature, HashAlgorithmName algorithm)
    {
        if (!_idle.TryDequeue(out var key))
        {
            key = Import(_subjectPublicKeyInfo, KeyType);
        }

        try
        {
            return key switch
            {
                RSA rsa => rsa.VerifyHash(hash, signature, algorithm, RSASignaturePadding.Pkcs1),
                ECDsa ecdsa => ecdsa.VerifyHash(hash, signature, DSASignatureFormat.IeeeP1363FixedFieldConcatenation),
                _ => false,
            };
        }
        finally
        {
            _idle.Enqueue(key);
        }
    }

    private static bool TryInspect(byte[] info, out SignatureKeyType type, out int size, out string? problem)
    {
        (type, size, problem) = (default, 0, null);
        try
        {
            type = AlgorithmOf(info) switch
            {
                "1.2.840.113549.1.1.1" => SignatureKeyType.Rsa,
                "1.2.840.10045.2.1" => SignatureKeyType.Ecdsa,
                _ => throw new CryptographicException("unknown key algorithm"),
            };
            using var key = Import(info, type);
            size = key.KeySize;
            problem = Weakness(type, size);
        }
        catch (Exception exception) when (exception is CryptographicException or AsnContentException or PlatformNotSupportedException)
        {
            problem = "the key is neither RSA nor ECDSA on a curve that is known";
        }

        return problem is null;
    }

    private static string? Weakness(SignatureKeyType type, int size) => (type, size) switch
    {
        (SignatureKeyType.Rsa, < 2048) => $"an RSA key needs at least 2048 bits and this has {size}",
        (SignatureKeyType.Rsa, > 16384) => $"an RSA key may have at most 16384 bits and this has {size}",
        (SignatureKeyType.Ecdsa, not (256 or 384 or 521)) => $"an ECDSA key needs 256, 384 or 521 bits and this has {size}",
        _ => null,
    };

    private static string AlgorithmOf(byte[] info) =>
        new AsnReader(info, AsnEncodingRules.DER).ReadSequence().ReadSequence().ReadObjectIdentifier();

    private static AsymmetricAlgorithm Import(byte[] info, SignatureKeyType type)
    {
        AsymmetricAlgorithm key = type == SignatureKeyType.Rsa ? RSA.Create() : ECDsa.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(info, out _);
            return key;
        }
        catch (CryptographicException)
        {
            key.Dispose();
            throw;
        }
    }
}
