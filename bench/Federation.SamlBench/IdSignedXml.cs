using System.Security.Cryptography.Xml;
using System.Xml;

namespace Federation.SamlBench;

/// <summary>SignedXml that finds SAML's ID attribute.</summary>
internal sealed class IdSignedXml(XmlDocument document) : SignedXml(document)
{
    public override XmlElement? GetIdElement(XmlDocument? document, string idValue) =>
        document?.SelectSingleNode($"//*[@ID='{idValue}']") as XmlElement ?? base.GetIdElement(document, idValue);
}
