using System.Xml.Linq;

namespace Federation.Demo.IdentityProvider.Protocol;

/// <summary>What the IdP reads of an AuthnRequest (SAML Core 3.4.1).</summary>
internal sealed record AuthnRequest
{
    public required string Id { get; init; }

    public required string Issuer { get; init; }

    public string? Destination { get; init; }

    public DateTimeOffset IssueInstant { get; init; }

    public string? AssertionConsumerServiceUrl { get; init; }

    public string? ProtocolBinding { get; init; }

    public string? NameIdFormat { get; init; }

    public bool ForceAuthn { get; init; }

    public bool IsPassive { get; init; }

    /// <summary>Authentication context classes asked for; empty means any.</summary>
    public IReadOnlyList<string> RequestedContexts { get; init; } = [];

    /// <summary>Reads the request, or says in one sentence why it is none.</summary>
    public static (AuthnRequest? Request, string? Problem) Read(XElement root)
    {
        var saml = SamlNames.Assertion;
        var samlp = SamlNames.Protocol;
        if (root.Name != samlp + "AuthnRequest" || (string?)root.Attribute("Version") != "2.0")
        {
            return (null, "the message is not a SAML 2.0 AuthnRequest");
        }

        if ((string?)root.Attribute("ID") is not { Length: > 0 } id || (string?)root.Element(saml + "Issuer") is not { Length: > 0 } issuer)
        {
            return (null, "the AuthnRequest has no ID or no Issuer");
        }

        if (!DateTimeOffset.TryParse((string?)root.Attribute("IssueInstant"), System.Globalization.CultureInfo.InvariantCulture,
            System.Globalization.DateTimeStyles.AssumeUniversal, out var issued))
        {
            return (null, "the AuthnRequest has no readable IssueInstant");
        }

        return (new AuthnRequest
        {
            Id = id,
            Issuer = issuer.Trim(),
            IssueInstant = issued,
            Destination = (string?)root.Attribute("Destination"),
            AssertionConsumerServiceUrl = (string?)root.Attribute("AssertionConsumerServiceURL"),
            ProtocolBinding = (string?)root.Attribute("ProtocolBinding"),
            NameIdFormat = (string?)root.Element(samlp + "NameIDPolicy")?.Attribute("Format"),
            ForceAuthn = Flag(root.Attribute("ForceAuthn")),
            IsPassive = Flag(root.Attribute("IsPassive")),
            RequestedContexts = [.. root.Elements(samlp + "RequestedAuthnContext").Elements(saml + "AuthnContextClassRef").Select(e => e.Value.Trim())],
        }, null);
    }

    private static bool Flag(XAttribute? attribute) => attribute?.Value is "true" or "1";
}
