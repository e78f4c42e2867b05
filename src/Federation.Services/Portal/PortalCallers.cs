using Federation.Services.Federated;
using Federation.Services.Pipeline;
using Federation.Services.SignIn;

namespace Federation.Services.Portal;

/// <summary>The caller that a portal session is towards one provider's roles.</summary>
public static class PortalCallers
{
    /// <summary>The caller of a federated person's session, with its own provider as principal.</summary>
    public static Caller Of(PortalSession session)
    {
        ArgumentNullException.ThrowIfNull(session);
        return FederatedCallers.Of(session.Identity ?? throw new InvalidOperationException("the session is an IAM user's")) with { PortalSession = session };
    }

    /// <summary>The caller as the grant's provider knows the person: its keys verified the same response at sign-in.</summary>
    internal static Caller Of(PortalSession session, LiveGrant grant) => FederatedCallers.Of(grant.Identity) with { PortalSession = session };
}
