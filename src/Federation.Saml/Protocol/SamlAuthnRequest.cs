using Federation.Saml.Xml;

namespace Federation.Saml.Protocol;

/// <summary>Which name identifier is asked for (SAML Core 3.4.1.1).</summary>
/// <param name="Format">The format URI, or null for the provider's choice.</param>
/// <param name="AllowCreate">Whether the provider may make a new identifier.</param>
public sealed record SamlNameIdPolicy(string? Format, bool AllowCreate = true);

/// <summary>Which way of signing in is asked for (SAML Core 3.3.2.2.1).</summary>
/// <param name="ClassRefs">Class URIs, at least one, in order of preference.</param>
/// <param name="Comparison"><c>exact</c>, <c>minimum</c>, <c>maximum</c> or <c>better</c>; Entra takes only <c>exact</c>.</param>
public sealed record SamlRequestedAuthnContext(IReadOnlyList<string> ClassRefs, string Comparison = "exact");

/// <summary>A request for sign-in (SAML Core 3.4.1). What is not set is not asked for: every demand breaks some provider.</summary>
public sealed record SamlAuthnRequest
{
    /// <summary>The request's ID (<see cref="SamlMessageId"/>).</summary>
    public required string Id { get; init; }

    /// <summary>Our entity id.</summary>
    public required string Issuer { get; init; }

    /// <summary>The present instant.</summary>
    public required DateTimeOffset IssueInstant { get; init; }

    /// <summary>The provider's single sign-on URL.</summary>
    public required string Destination { get; init; }

    /// <summary>Our assertion consumer URL.</summary>
    public required string AssertionConsumerServiceUrl { get; init; }

    /// <summary>Whether the person must sign in anew.</summary>
    /// <value>false: the attribute is left out.</value>
    public bool ForceAuthn { get; init; }

    /// <summary>Whether the provider must not show anything.</summary>
    /// <value>false: the attribute is left out.</value>
    public bool IsPassive { get; init; }

    /// <summary>The identifier that is asked for, or null for none.</summary>
    public SamlNameIdPolicy? NameIdPolicy { get; init; }

    /// <summary>The way of signing in that is asked for, or null for none.</summary>
    public SamlRequestedAuthnContext? RequestedAuthnContext { get; init; }

    internal UnsignedXml Write()
    {
        using var writer = new SamlXmlWriter();
        writer.Start("samlp", "AuthnRequest", XmlNames.Protocol)
            .Attribute("ID", Id)
            .Attribute("Version", "2.0")
            .Attribute("IssueInstant", SamlInstant.Format(IssueInstant))
            .Attribute("Destination", Destination)
            .Attribute("ForceAuthn", ForceAuthn ? "true" : null)
            .Attribute("IsPassive", IsPassive ? "true" : null)
            .Attribute("ProtocolBinding", SamlBindings.HttpPost)
            .Attribute("AssertionConsumerServiceURL", AssertionConsumerServiceUrl)
            .Element("saml", "Issuer", XmlNames.Assertion, Issuer)
            .MarkSignature();
        if (NameIdPolicy is { } policy)
        {
            writer.Start("samlp", "NameIDPolicy", XmlNames.Protocol).Attribute("Format", policy.Format).Attribute("AllowCreate", policy.AllowCreate ? "true" : null).End();
        }

        if (RequestedAuthnContext is { ClassRefs.Count: > 0 } context)
        {
            writer.Start("samlp", "RequestedAuthnContext", XmlNames.Protocol).Attribute("Comparison", context.Comparison);
            foreach (var classRef in context.ClassRefs)
            {
                writer.Element("saml", "AuthnContextClassRef", XmlNames.Assertion, classRef);
            }

            writer.End();
        }

        return writer.End().Finish();
    }
}
