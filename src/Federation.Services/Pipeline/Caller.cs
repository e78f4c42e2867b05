using Federation.Model.Identifiers;
using Federation.Model.Storage;
using Federation.Services.Sessions;

namespace Federation.Services.Pipeline;

/// <summary>What kind of principal calls.</summary>
public enum CallerKind
{
    /// <summary>Not authenticated.</summary>
    Anonymous = 0,

    /// <summary>An account's root.</summary>
    Root = 1,

    /// <summary>An IAM user.</summary>
    User = 2,

    /// <summary>A session of a role.</summary>
    AssumedRole = 3,

    /// <summary>A session of GetFederationToken.</summary>
    FederatedUser = 4,

    /// <summary>A person whose SAML assertion was verified.</summary>
    SamlIdentity = 5,

    /// <summary>A bearer of an OIDC token that was verified.</summary>
    WebIdentity = 6,
}

/// <summary>The authenticated principal of a request. Its rights are looked up at each request and are no part of it.</summary>
public sealed record Caller
{
    /// <summary>Nobody.</summary>
    public static readonly Caller Anonymous = new() { Kind = CallerKind.Anonymous, Arn = string.Empty, UserId = string.Empty };

    /// <summary>Kind of principal.</summary>
    public required CallerKind Kind { get; init; }

    /// <summary>Account of the principal; not set for anonymous callers.</summary>
    public AccountId AccountId { get; init; }

    /// <summary>The ARN GetCallerIdentity gives.</summary>
    public required string Arn { get; init; }

    /// <summary>aws:userid: <c>AIDA…</c>, <c>AROA…:session</c>, <c>ACCOUNT:name</c>, the account number for root.</summary>
    public required string UserId { get; init; }

    /// <summary>Unique id of the user or role whose policies count; null for root and unsigned callers.</summary>
    public string? PrincipalId { get; init; }

    /// <summary>aws:PrincipalArn: the role's ARN (path included) for its sessions, else <see cref="Arn"/>.</summary>
    public string PrincipalArn { get; init; } = string.Empty;

    /// <summary>User name, role name, or name of the federated user.</summary>
    public string? Name { get; init; }

    /// <summary>Access key id that signed.</summary>
    public string? AccessKeyId { get; init; }

    /// <summary>Tags of the principal, session tags over role tags.</summary>
    public IReadOnlyList<Tag> PrincipalTags { get; init; } = [];

    /// <summary>What the session token says, for temporary credentials.</summary>
    public SessionClaims? Session { get; init; }

    /// <summary>The verified assertion or token, for unsigned callers.</summary>
    public FederatedIdentity? Federated { get; init; }

    /// <summary>The portal session, for calls that come by it.</summary>
    public SignIn.PortalSession? PortalSession { get; init; }

    /// <summary>True where a signature or an assertion was verified.</summary>
    public bool IsAuthenticated => Kind != CallerKind.Anonymous;

    /// <summary>True for a principal that signs with a key of its own; a federated identity is none before it has assumed a role.</summary>
    public bool IsSigner => Kind is CallerKind.Root or CallerKind.User or CallerKind.AssumedRole or CallerKind.FederatedUser;

    /// <summary>True for a long-term key.</summary>
    public bool HasLongTermKey => Session is null && Kind is CallerKind.Root or CallerKind.User;
}

/// <summary>An identity that an assertion or a token proved.</summary>
public sealed record FederatedIdentity
{
    /// <summary>ARN of the SAML or OIDC provider whose keys verified it: the Federated principal.</summary>
    public required string ProviderArn { get; init; }

    /// <summary>Issuer as the assertion says it.</summary>
    public required string Issuer { get; init; }

    /// <summary>Subject.</summary>
    public required string Subject { get; init; }

    /// <summary>CloudTrail's principalId: NameQualifier:Subject, or the provider and subject.</summary>
    public required string PrincipalId { get; init; }

    /// <summary>Condition keys, such as <c>saml:aud</c>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> ContextKeys { get; init; } = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
}
