using Federation.Saml.Protocol;
using Federation.Saml.Xml;

namespace Federation.Saml.Logout;

/// <summary>Our answer to a provider's request to end a session (SAML Core 3.7.2). There is always one.</summary>
public sealed record SamlLogoutResponse
{
    /// <summary>The response's ID (<see cref="SamlMessageId"/>).</summary>
    public required string Id { get; init; }

    /// <summary>The request's ID, or null when it could not be read.</summary>
    public required string? InResponseTo { get; init; }

    /// <summary>Our entity id.</summary>
    public required string Issuer { get; init; }

    /// <summary>The present instant.</summary>
    public required DateTimeOffset IssueInstant { get; init; }

    /// <summary>The provider's URL for logout responses.</summary>
    public required string Destination { get; init; }

    /// <summary>The top-level status, such as <see cref="SamlStatusCodes.Success"/>.</summary>
    public string StatusCode { get; init; } = SamlStatusCodes.Success;

    /// <summary>The second-level status, such as <see cref="SamlStatusCodes.PartialLogout"/>, or null.</summary>
    public string? SubStatusCode { get; init; }

    internal UnsignedXml Write()
    {
        using var writer = new SamlXmlWriter();
        writer.Start("samlp", "LogoutResponse", XmlNames.Protocol)
            .Attribute("ID", Id)
            .Attribute("Version", "2.0")
            .Attribute("IssueInstant", SamlInstant.Format(IssueInstant))
            .Attribute("Destination", Destination)
            .Attribute("InResponseTo", InResponseTo)
            .Element("saml", "Issuer", XmlNames.Assertion, Issuer)
            .MarkSignature()
            .Start("samlp", "Status", XmlNames.Protocol)
            .Start("samlp", "StatusCode", XmlNames.Protocol)
            .Attribute("Value", StatusCode);
        if (SubStatusCode is not null)
        {
            writer.Start("samlp", "StatusCode", XmlNames.Protocol).Attribute("Value", SubStatusCode).End();
        }

        return writer.End().End().End().Finish();
    }
}
