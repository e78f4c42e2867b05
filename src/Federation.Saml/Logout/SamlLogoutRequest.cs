using Federation.Saml.Assertions;
using Federation.Saml.Protocol;
using Federation.Saml.Xml;

namespace Federation.Saml.Logout;

/// <summary>A request of ours to end a session (SAML Core 3.7.1).</summary>
public sealed record SamlLogoutRequest
{
    /// <summary>The request's ID (<see cref="SamlMessageId"/>).</summary>
    public required string Id { get; init; }

    /// <summary>Our entity id.</summary>
    public required string Issuer { get; init; }

    /// <summary>The present instant.</summary>
    public required DateTimeOffset IssueInstant { get; init; }

    /// <summary>The provider's single logout URL.</summary>
    public required string Destination { get; init; }

    /// <summary>The subject exactly as the assertion named it.</summary>
    public required SamlNameId NameId { get; init; }

    /// <summary>The sessions at the provider, as the assertions named them; none means all of the subject's.</summary>
    public IReadOnlyList<string> SessionIndexes { get; init; } = [];

    /// <summary>Until when the request counts, or null.</summary>
    public DateTimeOffset? NotOnOrAfter { get; init; }

    internal UnsignedXml Write()
    {
        using var writer = new SamlXmlWriter();
        writer.Start("samlp", "LogoutRequest", XmlNames.Protocol)
            .Attribute("ID", Id)
            .Attribute("Version", "2.0")
            .Attribute("IssueInstant", SamlInstant.Format(IssueInstant))
            .Attribute("Destination", Destination)
            .Attribute("NotOnOrAfter", NotOnOrAfter is { } end ? SamlInstant.Format(end) : null)
            .Element("saml", "Issuer", XmlNames.Assertion, Issuer)
            .MarkSignature()
            .Start("saml", "NameID", XmlNames.Assertion)
            .Attribute("NameQualifier", NameId.NameQualifier)
            .Attribute("SPNameQualifier", NameId.SpNameQualifier)
            .Attribute("Format", NameId.Format)
            .Attribute("SPProvidedID", NameId.SpProvidedId)
            .Text(NameId.Value)
            .End();
        foreach (var index in SessionIndexes)
        {
            writer.Element("samlp", "SessionIndex", XmlNames.Protocol, index);
        }

        return writer.End().Finish();
    }
}
