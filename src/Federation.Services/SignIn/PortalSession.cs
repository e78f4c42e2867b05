using Federation.Services.Federated;

namespace Federation.Services.SignIn;

/// <summary>A person signed in at the portal. Found by id alone, never by the cookie alone; roles are computed from its one assertion.</summary>
public sealed record PortalSession
{
    internal const string Kind = "portal-session";

    /// <summary>SHA-256 of the cookie's value: names the session in audit and revocation without opening it.</summary>
    public required string SessionId { get; init; }

    /// <summary>The person.</summary>
    public required SamlIdentity Identity { get; init; }

    /// <summary>Roles that the assertion gives; whether each may be assumed now is asked each time.</summary>
    public required IReadOnlyList<RoleGrant> Grants { get; init; }

    /// <summary>When the person signed in here.</summary>
    public required DateTimeOffset AuthenticatedAt { get; init; }

    /// <summary>The absolute end.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When it was last used, to the minute.</summary>
    public required DateTimeOffset LastSeenAt { get; init; }

    /// <summary>Accounts in which credentials were issued: there they are revoked at sign-out.</summary>
    public IReadOnlyList<string> CredentialAccounts { get; init; } = [];
}
