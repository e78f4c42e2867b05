namespace Federation.Saml.Xml;

/// <summary>Namespace names that the room reads and writes.</summary>
internal static class XmlNames
{
    public const string Assertion = "urn:oasis:names:tc:SAML:2.0:assertion";
    public const string Protocol = "urn:oasis:names:tc:SAML:2.0:protocol";
    public const string Metadata = "urn:oasis:names:tc:SAML:2.0:metadata";
    public const string MetadataUi = "urn:oasis:names:tc:SAML:metadata:ui";
    public const string Signature = "http://www.w3.org/2000/09/xmldsig#";
    public const string Signature11 = "http://www.w3.org/2009/xmldsig11#";
    public const string Encryption = "http://www.w3.org/2001/04/xmlenc#";
    public const string Encryption11 = "http://www.w3.org/2009/xmlenc11#";
    public const string ExclusiveC14n = "http://www.w3.org/2001/10/xml-exc-c14n#";
    public const string Xmlns = "http://www.w3.org/2000/xmlns/";
    public const string Xml = "http://www.w3.org/XML/1998/namespace";
    public const string SchemaInstance = "http://www.w3.org/2001/XMLSchema-instance";
}
