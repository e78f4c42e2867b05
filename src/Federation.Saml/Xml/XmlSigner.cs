using System.Text;
using Federation.Saml.Validation;

namespace Federation.Saml.Xml;

/// <summary>A message as text, with the place where its signature belongs.</summary>
internal readonly record struct UnsignedXml(string Text, int SignatureIndex);

/// <summary>Puts an enveloped signature into what we wrote (SAML Core 5.4): exclusive canonicalization, SHA-256, the certificate in KeyInfo.</summary>
internal static class XmlSigner
{
    public static string Sign(UnsignedXml xml, SamlSigningCredential credential)
    {
        var root = Parse(xml.Text);
        var digest = SignatureVerifier.Hash(root, null, [], System.Security.Cryptography.HashAlgorithmName.SHA256);
        var signedInfo =
            $"<ds:SignedInfo xmlns:ds=\"{XmlNames.Signature}\">" +
            $"<ds:CanonicalizationMethod Algorithm=\"{SignatureAlgorithms.ExclusiveC14n}\"></ds:CanonicalizationMethod>" +
            $"<ds:SignatureMethod Algorithm=\"{credential.Algorithm.Uri}\"></ds:SignatureMethod>" +
            $"<ds:Reference URI=\"#{root.Attribute("ID")}\"><ds:Transforms>" +
            $"<ds:Transform Algorithm=\"{SignatureAlgorithms.Enveloped}\"></ds:Transform>" +
            $"<ds:Transform Algorithm=\"{SignatureAlgorithms.ExclusiveC14n}\"></ds:Transform></ds:Transforms>" +
            $"<ds:DigestMethod Algorithm=\"{SignatureAlgorithms.Sha256Digest}\"></ds:DigestMethod>" +
            $"<ds:DigestValue>{Convert.ToBase64String(digest)}</ds:DigestValue></ds:Reference></ds:SignedInfo>";

        // INVARIANT: the text above is its own canonical form; a test compares the two.
        var value = credential.Sign(Encoding.UTF8.GetBytes(signedInfo));
        var signature =
            $"<ds:Signature xmlns:ds=\"{XmlNames.Signature}\">{signedInfo}<ds:SignatureValue>{Convert.ToBase64String(value)}</ds:SignatureValue>" +
            $"<ds:KeyInfo><ds:X509Data><ds:X509Certificate>{Convert.ToBase64String(credential.Certificate.Span)}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></ds:Signature>";
        return xml.Text.Insert(xml.SignatureIndex, signature);
    }

    private static ElementNode Parse(string text) =>
        XmlTreeReader.Read(Encoding.UTF8.GetBytes(text), XmlLimits.Metadata, new CheckList())?.Root ??
        throw new InvalidOperationException("a message that was written cannot be read");
}
