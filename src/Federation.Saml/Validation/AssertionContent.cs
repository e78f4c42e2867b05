using Federation.Saml.Assertions;

namespace Federation.Saml.Validation;

/// <summary>What was read of one assertion; it becomes a validated assertion only when every check passed.</summary>
internal sealed class AssertionContent
{
    public string Id { get; set; } = string.Empty;

    public DateTimeOffset IssueInstant { get; set; }

    public SamlNameId? NameId { get; set; }

    public IReadOnlyList<SamlAttribute> Attributes { get; set; } = [];

    public string Recipient { get; set; } = string.Empty;

    /// <summary>The last instant at which any bearer confirmation could still be accepted, without skew.</summary>
    public DateTimeOffset LastNotOnOrAfter { get; set; } = DateTimeOffset.MinValue;

    public DateTimeOffset? NotBefore { get; set; }

    public DateTimeOffset? NotOnOrAfter { get; set; }

    public List<string> Audiences { get; } = [];

    public bool OneTimeUse { get; set; }

    public DateTimeOffset AuthnInstant { get; set; }

    public string? SessionIndex { get; set; }

    public DateTimeOffset? SessionNotOnOrAfter { get; set; }

    public string? AuthnContextClassRef { get; set; }
}
