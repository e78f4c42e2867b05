using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Security.Cryptography.Xml;
using System.Xml;

namespace Federation.Demo.IdentityProvider.Protocol;

/// <summary>Enveloped XML signatures by the framework's own SignedXml, independent of the gateway's verifier.</summary>
internal static class XmlSignatures
{
    /// <summary>Signs the element and puts the signature after its Issuer, or first where there is none (SAML Core 5.4.1, Metadata 3).</summary>
    public static void Sign(XmlElement element, IdentityProviderKey key)
    {
        var signed = new SignedXml(element) { SigningKey = key.Rsa };
        signed.SignedInfo!.SignatureMethod = SignedXml.XmlDsigRSASHA256Url;
        signed.SignedInfo.CanonicalizationMethod = SignedXml.XmlDsigExcC14NTransformUrl;

        var reference = new Reference("#" + element.GetAttribute("ID")) { DigestMethod = SignedXml.XmlDsigSHA256Url };
        reference.AddTransform(new XmlDsigEnvelopedSignatureTransform());
        reference.AddTransform(new XmlDsigExcC14NTransform());
        signed.AddReference(reference);

        signed.KeyInfo = new KeyInfo();
        signed.KeyInfo.AddClause(new KeyInfoX509Data(key.Certificate));
        signed.ComputeSignature();

        var issuer = element.ChildNodes.OfType<XmlElement>().FirstOrDefault(IsIssuer);
        element.InsertAfter(element.OwnerDocument.ImportNode(signed.GetXml(), deep: true), issuer);
    }

    /// <summary>True if the root carries exactly one signature, over itself as a whole, made with one of these certificates' keys.</summary>
    public static bool VerifyRoot(XmlDocument document, IEnumerable<X509Certificate2> certificates)
    {
        var root = document.DocumentElement!;
        var signatures = document.GetElementsByTagName("Signature", SignedXml.XmlDsigNamespaceUrl);
        if (signatures.Count != 1 || signatures[0]!.ParentNode != root)
        {
            return false;
        }

        var signed = new SignedXml(document);
        signed.LoadXml((XmlElement)signatures[0]!);
        if (signed.SignedInfo is not { References: [Reference { Uri: var uri }] } || uri != "#" + root.GetAttribute("ID"))
        {
            return false;
        }

        return certificates.Any(certificate => signed.CheckSignature(certificate, verifySignatureOnly: true));
    }

    /// <summary>Signature of the Redirect binding: over the query's own bytes (SAML Bindings 3.4.4.1).</summary>
    public static bool VerifyRedirect(byte[] signedQuery, string algorithm, byte[] signature, IEnumerable<X509Certificate2> certificates) =>
        certificates.Any(certificate => VerifyRedirect(signedQuery, algorithm, signature, certificate));

    private static bool VerifyRedirect(byte[] signedQuery, string algorithm, byte[] signature, X509Certificate2 certificate)
    {
        using var rsa = certificate.GetRSAPublicKey();
        using var ecdsa = certificate.GetECDsaPublicKey();
        return algorithm switch
        {
            SamlNames.RsaSha256 => rsa?.VerifyData(signedQuery, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1) == true,
            SamlNames.RsaSha512 => rsa?.VerifyData(signedQuery, signature, HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1) == true,
            SamlNames.EcdsaSha256 => ecdsa?.VerifyData(signedQuery, signature, HashAlgorithmName.SHA256) == true,
            _ => false,
        };
    }

    private static bool IsIssuer(XmlElement element) =>
        element.LocalName == "Issuer" && element.NamespaceURI == SamlNames.Assertion.NamespaceName;
}
