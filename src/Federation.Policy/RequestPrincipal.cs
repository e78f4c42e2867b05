namespace Federation.Policy;

/// <summary>What kind of caller makes a request.</summary>
public enum PrincipalKind
{
    /// <summary>Nobody known: matches only what everyone is granted.</summary>
    Anonymous,

    /// <summary>The root user of an account.</summary>
    Root,

    /// <summary>An IAM user, with long-term keys or a GetSessionToken session.</summary>
    User,

    /// <summary>A session of a role.</summary>
    AssumedRole,

    /// <summary>A GetFederationToken session.</summary>
    FederatedUser,

    /// <summary>Somebody whom an identity provider vouches for, calling AssumeRoleWithSAML or AssumeRoleWithWebIdentity.</summary>
    Federated,

    /// <summary>A service principal.</summary>
    Service,
}

/// <summary>The caller of a request. Immutable; make it once for a caller and keep it.</summary>
public sealed class RequestPrincipal
{
    private RequestPrincipal(PrincipalKind kind) => Kind = kind;

    /// <summary>The anonymous caller.</summary>
    public static RequestPrincipal Anonymous { get; } = new(PrincipalKind.Anonymous);

    /// <summary>The kind of caller.</summary>
    public PrincipalKind Kind { get; }

    /// <summary>ARN of the user, root user, role session, federated-user session or identity provider (or the provider's host name); name of the service; null when anonymous.</summary>
    public string? Arn { get; private init; }

    /// <summary>Account of the caller; null for services, identity providers and anonymous callers.</summary>
    public string? AccountId { get; private init; }

    /// <summary>For a role session the ARN of the role with its path; for a federated user that of the IAM user who federated.</summary>
    public string? SourceArn { get; private init; }

    /// <summary>Unique id (<c>AIDA…</c>, <c>AROA…</c>) of the user, of the role behind a session or of the user behind a federated session.</summary>
    public string? UniqueId { get; private init; }

    /// <summary>
    /// Whether the role is a service-linked one, which organization policies do not limit. Set it only for roles that the system
    /// itself made: whoever could claim it would be free of every service control policy.
    /// </summary>
    public bool IsServiceLinkedRole { get; private init; }

    /// <summary>Account of the provider of a federated caller, if its ARN names one.</summary>
    internal string? ProviderAccountId { get; private init; }

    /// <summary>The root user of an account.</summary>
    /// <param name="accountId">Twelve digits.</param>
    /// <param name="partition">The partition of its ARN.</param>
    public static RequestPrincipal Root(string accountId, string partition = "aws")
        => new(PrincipalKind.Root) { Arn = $"arn:{partition}:iam::{Required(accountId)}:root", AccountId = accountId };

    /// <summary>An IAM user.</summary>
    public static RequestPrincipal User(string arn, string accountId, string? uniqueId = null)
        => new(PrincipalKind.User) { Arn = Required(arn), AccountId = Required(accountId), UniqueId = uniqueId };

    /// <summary>A session of a role.</summary>
    /// <param name="sessionArn"><c>arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION</c>, without the role's path.</param>
    /// <param name="roleArn">ARN of the role, with its path.</param>
    /// <param name="accountId">Account of the role.</param>
    /// <param name="roleUniqueId">Unique id of the role (<c>AROA…</c>).</param>
    /// <param name="isServiceLinkedRole">Whether the system itself made the role for a service.</param>
    public static RequestPrincipal AssumedRole(string sessionArn, string roleArn, string accountId, string? roleUniqueId = null, bool isServiceLinkedRole = false)
        => new(PrincipalKind.AssumedRole)
        {
            Arn = Required(sessionArn),
            SourceArn = Required(roleArn),
            AccountId = Required(accountId),
            UniqueId = roleUniqueId,
            IsServiceLinkedRole = isServiceLinkedRole,
        };

    /// <summary>A GetFederationToken session.</summary>
    /// <param name="arn"><c>arn:aws:sts::ACCOUNT:federated-user/NAME</c>.</param>
    /// <param name="userArn">ARN of the IAM user who called GetFederationToken.</param>
    /// <param name="accountId">The account.</param>
    /// <param name="userUniqueId">Unique id of that user.</param>
    public static RequestPrincipal FederatedUser(string arn, string userArn, string accountId, string? userUniqueId = null)
        => new(PrincipalKind.FederatedUser) { Arn = Required(arn), SourceArn = Required(userArn), AccountId = Required(accountId), UniqueId = userUniqueId };

    /// <summary>Somebody whom an identity provider vouches for.</summary>
    /// <param name="provider">ARN of the provider whose keys verified the assertion or token, or its well-known host name.</param>
    public static RequestPrincipal Federated(string provider)
        => new(PrincipalKind.Federated) { Arn = Required(provider), ProviderAccountId = Policy.Arn.TryParse(provider, out var arn) && arn.AccountId.Length > 0 ? arn.AccountId : null };

    /// <summary>A service principal, such as <c>ec2.amazonaws.com</c>.</summary>
    public static RequestPrincipal Service(string name) => new(PrincipalKind.Service) { Arn = Required(name) };

    /// <summary>The ARN or name.</summary>
    public override string ToString() => Arn ?? "anonymous";

    private static string Required(string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(value);
        return value;
    }
}
