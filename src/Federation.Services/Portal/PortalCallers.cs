using Federation.Model.Identifiers;
using Federation.Services.Federated;
using Federation.Services.Pipeline;
using Federation.Services.SignIn;

namespace Federation.Services.Portal;

/// <summary>The caller that a portal session is towards one provider's roles.</summary>
public static class PortalCallers
{
    /// <summary>The caller with the session's own provider as principal.</summary>
    public static Caller Of(PortalSession session)
    {
        ArgumentNullException.ThrowIfNull(session);
        return FederatedCallers.Of(session.Identity) with { PortalSession = session };
    }

    /// <summary>The caller with the grant's provider as principal: its keys verified the same response at sign-in.</summary>
    internal static Caller Of(PortalSession session, RoleGrant grant) =>
        FederatedCallers.Of(IdentityFor(session.Identity, grant)) with { PortalSession = session };

    /// <summary>The identity as the grant's provider gives it: ARN, name qualifier and saml:doc follow the provider.</summary>
    internal static SamlIdentity IdentityFor(SamlIdentity identity, RoleGrant grant) =>
        grant.ProviderArn == identity.ProviderArn || !Arns.TryParseIam(grant.ProviderArn, "saml-provider", out var account, out _, out var name)
            ? identity
            : identity with { ProviderArn = grant.ProviderArn, NameQualifier = NameQualifier.Of(identity.Issuer, account, name) };
}
