namespace Federation.Saml.Assertions;

/// <summary>Which element's signature covers what was read.</summary>
[Flags]
public enum SamlSignedElement
{
    /// <summary>Nothing; never the case for a validated assertion.</summary>
    None = 0,

    /// <summary>The assertion.</summary>
    Assertion = 1,

    /// <summary>The response.</summary>
    Response = 2,
}

/// <summary>
/// An assertion that passed every check. Only the validator makes one, and everything in it was read from the subtree that was digested.
/// </summary>
public sealed class ValidatedAssertion
{
    internal ValidatedAssertion()
    {
    }

    /// <summary>The assertion's ID: the key of the replay record, per provider.</summary>
    public required string Id { get; init; }

    /// <summary>The entity id of the provider whose key verified.</summary>
    public required string Issuer { get; init; }

    /// <summary>When the assertion was issued, by the provider's clock.</summary>
    public required DateTimeOffset IssueInstant { get; init; }

    /// <summary>The response's ID.</summary>
    public required string ResponseId { get; init; }

    /// <summary>When the response was issued, by the provider's clock.</summary>
    public required DateTimeOffset ResponseIssueInstant { get; init; }

    /// <summary>The subject, or null when the provider names it by attributes only.</summary>
    public required SamlNameId? NameId { get; init; }

    /// <summary>The attributes in document order; several of the same name are kept apart.</summary>
    public required IReadOnlyList<SamlAttribute> Attributes { get; init; }

    /// <summary>When the person signed in at the provider.</summary>
    public required DateTimeOffset AuthnInstant { get; init; }

    /// <summary>The session at the provider, for logout; null when it gave none.</summary>
    public required string? SessionIndex { get; init; }

    /// <summary>The end of the session at the provider, which caps ours; null when it gave none. The earliest of all statements.</summary>
    public required DateTimeOffset? SessionNotOnOrAfter { get; init; }

    /// <summary>How the person signed in, as a class URI; null when it gave none.</summary>
    public required string? AuthnContextClassRef { get; init; }

    /// <summary>Start of the conditions, or null.</summary>
    public required DateTimeOffset? NotBefore { get; init; }

    /// <summary>End of the conditions, or null.</summary>
    public required DateTimeOffset? NotOnOrAfter { get; init; }

    /// <summary>Every audience that the restrictions name, ours among them.</summary>
    public required IReadOnlyList<string> Audiences { get; init; }

    /// <summary>Whether the provider asks that the assertion be used at once and never again (SAML Core 2.5.1.5).</summary>
    public required bool OneTimeUse { get; init; }

    /// <summary>The recipient URL of the confirmation that passed: what STS calls the audience.</summary>
    public required string Recipient { get; init; }

    /// <summary>The request that was answered, or null when the sign-in was unsolicited.</summary>
    public required string? InResponseTo { get; init; }

    /// <summary>Until when the assertion could be accepted, skew included: the replay record lives at least to this instant.</summary>
    public required DateTimeOffset AcceptableUntil { get; init; }

    /// <summary>What was signed.</summary>
    public required SamlSignedElement SignedElement { get; init; }

    /// <summary>The signature algorithm's URI.</summary>
    public required string SignatureAlgorithm { get; init; }

    /// <summary>The thumbprint of the key that verified (<see cref="Metadata.SamlKey.Thumbprint"/>).</summary>
    public required string SigningKeyThumbprint { get; init; }

    /// <summary>Whether the assertion came encrypted.</summary>
    public required bool WasEncrypted { get; init; }

    /// <summary>All values of the attributes of one name, whatever their name format.</summary>
    public IEnumerable<string> Values(string attributeName) => Attributes.Where(attribute => attribute.Name == attributeName).SelectMany(attribute => attribute.Texts);

    /// <summary>The assertion's ID.</summary>
    public override string ToString() => Id;
}
