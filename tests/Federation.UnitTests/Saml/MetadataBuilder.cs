using System.Security.Cryptography.X509Certificates;
using System.Text;
using Federation.Saml.Metadata;

namespace Federation.UnitTests.Saml;

/// <summary>One valid identity provider's metadata; tests change one thing.</summary>
internal sealed record MetadataBuilder
{
    public const string Sso = "https://idp.example.org/sso";

    public string EntityAttributes { get; init; } = $"entityID=\"{ResponseBuilder.IdpEntityId}\" ID=\"_metadata\"";

    public string RoleAttributes { get; init; } = "protocolSupportEnumeration=\"urn:oasis:names:tc:SAML:2.0:protocol\"";

    public string Keys { get; init; } = Key(TestKeys.Idp);

    public string Endpoints { get; init; } =
        $"""<SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://idp.example.org/slo" ResponseLocation="https://idp.example.org/slo-response"/><NameIDFormat>urn:oasis:names:tc:SAML:2.0:nameid-format:persistent</NameIDFormat><SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="{Sso}"/><SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="{Sso}/post"/>""";

    public static string Key(X509Certificate2 certificate, string? use = "signing") =>
        $"""<KeyDescriptor{(use is null ? "" : $" use=\"{use}\"")}><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>{Convert.ToBase64String(certificate.RawData, Base64FormattingOptions.InsertLineBreaks)}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></KeyDescriptor>""";

    /// <summary>One KeyInfo with several certificates.</summary>
    public static string Key(IReadOnlyList<X509Certificate2> certificates) => $"""<KeyDescriptor><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data>{string.Concat(certificates.Select(
        certificate => $"<ds:X509Certificate>{Convert.ToBase64String(certificate.RawData)}</ds:X509Certificate>"))}</ds:X509Data></ds:KeyInfo></KeyDescriptor>""";

    public string Xml() =>
        $"""<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" {EntityAttributes}><IDPSSODescriptor {RoleAttributes}>{Keys}{Endpoints}</IDPSSODescriptor></EntityDescriptor>""";

    public SamlMetadataResult Read(SamlMetadataOptions? options = null) => Read(Xml(), options);

    public static SamlMetadataOptions Options { get; } = new() { Now = ResponseBuilder.Now };

    public static SamlMetadataResult Read(string xml, SamlMetadataOptions? options = null) => SamlMetadataReader.Read(Encoding.UTF8.GetBytes(xml), options ?? Options);

    public static string Sign(string xml, X509Certificate2 certificate)
    {
        var document = TestSigner.Load(xml);
        TestSigner.Sign(document.DocumentElement!, new Signing { Certificate = certificate });
        return document.OuterXml;
    }
}
