using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Federation.HttpBench;

/// <summary>
/// Signs responses of about 8 kB with 15 attributes and a key of RSA-2048. They are written in canonical form, so that signing is hashing what was written: the bench signs
/// thousands before it measures, and shares no code with what it measures.
/// </summary>
internal sealed class IdentityProvider : IDisposable
{
    public const string EntityId = "https://idp.bench.example.org/saml/metadata";

    private const string Saml = "urn:oasis:names:tc:SAML:2.0:assertion";
    private readonly RSA _key = RSA.Create(2048);
    private readonly X509Certificate2 _certificate;

    public IdentityProvider()
    {
        var now = TimeProvider.System.GetUtcNow();
        _certificate = new CertificateRequest("CN=idp.bench.example.org", _key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(now.AddDays(-1), now.AddYears(1));
    }

    /// <summary>Its metadata.</summary>
    public string Metadata => MetadataOf(EntityId);

    /// <summary>Metadata of the same keys under another entity id.</summary>
    public string MetadataOf(string entityId) =>
        $"""<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="{entityId}"><IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><KeyDescriptor use="signing"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data><X509Certificate>{Convert.ToBase64String(_certificate.RawData)}</X509Certificate></X509Data></KeyInfo></KeyDescriptor><SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://idp.bench.example.org/sso"/></IDPSSODescriptor></EntityDescriptor>""";

    /// <summary>An unsolicited response about one of a thousand people, base64; each has ids of its own.</summary>
    public string Response(string issuer, string spEntityId, string acs, string rolePair, int number)
    {
        var now = TimeProvider.System.GetUtcNow();
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var assertion = Assertion(issuer, spEntityId, acs, rolePair, "_a" + id, number, now);
        var info = SignedInfo("_a" + id, Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(assertion))));
        var signature = Convert.ToBase64String(_key.SignData(Encoding.UTF8.GetBytes(info), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        var element =
            $"""<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#">{info}<ds:SignatureValue>{signature}</ds:SignatureValue><ds:KeyInfo><ds:X509Data><ds:X509Certificate>{Convert.ToBase64String(_certificate.RawData)}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></ds:Signature>""";
        var afterIssuer = assertion.IndexOf("</saml:Issuer>", StringComparison.Ordinal) + "</saml:Issuer>".Length;
        var xml = $"""<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="{Saml}" Destination="{acs}" ID="_r{id}" IssueInstant="{At(now, 0)}" Version="2.0"><saml:Issuer>{issuer}</saml:Issuer><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"></samlp:StatusCode></samlp:Status>{assertion.Insert(afterIssuer, element)}</samlp:Response>""";
        return Convert.ToBase64String(Encoding.UTF8.GetBytes(xml));
    }

    public void Dispose()
    {
        _certificate.Dispose();
        _key.Dispose();
    }

    // Exclusive canonical form already: namespaces before attributes, attributes in order, no empty-element tags.
    private static string Assertion(string issuer, string spEntityId, string acs, string rolePair, string id, int number, DateTimeOffset now)
    {
        var person = string.Create(CultureInfo.InvariantCulture, $"person{number % 1000}.archer@example.org");
        var attributes = string.Concat(Enumerable.Range(1, 13).Select(index => Attribute(
            string.Create(CultureInfo.InvariantCulture, $"urn:oid:1.3.6.1.4.1.5923.1.1.1.{index}"), string.Create(CultureInfo.InvariantCulture, $"value {index} of {person}, at some length for the sake of size"))));
        return
            $"""<saml:Assertion xmlns:saml="{Saml}" ID="{id}" IssueInstant="{At(now, 0)}" Version="2.0"><saml:Issuer>{issuer}</saml:Issuer><saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">{person}</saml:NameID><saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData NotOnOrAfter="{At(now, 600)}" Recipient="{acs}"></saml:SubjectConfirmationData></saml:SubjectConfirmation></saml:Subject><saml:Conditions NotBefore="{At(now, -30)}" NotOnOrAfter="{At(now, 600)}"><saml:AudienceRestriction><saml:Audience>{spEntityId}</saml:Audience></saml:AudienceRestriction></saml:Conditions><saml:AuthnStatement AuthnInstant="{At(now, -1)}" SessionIndex="{id}" SessionNotOnOrAfter="{At(now, 28800)}"><saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement><saml:AttributeStatement>{Attribute("https://aws.amazon.com/SAML/Attributes/Role", rolePair)}{Attribute("https://aws.amazon.com/SAML/Attributes/RoleSessionName", person)}{attributes}</saml:AttributeStatement></saml:Assertion>""";
    }

    private static string Attribute(string name, string value) =>
        $"""<saml:Attribute FriendlyName="attribute" Name="{name}" NameFormat="urn:oasis:names:tc:SAML:2.0:attrname-format:uri"><saml:AttributeValue xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="xs:string">{value}</saml:AttributeValue></saml:Attribute>""";

    private static string SignedInfo(string id, string digest) =>
        $"""<ds:SignedInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"></ds:CanonicalizationMethod><ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"></ds:SignatureMethod><ds:Reference URI="#{id}"><ds:Transforms><ds:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"></ds:Transform><ds:Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"></ds:Transform></ds:Transforms><ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"></ds:DigestMethod><ds:DigestValue>{digest}</ds:DigestValue></ds:Reference></ds:SignedInfo>""";

    private static string At(DateTimeOffset instant, double seconds) => instant.AddSeconds(seconds).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
