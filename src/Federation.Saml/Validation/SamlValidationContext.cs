using Federation.Saml.Encryption;
using Federation.Saml.Metadata;

namespace Federation.Saml.Validation;

/// <summary>Everything by which one response is judged. Nothing is taken from the request but the response itself.</summary>
public sealed record SamlValidationContext
{
    /// <summary>The provider whose keys may vouch: its entity id and signing keys.</summary>
    public required SamlIdpMetadata Provider { get; init; }

    /// <summary>Which request may be answered.</summary>
    public required SamlExpectedRequest ExpectedRequest { get; init; }

    /// <summary>URLs that Destination may name; ordinal comparison.</summary>
    public required IReadOnlyList<string> Destinations { get; init; }

    /// <summary>URLs that the bearer confirmation's Recipient may name; ordinal comparison.</summary>
    public required IReadOnlyList<string> Recipients { get; init; }

    /// <summary>Entity ids that every AudienceRestriction must name one of; ordinal comparison.</summary>
    public required IReadOnlyList<string> Audiences { get; init; }

    /// <summary>The present instant.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>How far the clocks may differ, both ways.</summary>
    /// <value>180 seconds.</value>
    public TimeSpan ClockSkew { get; init; } = TimeSpan.FromSeconds(180);

    /// <summary>The greatest age of the assertion, without skew; null sets none. STS: five minutes.</summary>
    /// <value>null.</value>
    public TimeSpan? MaxIssueAge { get; init; }

    /// <summary>The earliest sign-in that counts, skew allowed: the instant of a request with ForceAuthn, which some providers ignore; null sets none.</summary>
    /// <value>null.</value>
    public DateTimeOffset? AuthnNotBefore { get; init; }

    /// <summary>The ways of signing in of which one must have been used, as class URIs; none sets none.</summary>
    /// <value>none.</value>
    public IReadOnlyList<string> AuthnContextClassRefs { get; init; } = [];

    /// <summary>Whether SHA-1 signatures count for this provider.</summary>
    /// <value>false.</value>
    public bool AllowSha1 { get; init; }

    /// <summary>Our decryption keys, current and previous; at most four are tried.</summary>
    /// <value>none.</value>
    public IReadOnlyList<SamlDecryptionKey> DecryptionKeys { get; init; } = [];

    /// <summary>Whether a plain assertion is refused.</summary>
    /// <value>false.</value>
    public bool RequireEncryption { get; init; }
}

/// <summary>What came of a validation: the assertion when every check passed, and all checks for the login trace.</summary>
public sealed class SamlValidationResult
{
    internal SamlValidationResult(
        Assertions.ValidatedAssertion? assertion, IReadOnlyList<SamlCheck> checks, Protocol.SamlStatus? status, Protocol.UnverifiedResponse? unverified)
    {
        Assertion = assertion;
        Checks = checks;
        Status = status;
        Unverified = unverified;
    }

    /// <summary>The assertion; null when a check failed.</summary>
    public Assertions.ValidatedAssertion? Assertion { get; }

    /// <summary>All checks that were made, in order.</summary>
    public IReadOnlyList<SamlCheck> Checks { get; }

    /// <summary>The status of the response as far as it could be read, unverified when the validation failed; or null.</summary>
    public Protocol.SamlStatus? Status { get; }

    /// <summary>What the message claims, for the trace; null when it could not be read.</summary>
    public Protocol.UnverifiedResponse? Unverified { get; }

    /// <summary>Whether every check passed.</summary>
    [System.Diagnostics.CodeAnalysis.MemberNotNullWhen(true, nameof(Assertion))]
    public bool Succeeded => Assertion is not null;

    /// <summary>The first check that failed: the one to name; null when none did.</summary>
    public SamlCheck? FirstFailure
    {
        get
        {
            foreach (var check in Checks)
            {
                if (!check.Passed)
                {
                    return check;
                }
            }

            return null;
        }
    }
}
