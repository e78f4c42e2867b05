using Federation.Model.Identifiers;
using Federation.Services.Federated;

namespace Federation.Services.SignIn;

/// <summary>
/// A person signed in at the portal: by an identity provider's assertion, or as an IAM user by a password. Found by id alone, never by the cookie alone; its roles are
/// computed at each use.
/// </summary>
public sealed record PortalSession
{
    internal const string Kind = "portal-session";

    /// <summary>SHA-256 of the cookie's value: names the session in audit and revocation without opening it.</summary>
    public required string SessionId { get; init; }

    /// <summary>
    /// Id of the browser's session from which a program's session was begun; null for a browser's own. Who revokes that one by its id revokes this one too; signing out of it
    /// does not end this one.
    /// </summary>
    public string? OriginId { get; init; }

    /// <summary>The person whom an identity provider's assertion named; null for an IAM user.</summary>
    public SamlIdentity? Identity { get; init; }

    /// <summary>The IAM user; null for a federated person.</summary>
    public UserIdentity? User { get; init; }

    /// <summary>The person as each further provider knows them whose keys verified the same response. Roles are computed of them at each use, never kept.</summary>
    public IReadOnlyList<SamlIdentity> OtherIdentities { get; init; } = [];

    /// <summary>
    /// Id of the browser that an IAM user's session began in: attempts at the user's password from the session are counted by it. The sessions that programs were given of it
    /// have the same; null for a federated person.
    /// </summary>
    public string? Browser { get; init; }

    /// <summary>When the person signed in here.</summary>
    public required DateTimeOffset AuthenticatedAt { get; init; }

    /// <summary>The absolute end.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When it was last used, to the minute.</summary>
    public required DateTimeOffset LastSeenAt { get; init; }

    /// <summary>Who the person is: the assertion's subject, or the user's ARN.</summary>
    public string Subject => Identity?.Subject ?? User!.Arn;

    /// <summary>Key of the person, for revocation: provider and subject, or the user's unique id.</summary>
    public string SubjectKey => Identity?.SubjectKey ?? User!.UserId;

    /// <summary>The account in which the session and the person are revoked: that of the provider or of the user.</summary>
    internal AccountId HomeAccount =>
        User is not null ? User.AccountId
        : Arns.TryParseIam(Identity!.ProviderArn, "saml-provider", out var account, out _, out _) ? account
        : default;
}
