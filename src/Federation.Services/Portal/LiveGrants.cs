using Federation.Services.Authorization;
using Federation.Services.Credentials;
using Federation.Services.Federated;
using Federation.Services.SignIn;

namespace Federation.Services.Portal;

/// <summary>A grant with the identity it was computed of.</summary>
/// <param name="Grant">The grant.</param>
/// <param name="Identity">The person as the grant's provider knows them.</param>
public sealed record LiveGrant(RoleGrant Grant, SamlIdentity Identity);

/// <summary>
/// The roles that a portal session gives at this moment. Nothing is kept from the sign-in but the verified identities: a mapping that was removed, a provider that is gone or made anew, an account
/// that is closed, a person who was revoked count at once.
/// </summary>
public sealed class LiveGrants(SamlProviderDirectory providers, AccountDirectory accounts, RoleGrants grants, RevocationList revocations, TimeProvider timeProvider)
{
    /// <summary>Grants of the session's own provider first; each role once.</summary>
    public async Task<IReadOnlyList<LiveGrant>> ComputeAsync(PortalSession session, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(session);
        if (session.Identity is not { } own || await revocations.IsRevokedAsync(session, timeProvider.GetUtcNow(), cancellationToken))
        {
            return [];
        }

        var live = new List<LiveGrant>();
        foreach (var identity in session.OtherIdentities.Prepend(own))
        {
            if (await providers.FindAsync(identity.ProviderArn, cancellationToken) is { } entry && entry.Provider.ProviderId == identity.ProviderId
                && await accounts.FindAsync(entry.Provider.AccountId, cancellationToken) is { IsActive: true })
            {
                live.AddRange((await grants.ForProviderAsync(identity, cancellationToken)).Select(grant => new LiveGrant(grant, identity)));
            }
        }

        return [.. live.DistinctBy(grant => grant.Grant.RoleArn, StringComparer.Ordinal)];
    }
}
