using System.Xml.Linq;

namespace Federation.Demo.IdentityProvider.Protocol;

/// <summary>Names of the SAML 2.0 and XML-DSig documents.</summary>
internal static class SamlNames
{
    public const string RedirectBinding = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect";
    public const string PostBinding = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST";
    public const string PersistentNameId = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent";
    public const string TransientNameId = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient";
    public const string EmailNameId = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress";
    public const string UnspecifiedNameId = "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified";
    public const string PasswordContext = "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport";

    public const string RsaSha256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";
    public const string RsaSha512 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512";
    public const string EcdsaSha256 = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256";

    public const string StatusSuccess = "urn:oasis:names:tc:SAML:2.0:status:Success";
    public const string StatusRequester = "urn:oasis:names:tc:SAML:2.0:status:Requester";
    public const string StatusResponder = "urn:oasis:names:tc:SAML:2.0:status:Responder";
    public const string StatusNoPassive = "urn:oasis:names:tc:SAML:2.0:status:NoPassive";
    public const string StatusInvalidNameIdPolicy = "urn:oasis:names:tc:SAML:2.0:status:InvalidNameIDPolicy";
    public const string StatusNoAuthnContext = "urn:oasis:names:tc:SAML:2.0:status:NoAuthnContext";

    public static readonly XNamespace Protocol = "urn:oasis:names:tc:SAML:2.0:protocol";
    public static readonly XNamespace Assertion = "urn:oasis:names:tc:SAML:2.0:assertion";
    public static readonly XNamespace Metadata = "urn:oasis:names:tc:SAML:2.0:metadata";
    public static readonly XNamespace Signature = "http://www.w3.org/2000/09/xmldsig#";
    public static readonly XNamespace SchemaInstance = "http://www.w3.org/2001/XMLSchema-instance";
    public static readonly XNamespace Schema = "http://www.w3.org/2001/XMLSchema";
}
