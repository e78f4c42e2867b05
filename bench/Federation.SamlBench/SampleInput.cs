using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Security.Cryptography.Xml;
using System.Text;
using System.Xml;

namespace Federation.SamlBench;

/// <summary>What the bench validates: a response, a tampered one, and the provider's metadata. Signed by the framework, never by the code that is measured.</summary>
internal sealed record SampleInput(string Response, string Tampered, byte[] Metadata)
{
    public const string EntityId = "http://127.0.0.1:5000/saml2/metadata";
    public const string Acs = "http://127.0.0.1:5000/saml2/acs";

    private const string Idp = "https://idp.example.org/saml/metadata";

    public static SampleInput ReadFrom(string folder) => new(
        File.ReadAllText(Path.Combine(folder, "response.b64")).Trim(),
        File.ReadAllText(Path.Combine(folder, "tampered.b64")).Trim(),
        File.ReadAllBytes(Path.Combine(folder, "idp-metadata.xml")));

    public void WriteTo(string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "response.b64"), Response);
        File.WriteAllText(Path.Combine(folder, "tampered.b64"), Tampered);
        File.WriteAllBytes(Path.Combine(folder, "idp-metadata.xml"), Metadata);
    }

    /// <summary>An unsolicited response of about 8 kB: 15 attributes, the assertion signed with RSA-2048 and SHA-256.</summary>
    public static SampleInput Create()
    {
        using var key = RSA.Create(2048);
        var issued = TimeProvider.System.GetUtcNow();
        using var certificate = new CertificateRequest("CN=idp.example.org", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(issued.AddDays(-1), issued.AddYears(1));
        var document = new XmlDocument { PreserveWhitespace = true };
        using (var reader = XmlReader.Create(new StringReader(Unsigned(issued)), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit }))
        {
            document.Load(reader);
        }

        Sign(document, key, certificate);
        var xml = document.OuterXml;
        var tampered = xml.Replace("alice.archer@example.org", "admin.admins@example.org", StringComparison.Ordinal);
        return new SampleInput(Base64(xml), Base64(tampered), Encoding.UTF8.GetBytes(MetadataOf(certificate)));
    }

    private static void Sign(XmlDocument document, RSA key, X509Certificate2 certificate)
    {
        var assertion = (XmlElement)document.GetElementsByTagName("Assertion", "urn:oasis:names:tc:SAML:2.0:assertion")[0]!;
        var signed = new IdSignedXml(document) { SigningKey = key };
        signed.SignedInfo!.CanonicalizationMethod = SignedXml.XmlDsigExcC14NTransformUrl;
        signed.SignedInfo.SignatureMethod = SignedXml.XmlDsigRSASHA256Url;
        var reference = new Reference("#" + assertion.GetAttribute("ID")) { DigestMethod = SignedXml.XmlDsigSHA256Url };
        reference.AddTransform(new XmlDsigEnvelopedSignatureTransform());
        reference.AddTransform(new XmlDsigExcC14NTransform("xs"));
        signed.AddReference(reference);
        signed.KeyInfo = new KeyInfo();
        signed.KeyInfo.AddClause(new KeyInfoX509Data(certificate));
        signed.ComputeSignature();
        assertion.InsertAfter(document.ImportNode(signed.GetXml(), true), assertion.FirstChild);
    }

    private static string Unsigned(DateTimeOffset issued)
    {
        var attributes = string.Concat(Enumerable.Range(1, 15).Select(index =>
            $"""<saml:Attribute Name="urn:oid:1.3.6.1.4.1.5923.1.1.1.{index}" NameFormat="urn:oasis:names:tc:SAML:2.0:attrname-format:uri" FriendlyName="attribute{index}"><saml:AttributeValue xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="xs:string">value {index} of alice.archer@example.org</saml:AttributeValue></saml:Attribute>"""));
        return $"""
            <samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_response" Version="2.0" IssueInstant="{At(issued, 0)}" Destination="{Acs}"><saml:Issuer>{Idp}</saml:Issuer><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status><saml:Assertion xmlns:xs="http://www.w3.org/2001/XMLSchema" ID="_assertion" Version="2.0" IssueInstant="{At(issued, 0)}"><saml:Issuer>{Idp}</saml:Issuer><saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">alice.archer@example.org</saml:NameID><saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData NotOnOrAfter="{At(issued, 300)}" Recipient="{Acs}"/></saml:SubjectConfirmation></saml:Subject><saml:Conditions NotBefore="{At(issued, -30)}" NotOnOrAfter="{At(issued, 300)}"><saml:AudienceRestriction><saml:Audience>{EntityId}</saml:Audience></saml:AudienceRestriction></saml:Conditions><saml:AuthnStatement AuthnInstant="{At(issued, -1)}" SessionNotOnOrAfter="{At(issued, 28800)}" SessionIndex="_session"><saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement><saml:AttributeStatement>{attributes}</saml:AttributeStatement></saml:Assertion></samlp:Response>
            """;
    }

    private static string MetadataOf(X509Certificate2 certificate) => $"""
        <EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="{Idp}"><IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><KeyDescriptor use="signing"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data><X509Certificate>{Convert.ToBase64String(certificate.RawData)}</X509Certificate></X509Data></KeyInfo></KeyDescriptor><SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://idp.example.org/sso"/></IDPSSODescriptor></EntityDescriptor>
        """;

    private static string At(DateTimeOffset instant, double seconds) =>
        instant.AddSeconds(seconds).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Base64(string xml) => Convert.ToBase64String(Encoding.UTF8.GetBytes(xml));
}
