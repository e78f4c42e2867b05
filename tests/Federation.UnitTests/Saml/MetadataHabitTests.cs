using System.Text;
using Federation.Saml;
using Federation.Saml.Metadata;

namespace Federation.UnitTests.Saml;

/// <summary>Metadata as products and federations publish it: extensions, other roles, other protocols, several keys, byte order marks.</summary>
public sealed class MetadataHabitTests
{
    private const string Md = "urn:oasis:names:tc:SAML:2.0:metadata";
    private const string Redirect = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect";
    private const string Protocol = "urn:oasis:names:tc:SAML:2.0:protocol";

    public static TheoryData<string> Products => new(Documents.Keys);

    private static string Certificate => Convert.ToBase64String(TestKeys.Idp.RawData);

    private static string Other => Convert.ToBase64String(TestKeys.OtherIdp.RawData);

    private static Dictionary<string, string> Documents { get; } = new(StringComparer.Ordinal)
    {
        // AD FS: WS-Federation roles with keys of their own, and a service provider, stand before the identity provider; signed; attributes with friendly names.
        ["AD FS"] = MetadataBuilder.Sign(
            $"""<EntityDescriptor ID="_e1" entityID="{ResponseBuilder.IdpEntityId}" xmlns="{Md}"><RoleDescriptor xsi:type="fed:SecurityTokenServiceType" protocolSupportEnumeration="http://docs.oasis-open.org/wsfed/federation/200706" ServiceDisplayName="x" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:fed="http://docs.oasis-open.org/wsfed/federation/200706"><KeyDescriptor use="signing"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data><X509Certificate>{Other}</X509Certificate></X509Data></KeyInfo></KeyDescriptor><fed:TokenTypesOffered><fed:TokenType Uri="urn:oasis:names:tc:SAML:2.0:assertion"/></fed:TokenTypesOffered></RoleDescriptor><SPSSODescriptor WantAssertionsSigned="true" protocolSupportEnumeration="{Protocol}"><KeyDescriptor use="encryption"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data><X509Certificate>{Other}</X509Certificate></X509Data></KeyInfo></KeyDescriptor><AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://idp.example.org/adfs/ls/" index="0" isDefault="true"/></SPSSODescriptor><IDPSSODescriptor protocolSupportEnumeration="{Protocol}"><KeyDescriptor use="encryption"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data><X509Certificate>{Other}</X509Certificate></X509Data></KeyInfo></KeyDescriptor><KeyDescriptor use="signing"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data><X509Certificate>{Certificate}</X509Certificate></X509Data></KeyInfo></KeyDescriptor><SingleLogoutService Binding="{Redirect}" Location="https://idp.example.org/slo"/><NameIDFormat>urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress</NameIDFormat><SingleSignOnService Binding="{Redirect}" Location="{MetadataBuilder.Sso}"/><Attribute Name="http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn" NameFormat="urn:oasis:names:tc:SAML:2.0:attrname-format:uri" FriendlyName="UPN" xmlns="urn:oasis:names:tc:SAML:2.0:assertion"/></IDPSSODescriptor><ContactPerson contactType="support"/></EntityDescriptor>""",
            TestKeys.OtherIdp),

        // Keycloak: a group of one, key names beside certificates, SOAP and artifact endpoints.
        ["Keycloak"] =
            $"""<md:EntitiesDescriptor xmlns:md="{Md}" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" Name="urn:keycloak"><md:EntityDescriptor entityID="{ResponseBuilder.IdpEntityId}"><md:IDPSSODescriptor WantAuthnRequestsSigned="true" protocolSupportEnumeration="{Protocol}"><md:KeyDescriptor use="signing"><ds:KeyInfo><ds:KeyName>k1</ds:KeyName><ds:X509Data><ds:X509Certificate>{Certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor><md:ArtifactResolutionService Binding="urn:oasis:names:tc:SAML:2.0:bindings:SOAP" Location="https://idp.example.org/resolve" index="0"/><md:SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Artifact" Location="https://idp.example.org/saml"/><md:SingleLogoutService Binding="{Redirect}" Location="https://idp.example.org/slo"/><md:NameIDFormat>urn:oasis:names:tc:SAML:2.0:nameid-format:persistent</md:NameIDFormat><md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:SOAP" Location="https://idp.example.org/ecp"/><md:SingleSignOnService Binding="{Redirect}" Location="{MetadataBuilder.Sso}"/></md:IDPSSODescriptor></md:EntityDescriptor></md:EntitiesDescriptor>""",

        // A federation's Shibboleth IdP: registration, algorithms, scope and logos in extensions, keys without a use and with two certificates' worth of white space, SAML 1.1 beside 2.0, an attribute authority with a key of its own.
        ["Shibboleth"] =
            $"""<?xml version="1.0" encoding="UTF-8"?>{'\n'}<!-- registered -->{'\n'}<EntityDescriptor xmlns="{Md}" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="urn:oasis:names:tc:SAML:2.0:metadata saml-schema-metadata-2.0.xsd" entityID="{ResponseBuilder.IdpEntityId}">{'\n'}<Extensions><mdrpi:RegistrationInfo xmlns:mdrpi="urn:oasis:names:tc:SAML:metadata:rpi" registrationAuthority="https://fed.example"/><alg:DigestMethod xmlns:alg="urn:oasis:names:tc:SAML:metadata:algsupport" Algorithm="http://www.w3.org/2001/04/xmlenc#sha512"/><mdattr:EntityAttributes xmlns:mdattr="urn:oasis:names:tc:SAML:metadata:attribute"><saml:Attribute xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" Name="http://macedir.org/entity-category-support"><saml:AttributeValue>http://refeds.org/category/research-and-scholarship</saml:AttributeValue></saml:Attribute></mdattr:EntityAttributes></Extensions>{'\n'}<IDPSSODescriptor protocolSupportEnumeration="urn:mace:shibboleth:1.0 urn:oasis:names:tc:SAML:1.1:protocol {Protocol}" errorURL="https://idp.example.org/error"><Extensions><shibmd:Scope xmlns:shibmd="urn:mace:shibboleth:metadata:1.0" regexp="false">example.org</shibmd:Scope><mdui:UIInfo xmlns:mdui="urn:oasis:names:tc:SAML:metadata:ui"><mdui:DisplayName xml:lang="de">Beispielhochschule</mdui:DisplayName><mdui:DisplayName xml:lang="en">Example College</mdui:DisplayName><mdui:Logo height="16" width="16">data:image/png;base64,iVBORw0KGgo=</mdui:Logo></mdui:UIInfo></Extensions><KeyDescriptor><ds:KeyInfo><ds:X509Data><ds:X509Certificate>{'\n'}	{string.Join("\n\t", Certificate.Chunk(64).Select(line => new string(line)))}{'\n'}    </ds:X509Certificate></ds:X509Data></ds:KeyInfo></KeyDescriptor><SingleLogoutService Binding="{Redirect}" Location="https://idp.example.org/slo"/><NameIDFormat>urn:mace:shibboleth:1.0:nameIdentifier</NameIDFormat><SingleSignOnService Binding="urn:mace:shibboleth:1.0:profiles:AuthnRequest" Location="https://idp.example.org/shib"/><SingleSignOnService Binding="{Redirect}" Location="{MetadataBuilder.Sso}"/></IDPSSODescriptor><AttributeAuthorityDescriptor protocolSupportEnumeration="{Protocol}"><KeyDescriptor><ds:KeyInfo><ds:X509Data><ds:X509Certificate>{Other}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></KeyDescriptor><AttributeService Binding="urn:oasis:names:tc:SAML:2.0:bindings:SOAP" Location="https://idp.example.org/aq"/></AttributeAuthorityDescriptor><Organization><OrganizationName xml:lang="en">x</OrganizationName><OrganizationDisplayName xml:lang="en">y</OrganizationDisplayName><OrganizationURL xml:lang="en">https://example.org</OrganizationURL></Organization></EntityDescriptor>""",
    };

    [Theory]
    [MemberData(nameof(Products))]
    public void Metadata_by_the_habits_of_a_product_is_understood(string product)
    {
        foreach (var mark in new[] { "", "\uFEFF" })
        {
            var result = MetadataBuilder.Read(mark + Documents[product]);

            result.Problems.ShouldBeEmpty(product);
            var metadata = result.Metadata.ShouldNotBeNull(product);
            metadata.EntityId.ShouldBe(ResponseBuilder.IdpEntityId);
            metadata.SigningKeys.ShouldHaveSingleItem(product).Thumbprint.ShouldBe(TestKeys.Key(TestKeys.Idp).Thumbprint);
            metadata.SingleSignOn(SamlBindings.HttpRedirect)!.Location.ShouldBe(MetadataBuilder.Sso);
            metadata.SingleLogout(SamlBindings.HttpRedirect)!.Location.ShouldBe("https://idp.example.org/slo");
        }
    }

    [Fact]
    public void Of_several_languages_the_pages_one_is_shown() =>
        MetadataBuilder.Read(Documents["Shibboleth"]).Metadata!.DisplayName.ShouldBe("Example College");

    [Theory]
    [InlineData("")]
    [InlineData("\uFEFF")]
    public void A_streamed_aggregate_may_begin_with_a_byte_order_mark(string mark)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(mark + Documents["Keycloak"]));

        SamlMetadataAggregate.Read(stream, MetadataBuilder.Options).Providers.ShouldHaveSingleItem();
    }
}
