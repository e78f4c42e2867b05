using System.Xml.Linq;

namespace Federation.Demo.IdentityProvider.Protocol;

/// <summary>The IdP's own EntityDescriptor, signed (SAML Metadata 2.3.2, 2.4.3).</summary>
internal sealed class MetadataWriter(IdentityProviderOptions options, IdentityProviderKey key, TimeProvider timeProvider)
{
    public string Write()
    {
        var md = SamlNames.Metadata;
        var ds = SamlNames.Signature;
        var descriptor = new XElement(md + "EntityDescriptor",
            new XAttribute(XNamespace.Xmlns + "md", md),
            new XAttribute("ID", SamlValues.NewId()),
            new XAttribute("entityID", options.EntityId),
            new XAttribute("validUntil", SamlValues.Instant(timeProvider.GetUtcNow().AddDays(90))),
            new XElement(md + "IDPSSODescriptor",
                new XAttribute("protocolSupportEnumeration", SamlNames.Protocol),
                new XAttribute("WantAuthnRequestsSigned", "true"),
                new XElement(md + "KeyDescriptor",
                    new XAttribute("use", "signing"),
                    new XElement(ds + "KeyInfo",
                        new XAttribute(XNamespace.Xmlns + "ds", ds),
                        new XElement(ds + "X509Data",
                            new XElement(ds + "X509Certificate", Convert.ToBase64String(key.Certificate.RawData))))),
                Endpoint("SingleLogoutService", SamlNames.RedirectBinding, options.SingleLogoutUrl),
                Endpoint("SingleLogoutService", SamlNames.PostBinding, options.SingleLogoutUrl),
                new XElement(md + "NameIDFormat", SamlNames.PersistentNameId),
                new XElement(md + "NameIDFormat", SamlNames.EmailNameId),
                new XElement(md + "NameIDFormat", SamlNames.TransientNameId),
                Endpoint("SingleSignOnService", SamlNames.RedirectBinding, options.SingleSignOnUrl),
                Endpoint("SingleSignOnService", SamlNames.PostBinding, options.SingleSignOnUrl)),
            new XElement(md + "Organization",
                Localized("OrganizationName", options.OrganizationName),
                Localized("OrganizationDisplayName", options.OrganizationName),
                Localized("OrganizationURL", options.BaseUrl.AbsoluteUri)));

        var document = SamlValues.Parse(descriptor.ToString(SaveOptions.DisableFormatting));
        XmlSignatures.Sign(document.DocumentElement!, key);
        return document.OuterXml;
    }

    private static XElement Localized(string name, string value) =>
        new(SamlNames.Metadata + name, new XAttribute(XNamespace.Xml + "lang", "en"), value);

    private static XElement Endpoint(string name, string binding, string location) =>
        new(SamlNames.Metadata + name, new XAttribute("Binding", binding), new XAttribute("Location", location));
}
