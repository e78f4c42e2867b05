using Federation.Model.Audit;
using Federation.Model.Identifiers;
using Federation.Model.Roles;
using Federation.Services.Pipeline;
using Federation.Services.Sessions;

namespace Federation.Services.Federated;

/// <summary>Callers and session claims of people who came by SAML.</summary>
internal static class FederatedCallers
{
    /// <summary>The caller that a verified assertion makes: the provider is the principal, in the provider's account.</summary>
    internal static Caller Of(SamlIdentity identity)
    {
        var federated = identity.ToFederated();
        return new Caller
        {
            Kind = CallerKind.SamlIdentity,
            AccountId = Arns.TryParseIam(identity.ProviderArn, "saml-provider", out var account, out _, out _) ? account : default,
            Arn = identity.ProviderArn,
            PrincipalArn = identity.ProviderArn,
            UserId = federated.PrincipalId,
            Name = identity.Subject,
            Federated = federated,
        };
    }

    /// <summary>What the session token of a role says.</summary>
    internal static SessionClaims Claims(SamlIdentity identity, Role role, RoleGrant grant, AssertedSession asserted, DateTimeOffset now, DateTimeOffset end) => new()
    {
        Principal = SessionPrincipal.Role,
        PrincipalId = role.RoleId,
        SessionName = grant.SessionName,
        IssuedAt = now,
        ExpiresAt = end,
        Tags = asserted.Tags,
        TransitiveTagKeys = asserted.TransitiveTagKeys,
        SourceIdentity = asserted.SourceIdentity,
        FederatedProvider = identity.ProviderArn,
        FederatedContext = identity.ContextKeys(),
        SessionId = EventIds.Create(now),
        HomeAccount = Arns.TryParseIam(identity.ProviderArn, "saml-provider", out var home, out _, out _) ? home.Value : null,
        SubjectKey = identity.SubjectKey,
    };
}
