using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Security.Cryptography.Xml;
using System.Text;
using System.Xml;

namespace Federation.UnitTests.Saml;

/// <summary>How one element is signed; the defaults are what an ordinary provider does.</summary>
internal sealed record Signing
{
    public X509Certificate2 Certificate { get; init; } = TestKeys.Idp;

    public string SignatureMethod { get; init; } = SignedXml.XmlDsigRSASHA256Url;

    public string DigestMethod { get; init; } = SignedXml.XmlDsigSHA256Url;

    public string Canonicalization { get; init; } = SignedXml.XmlDsigExcC14NTransformUrl;

    /// <summary>The reference's URI; null means <c>#</c> and the element's ID.</summary>
    public string? Uri { get; init; }

    public Func<IEnumerable<Transform>> Transforms { get; init; } = () => [new XmlDsigEnvelopedSignatureTransform(), new XmlDsigExcC14NTransform()];

    public bool WithKeyInfo { get; init; } = true;
}

/// <summary>Signs with the framework's SignedXml (ECDSA, which it does not know, over the framework's canonicalizer), never with the code under test.</summary>
internal static class TestSigner
{
    public static void Sign(XmlElement element, Signing signing)
    {
        var signature = signing.SignatureMethod.Contains("ecdsa", StringComparison.Ordinal) ? Ecdsa(element, signing) : Rsa(element, signing);
        var issuer = element.ChildNodes.OfType<XmlElement>().FirstOrDefault(child => child.LocalName == "Issuer");
        element.InsertAfter(element.OwnerDocument.ImportNode(signature, true), issuer);
    }

    private static XmlElement Rsa(XmlElement element, Signing signing)
    {
        var signed = new IdSignedXml(element.OwnerDocument) { SigningKey = signing.Certificate.GetRSAPrivateKey() };
        signed.SignedInfo!.SignatureMethod = signing.SignatureMethod;
        signed.SignedInfo.CanonicalizationMethod = signing.Canonicalization;
        signed.AddReference(ReferenceTo(element, signing));
        if (signing.WithKeyInfo)
        {
            signed.KeyInfo = new KeyInfo();
            signed.KeyInfo.AddClause(new KeyInfoX509Data(signing.Certificate));
        }

        signed.ComputeSignature();
        return signed.GetXml();
    }

    private static Reference ReferenceTo(XmlElement element, Signing signing)
    {
        var reference = new Reference(signing.Uri ?? "#" + element.GetAttribute("ID")) { DigestMethod = signing.DigestMethod };
        foreach (var transform in signing.Transforms())
        {
            reference.AddTransform(transform);
        }

        return reference;
    }

    private static XmlElement Ecdsa(XmlElement element, Signing signing)
    {
        var key = signing.Certificate.GetECDsaPrivateKey()!;
        var hash = signing.SignatureMethod[^6..] switch { "sha384" => HashAlgorithmName.SHA384, "sha512" => HashAlgorithmName.SHA512, _ => HashAlgorithmName.SHA256 };
        var digest = Convert.ToBase64String(SHA256.HashData(Canonicalize(element)));
        var text =
            $"""
            <Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><SignedInfo><CanonicalizationMethod Algorithm="{signing.Canonicalization}"/><SignatureMethod Algorithm="{signing.SignatureMethod}"/><Reference URI="#{element.GetAttribute("ID")}"><Transforms><Transform Algorithm="{SignedXml.XmlDsigEnvelopedSignatureTransformUrl}"/><Transform Algorithm="{SignedXml.XmlDsigExcC14NTransformUrl}"/></Transforms><DigestMethod Algorithm="{signing.DigestMethod}"/><DigestValue>{digest}</DigestValue></Reference></SignedInfo><SignatureValue>VALUE</SignatureValue></Signature>
            """;
        var document = Load(text);
        var signedInfo = (XmlElement)document.DocumentElement!.FirstChild!;
        var value = key.SignData(Canonicalize(signedInfo), hash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        document.DocumentElement.LastChild!.InnerText = Convert.ToBase64String(value);
        return document.DocumentElement;
    }

    /// <summary>Exclusive canonical form by the framework.</summary>
    public static byte[] Canonicalize(XmlElement element, string? inclusivePrefixes = null)
    {
        var transform = new XmlDsigExcC14NTransform(inclusivePrefixes ?? string.Empty);
        transform.LoadInput(new XmlNodeReaderDocument(element).Document);
        using var stream = (Stream)transform.GetOutput(typeof(Stream));
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    public static XmlDocument Load(string xml)
    {
        var document = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
        using var reader = XmlReader.Create(new MemoryStream(Encoding.UTF8.GetBytes(xml)), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
        document.Load(reader);
        return document;
    }

    private sealed class IdSignedXml(XmlDocument document) : SignedXml(document)
    {
        public override XmlElement? GetIdElement(XmlDocument? document, string idValue) =>
            document?.SelectSingleNode($"//*[@ID='{idValue}']") as XmlElement ?? base.GetIdElement(document, idValue);
    }

    /// <summary>A document of its own for one element, with the namespaces that its old parents declared.</summary>
    private sealed class XmlNodeReaderDocument
    {
        public XmlNodeReaderDocument(XmlElement element)
        {
            Document = new XmlDocument { PreserveWhitespace = true };
            var copy = (XmlElement)Document.ImportNode(element, true);
            for (var parent = element.ParentNode as XmlElement; parent is not null; parent = parent.ParentNode as XmlElement)
            {
                foreach (XmlAttribute attribute in parent.Attributes)
                {
                    if (attribute.NamespaceURI == "http://www.w3.org/2000/xmlns/" && !copy.HasAttribute(attribute.Name))
                    {
                        copy.SetAttributeNode((XmlAttribute)Document.ImportNode(attribute, true));
                    }
                }
            }

            Document.AppendChild(copy);
        }

        public XmlDocument Document { get; }
    }
}
