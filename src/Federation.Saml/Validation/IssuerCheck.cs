using Federation.Saml.Xml;

namespace Federation.Saml.Validation;

/// <summary>The one Issuer of an element is the provider's entity id (SAML Core 2.2.5, Profiles 4.1.4.2).</summary>
internal static class IssuerCheck
{
    public static bool Run(SamlRule rule, ElementNode element, string entityId, CheckList checks)
    {
        var issuer = element.SingleChild(XmlNames.Assertion, "Issuer");
        var name = issuer?.TrimmedText();
        var format = issuer?.Attribute("Format");
        var passed = name == entityId && format is null or SamlNameIdFormats.Entity or SamlNameIdFormats.Unspecified;
        return checks.Check(rule, passed, entityId, name ?? "no single readable issuer", element.LocalName);
    }
}
