using Federation.Model.Identifiers;
using Federation.Model.Sessions;
using Federation.Model.Storage;
using Federation.Services.Caching;
using Federation.Services.Sessions;

namespace Federation.Services.Credentials;

/// <summary>Revocations by account, looked at with each request of a temporary credential; kept until something in the account changes.</summary>
public sealed class RevocationList(IDatabase database, IChangeTracker tracker, TimeProvider timeProvider, CacheOptions options)
{
    /// <summary>Longest life of a credential: until then a revocation must be remembered. Chained ones inherit the session's id and person and are refused with it.</summary>
    internal static readonly TimeSpan LongestCredential = TimeSpan.FromHours(36);

    private readonly VersionedCache<string, IReadOnlyList<Revocation>> _cache = new(
        tracker, options.Revocations, static list => list.Count * CacheOptions.ObjectBytes, (account, _, cancellationToken) => LoadAsync(database, account, timeProvider.GetUtcNow(), cancellationToken));

    /// <summary>True where the session, the one it was begun from, its role, its principal or its federated person was revoked since it was issued.</summary>
    public async ValueTask<bool> IsRevokedAsync(AccountId account, SessionClaims claims, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(claims);
        return await IsRevokedInAsync(account, claims, now, cancellationToken)
            || (AccountId.TryCreate(claims.HomeAccount, out var home) && home != account && await IsRevokedInAsync(home, claims, now, cancellationToken));
    }

    /// <summary>True where a portal session, the one it was begun from, or its person was revoked since the person signed in.</summary>
    public async ValueTask<bool> IsRevokedAsync(SignIn.PortalSession session, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(session);
        foreach (var revocation in await _cache.GetAsync(session.HomeAccount, string.Empty, cancellationToken) ?? [])
        {
            if ((revocation.Kind == RevocationKind.Session && revocation.Target == session.SessionId)
                || (revocation.Kind == RevocationKind.Origin && revocation.Target == session.OriginId)
                || (revocation.Kind == RevocationKind.Principal && revocation.Target == session.SubjectKey && session.AuthenticatedAt <= revocation.IssuedBefore))
            {
                return true;
            }
        }

        return false;
    }

    private async ValueTask<bool> IsRevokedInAsync(AccountId account, SessionClaims claims, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var revocations = await _cache.GetAsync(account, string.Empty, cancellationToken);
        if (revocations is null or { Count: 0 })
        {
            return false;
        }

        foreach (var revocation in revocations)
        {
            // A session's id is used once: whatever clock issued the credential, it is of the session that ended.
            if ((revocation.Kind is RevocationKind.Session or RevocationKind.Origin || claims.IssuedAt <= revocation.IssuedBefore) && Names(revocation, claims))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Names(Revocation revocation, SessionClaims claims) => revocation.Kind switch
    {
        RevocationKind.Session => revocation.Target == claims.SessionId,
        RevocationKind.Origin => revocation.Target == claims.OriginId,
        RevocationKind.Role => claims.Principal == SessionPrincipal.Role && revocation.Target == claims.PrincipalId,
        RevocationKind.Principal => revocation.Target == claims.SubjectKey || (claims.Principal != SessionPrincipal.Role && revocation.Target == claims.PrincipalId),
        // A kind of a newer version: it may mean this session, so it does.
        _ => true,
    };

    private static async Task<IReadOnlyList<Revocation>?> LoadAsync(IDatabase database, AccountId account, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var store = await database.BeginReadAsync(cancellationToken);
        return await store.Revocations.ListAsync(account, now, cancellationToken);
    }
}
