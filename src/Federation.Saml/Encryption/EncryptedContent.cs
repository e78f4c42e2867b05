using System.Security.Cryptography;
using Federation.Saml.Xml;

namespace Federation.Saml.Encryption;

/// <summary>One wrapped content key (XML Encryption 1.1 §3.5.1).</summary>
internal sealed record WrappedKey(byte[] Value, HashAlgorithmName Digest, IReadOnlyList<HashAlgorithmName> MaskDigests);

/// <summary>An EncryptedData taken apart and checked against the allow-list: AES in CBC or GCM, keys wrapped with RSA-OAEP.</summary>
internal sealed record EncryptedContent(string Algorithm, int KeySize, bool IsAuthenticated, byte[] Cipher, IReadOnlyList<WrappedKey> Keys)
{
    private const int MostKeys = 4;
    private const string Sha1 = "http://www.w3.org/2000/09/xmldsig#sha1";

    /// <summary>Takes EncryptedAssertion, EncryptedID and their like apart; null when the form or an algorithm is not allowed.</summary>
    public static EncryptedContent? Read(ElementNode holder)
    {
        var data = holder.SingleChild(XmlNames.Encryption, "EncryptedData");
        var algorithm = MethodOf(data);
        var (size, authenticated) = algorithm switch
        {
            "http://www.w3.org/2001/04/xmlenc#aes128-cbc" => (16, false),
            "http://www.w3.org/2001/04/xmlenc#aes192-cbc" => (24, false),
            "http://www.w3.org/2001/04/xmlenc#aes256-cbc" => (32, false),
            "http://www.w3.org/2009/xmlenc11#aes128-gcm" => (16, true),
            "http://www.w3.org/2009/xmlenc11#aes192-gcm" => (24, true),
            "http://www.w3.org/2009/xmlenc11#aes256-gcm" => (32, true),
            _ => (0, false),
        };
        if (data is null || size == 0 || CipherOf(data) is not { } cipher)
        {
            return null;
        }

        // SAML Core 2.3.4 and errata E43: keys stand inside KeyInfo, or beside the data.
        var wrapped = (data.Child(XmlNames.Signature, "KeyInfo")?.Children(XmlNames.Encryption, "EncryptedKey") ?? [])
            .Concat(holder.Children(XmlNames.Encryption, "EncryptedKey"))
            .Take(MostKeys + 1)
            .ToArray();
        var keys = wrapped.Length <= MostKeys ? wrapped.Select(Key).OfType<WrappedKey>().ToArray() : [];
        return keys.Length > 0 ? new EncryptedContent(algorithm!, size, authenticated, cipher, keys) : null;
    }

    /// <summary>The algorithms that a message names, for the trace: a function of the message alone, whatever decryption gives.</summary>
    public static string Describe(ElementNode holder)
    {
        var data = holder.Child(XmlNames.Encryption, "EncryptedData");
        var key = data?.Child(XmlNames.Signature, "KeyInfo")?.Child(XmlNames.Encryption, "EncryptedKey") ?? holder.Child(XmlNames.Encryption, "EncryptedKey");
        return $"{MethodOf(data) ?? "no algorithm"}, key by {MethodOf(key) ?? "no algorithm"}";
    }

    private static string? MethodOf(ElementNode? element) => element?.Child(XmlNames.Encryption, "EncryptionMethod")?.Attribute("Algorithm");

    // A CipherReference would be a fetch: it is not looked at.
    private static byte[]? CipherOf(ElementNode element) =>
        XmlBase64.Decode(element.Child(XmlNames.Encryption, "CipherData")?.SingleChild(XmlNames.Encryption, "CipherValue"));

    private static WrappedKey? Key(ElementNode element)
    {
        if (element.Child(XmlNames.Encryption, "EncryptionMethod") is not { } method || method.Child(XmlNames.Encryption, "OAEPparams") is not null)
        {
            return null;
        }

        var digest = Digest(method.Child(XmlNames.Signature, "DigestMethod")?.Attribute("Algorithm") ?? Sha1);
        if (digest is not { } name || CipherOf(element) is not { } value)
        {
            return null;
        }

        return Masks(method, name) is { } masks ? new WrappedKey(value, name, masks) : null;
    }

    // XML Encryption 1.1 §5.5.2. rsa-oaep-mgf1p means a mask with SHA-1; some libraries write that name and mask with the label's digest: both are tried.
    private static HashAlgorithmName[]? Masks(ElementNode method, HashAlgorithmName digest) => method.Attribute("Algorithm") switch
    {
        "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p" => digest == HashAlgorithmName.SHA1 ? [digest] : [digest, HashAlgorithmName.SHA1],
        "http://www.w3.org/2009/xmlenc11#rsa-oaep" => (method.Child(XmlNames.Encryption11, "MGF")?.Attribute("Algorithm") ?? "http://www.w3.org/2009/xmlenc11#mgf1sha1") switch
        {
            "http://www.w3.org/2009/xmlenc11#mgf1sha1" => [HashAlgorithmName.SHA1],
            "http://www.w3.org/2009/xmlenc11#mgf1sha256" => [HashAlgorithmName.SHA256],
            "http://www.w3.org/2009/xmlenc11#mgf1sha384" => [HashAlgorithmName.SHA384],
            "http://www.w3.org/2009/xmlenc11#mgf1sha512" => [HashAlgorithmName.SHA512],
            _ => null,
        },
        _ => null,
    };

    // SHA-1 is sound as OAEP's digest and is what most providers write; it signs nothing here.
    private static HashAlgorithmName? Digest(string uri) => uri == Sha1 ? HashAlgorithmName.SHA1 : SignatureAlgorithms.Digest(uri, allowSha1: false);
}
