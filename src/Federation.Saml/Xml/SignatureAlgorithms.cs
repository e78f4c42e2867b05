using System.Security.Cryptography;

namespace Federation.Saml.Xml;

/// <summary>Key families of the allow-list.</summary>
internal enum SignatureKeyType
{
    Rsa,
    Ecdsa,
}

/// <summary>One allow-listed signature algorithm.</summary>
internal sealed record SignatureAlgorithm(string Uri, SignatureKeyType KeyType, HashAlgorithmName Hash, bool IsSha1 = false);

/// <summary>The allow-list: what is not here does not exist. HMAC and RSA-PSS are not here.</summary>
internal static class SignatureAlgorithms
{
    public const string ExclusiveC14n = "http://www.w3.org/2001/10/xml-exc-c14n#";
    public const string Enveloped = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";
    public const string Sha256Digest = "http://www.w3.org/2001/04/xmlenc#sha256";
    public const string RsaSha256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";
    public const string EcdsaSha256 = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256";
    public const string EcdsaSha384 = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384";
    public const string EcdsaSha512 = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512";

    private static readonly SignatureAlgorithm[] Signatures =
    [
        new(RsaSha256, SignatureKeyType.Rsa, HashAlgorithmName.SHA256),
        new("http://www.w3.org/2001/04/xmldsig-more#rsa-sha384", SignatureKeyType.Rsa, HashAlgorithmName.SHA384),
        new("http://www.w3.org/2001/04/xmldsig-more#rsa-sha512", SignatureKeyType.Rsa, HashAlgorithmName.SHA512),
        new(EcdsaSha256, SignatureKeyType.Ecdsa, HashAlgorithmName.SHA256),
        new(EcdsaSha384, SignatureKeyType.Ecdsa, HashAlgorithmName.SHA384),
        new(EcdsaSha512, SignatureKeyType.Ecdsa, HashAlgorithmName.SHA512),
        new("http://www.w3.org/2000/09/xmldsig#rsa-sha1", SignatureKeyType.Rsa, HashAlgorithmName.SHA1, IsSha1: true),
    ];

    /// <summary>The algorithm, or null when it is unknown, or SHA-1 and not switched on for this provider.</summary>
    public static SignatureAlgorithm? Signature(string? uri, bool allowSha1)
    {
        foreach (var algorithm in Signatures)
        {
            if (algorithm.Uri == uri && (allowSha1 || !algorithm.IsSha1))
            {
                return algorithm;
            }
        }

        return null;
    }

    public static HashAlgorithmName? Digest(string? uri, bool allowSha1) => uri switch
    {
        Sha256Digest => HashAlgorithmName.SHA256,
        "http://www.w3.org/2001/04/xmldsig-more#sha384" => HashAlgorithmName.SHA384,
        "http://www.w3.org/2001/04/xmlenc#sha512" => HashAlgorithmName.SHA512,
        "http://www.w3.org/2000/09/xmldsig#sha1" when allowSha1 => HashAlgorithmName.SHA1,
        _ => null,
    };
}
