using System.Text;
using System.Xml;
using System.Xml.Linq;
using Federation.Demo.IdentityProvider.SignIn;

namespace Federation.Demo.IdentityProvider.Protocol;

/// <summary>Writes Responses for the POST binding (SAML Core 3.3.3, Profiles 4.1.4.2), in base64.</summary>
internal sealed class ResponseWriter(IdentityProviderOptions options, IdentityProviderKey key, TimeProvider timeProvider)
{
    /// <summary>A successful answer with one signed assertion about the person.</summary>
    public string WriteSuccess(AcceptedRequest accepted, XElement nameId, IdentityProviderSession session, Person person)
    {
        var assertion = Assertion(accepted, nameId, session, person);
        var document = SamlValues.Parse(Response(accepted, Status(SamlNames.StatusSuccess), assertion));
        var element = document.DocumentElement!.ChildNodes.OfType<XmlElement>().Single(child => child.LocalName == "Assertion");
        XmlSignatures.Sign(element, key);
        return Encode(document);
    }

    /// <summary>A signed refusal: an outer status of SAML Core 3.2.2.2 with the second-level code that says why.</summary>
    public string WriteRefusal(AcceptedRequest accepted, string outerStatus, string innerStatus)
    {
        var document = SamlValues.Parse(Response(accepted, Status(outerStatus, innerStatus)));
        XmlSignatures.Sign(document.DocumentElement!, key);
        return Encode(document);
    }

    private static string Encode(XmlDocument document) => Convert.ToBase64String(Encoding.UTF8.GetBytes(document.OuterXml));

    private static XElement Status(string code, string? inner = null) =>
        new(SamlNames.Protocol + "Status",
            new XElement(SamlNames.Protocol + "StatusCode",
                new XAttribute("Value", code),
                inner is null ? null : new XElement(SamlNames.Protocol + "StatusCode", new XAttribute("Value", inner))));

    private string Response(AcceptedRequest accepted, params object[] content) =>
        new XElement(SamlNames.Protocol + "Response",
            new XAttribute(XNamespace.Xmlns + "samlp", SamlNames.Protocol),
            new XAttribute(XNamespace.Xmlns + "saml", SamlNames.Assertion),
            new XAttribute("ID", SamlValues.NewId()),
            new XAttribute("Version", "2.0"),
            new XAttribute("IssueInstant", SamlValues.Instant(timeProvider.GetUtcNow())),
            new XAttribute("Destination", accepted.AssertionConsumerService),
            InResponseTo(accepted),
            new XElement(SamlNames.Assertion + "Issuer", options.EntityId),
            content).ToString(SaveOptions.DisableFormatting);

    private XElement Assertion(AcceptedRequest accepted, XElement nameId, IdentityProviderSession session, Person person)
    {
        var saml = SamlNames.Assertion;
        var now = timeProvider.GetUtcNow();
        var presentUntil = SamlValues.Instant(now + options.AssertionLifetime);
        return new XElement(saml + "Assertion",
            new XAttribute("ID", SamlValues.NewId()),
            new XAttribute("Version", "2.0"),
            new XAttribute("IssueInstant", SamlValues.Instant(now)),
            new XElement(saml + "Issuer", options.EntityId),
            new XElement(saml + "Subject",
                nameId,
                new XElement(saml + "SubjectConfirmation",
                    new XAttribute("Method", "urn:oasis:names:tc:SAML:2.0:cm:bearer"),
                    new XElement(saml + "SubjectConfirmationData",
                        InResponseTo(accepted),
                        new XAttribute("NotOnOrAfter", presentUntil),
                        new XAttribute("Recipient", accepted.AssertionConsumerService)))),
            new XElement(saml + "Conditions",
                new XAttribute("NotBefore", SamlValues.Instant(now)),
                new XAttribute("NotOnOrAfter", presentUntil),
                new XElement(saml + "AudienceRestriction", new XElement(saml + "Audience", accepted.Provider!.EntityId))),
            new XElement(saml + "AuthnStatement",
                new XAttribute("AuthnInstant", SamlValues.Instant(session.AuthenticatedAt)),
                new XAttribute("SessionIndex", session.Index),
                new XAttribute("SessionNotOnOrAfter", SamlValues.Instant(session.ExpiresAt)),
                new XElement(saml + "AuthnContext", new XElement(saml + "AuthnContextClassRef", SamlNames.PasswordContext))),
            AttributeStatement(person));
    }

    private static XElement AttributeStatement(Person person)
    {
        PersonAttribute[] own = [new("uid", person.UserName), new("mail", person.Mail), new("displayName", person.DisplayName)];
        return new XElement(SamlNames.Assertion + "AttributeStatement",
            new XAttribute(XNamespace.Xmlns + "xs", SamlNames.Schema),
            new XAttribute(XNamespace.Xmlns + "xsi", SamlNames.SchemaInstance),
            own.Concat(person.Attributes).Select(Attribute));
    }

    private static XElement Attribute(PersonAttribute attribute) =>
        new(SamlNames.Assertion + "Attribute",
            new XAttribute("Name", attribute.Name),
            new XAttribute("NameFormat", "urn:oasis:names:tc:SAML:2.0:attrname-format:" + (attribute.Name.Contains(':', StringComparison.Ordinal) ? "uri" : "basic")),
            attribute.Values.Select(value => new XElement(SamlNames.Assertion + "AttributeValue",
                new XAttribute(SamlNames.SchemaInstance + "type", "xs:string"),
                value)));

    private static XAttribute? InResponseTo(AcceptedRequest accepted) =>
        accepted.Request is { } request ? new XAttribute("InResponseTo", request.Id) : null;
}
