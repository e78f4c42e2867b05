using Federation.Model.Storage;

namespace Federation.Services.Sessions;

/// <summary>Who a temporary credential speaks for.</summary>
public enum SessionPrincipal
{
    /// <summary>None: a default value is never a principal.</summary>
    None = 0,

    /// <summary>A role (AssumeRole and its kin).</summary>
    Role = 1,

    /// <summary>An IAM user (GetSessionToken).</summary>
    User = 2,

    /// <summary>An account's root (GetSessionToken).</summary>
    Root = 3,

    /// <summary>GetFederationToken.</summary>
    FederatedUser = 4,
}

/// <summary>What a session token carries, sealed. No rights: those are looked up at each request.</summary>
public sealed record SessionClaims
{
    /// <summary>Who it speaks for.</summary>
    public required SessionPrincipal Principal { get; init; }

    /// <summary>Unique id of the role or user; null for root.</summary>
    public string? PrincipalId { get; init; }

    /// <summary>RoleSessionName, or the name given to GetFederationToken.</summary>
    public string? SessionName { get; init; }

    /// <summary>aws:TokenIssueTime.</summary>
    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>From this instant on the credential is refused.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Session tags, those inherited along a role chain included.</summary>
    public IReadOnlyList<Tag> Tags { get; init; } = [];

    /// <summary>Keys of tags that pass down a role chain.</summary>
    public IReadOnlyList<string> TransitiveTagKeys { get; init; } = [];

    /// <summary>aws:SourceIdentity.</summary>
    public string? SourceIdentity { get; init; }

    /// <summary>Session policy documents.</summary>
    public IReadOnlyList<string> SessionPolicies { get; init; } = [];

    /// <summary>ARNs of managed policies that serve as session policies; looked up at each request.</summary>
    public IReadOnlyList<string> SessionPolicyArns { get; init; } = [];

    /// <summary>When a second factor was shown; null where none was.</summary>
    public DateTimeOffset? MfaAuthenticatedAt { get; init; }

    /// <summary>ARN of the provider whose assertion or token began the session (aws:FederatedProvider).</summary>
    public string? FederatedProvider { get; init; }

    /// <summary>The assertion's condition keys, which last for the session (saml:*, the OIDC provider's).</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> FederatedContext { get; init; } = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);

    /// <summary>Id of the session for revocation: the portal session's, or one of its own.</summary>
    public string? SessionId { get; init; }

    /// <summary>Id of the portal session from which the program's session was begun that this came from; null where there is none. Revoked with that session, not signed out with it.</summary>
    public string? OriginId { get; init; }

    /// <summary>Account in which session and person are revoked, where that is not the credential's own: credentials of a role chain inherit it.</summary>
    public string? HomeAccount { get; init; }

    /// <summary>Subject key of a federated person, for revocation by principal.</summary>
    public string? SubjectKey { get; init; }

    /// <summary>True where a role session assumed the role.</summary>
    public bool IsChained { get; init; }
}
