using System.Security.Cryptography;
using Federation.Saml.Metadata;
using Federation.Saml.Validation;

namespace Federation.Saml.Xml;

/// <summary>An element whose signature verified: the digest ran over exactly this subtree without its own signature.</summary>
internal sealed class VerifiedElement
{
    internal VerifiedElement(ElementNode element, SignatureAlgorithm algorithm, SamlKey key)
    {
        Element = element;
        Algorithm = algorithm;
        Key = key;
    }

    public ElementNode Element { get; }

    public SignatureAlgorithm Algorithm { get; }

    public SamlKey Key { get; }
}

/// <summary>Strict XML Signature verification over the one tree (SAML Core 5.4). KeyInfo is never trusted.</summary>
internal static class SignatureVerifier
{
    private const int MostKeys = 16;

    /// <summary>Verifies the signature that is a direct child of an element; null when a check failed.</summary>
    public static VerifiedElement? Verify(
        ElementNode element, ElementNode signature, string idAttribute, IReadOnlyList<SamlKey> keys, bool allowSha1, CheckList checks)
    {
        var target = element.LocalName;
        if (SignedInfo.Read(signature, element.Attribute(idAttribute), allowSha1, checks, target) is not { } info)
        {
            return null;
        }

        var digest = Hash(element, signature, info.ContentPrefixes, info.DigestAlgorithm);
        var intact = CryptographicOperations.FixedTimeEquals(digest, info.DigestValue);
        checks.Check(
            SamlRules.SignatureDigest, intact, "the digest that was signed", intact ? null : "another digest: the content was changed after signing", target);
        var key = MakerOf(info, keys, checks, target);
        return intact && key is not null ? new VerifiedElement(element, info.Algorithm, key) : null;
    }

    /// <summary>The digest of a subtree without one descendant.</summary>
    public static byte[] Hash(ElementNode element, ElementNode? excluded, IReadOnlyList<string> prefixes, HashAlgorithmName algorithm)
    {
        using var hash = IncrementalHash.CreateHash(algorithm);
        using var output = new CanonicalOutput(hash);
        new ExclusiveCanonicalizer(output, prefixes).Write(element, excluded);
        return hash.GetHashAndReset();
    }

    /// <summary>The key of the provider that signed a SignedInfo; null, noted, when none did.</summary>
    internal static SamlKey? MakerOf(SignedInfo info, IReadOnlyList<SamlKey> keys, CheckList checks, string target)
    {
        var hash = Hash(info.Element, null, info.OwnPrefixes, info.Algorithm.Hash);
        return MakerOf(info.Algorithm, hash, info.SignatureValue, keys, checks, target);
    }

    /// <summary>The first key of the provider that made a signature; null, noted, when none did.</summary>
    internal static SamlKey? MakerOf(
        SignatureAlgorithm algorithm, byte[] hash, byte[] signature, IReadOnlyList<SamlKey> keys, CheckList checks, string target)
    {
        var tried = 0;
        foreach (var key in keys)
        {
            // INVARIANT: the key decides what it can verify, never the message: an RSA key sees RSA signatures only, and no key is ever a MAC secret.
            if (key.KeyType != algorithm.KeyType || ++tried > MostKeys)
            {
                continue;
            }

            if (key.Verify(hash, signature, algorithm.Hash))
            {
                checks.Check(SamlRules.SignatureKey, true, null, key.Thumbprint, target);
                checks.Pass(SamlRules.SignatureValue, target);
                return key;
            }
        }

        if (checks.Check(SamlRules.SignatureKey, tried > 0, algorithm.KeyType == SignatureKeyType.Rsa ? "an RSA key" : "an ECDSA key", $"{tried} keys", target))
        {
            checks.Fail(SamlRules.SignatureValue, $"a signature by one of {tried} keys of the provider", "none of them made it", target);
        }

        return null;
    }
}
