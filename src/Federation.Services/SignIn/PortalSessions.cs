using Federation.Model.Identifiers;
using Federation.Model.Sessions;
using Federation.Model.Storage;
using Federation.Services.Federated;

namespace Federation.Services.SignIn;

/// <summary>Begins, finds, touches and ends portal sessions.</summary>
public sealed class PortalSessions(SealedSessions sessions, IDatabase database, ServiceOptions options, TimeProvider timeProvider)
{
    private static readonly TimeSpan TouchEvery = TimeSpan.FromMinutes(1);

    /// <summary>Longest life of a credential: until then a revocation must be remembered.</summary>
    private static readonly TimeSpan LongestCredential = TimeSpan.FromHours(12);

    /// <summary>Begins a session under a fresh id and returns the cookie's value.</summary>
    public async Task<(string Cookie, PortalSession Session)> BeginAsync(SamlIdentity identity, IReadOnlyList<RoleGrant> grants, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(identity);
        var now = timeProvider.GetUtcNow();
        var end = now + options.SessionLifetime;
        var cookie = Handles.Create();
        var session = new PortalSession
        {
            SessionId = Handles.IdOf(cookie),
            Identity = identity,
            Grants = grants,
            AuthenticatedAt = now,
            // SAML Core 2.7.2: the IdP's session end caps ours.
            ExpiresAt = identity.SessionNotOnOrAfter < end ? identity.SessionNotOnOrAfter.Value : end,
            LastSeenAt = now,
        };
        if (!await sessions.TryAddAsync(PortalSession.Kind, session.SessionId, session, StoreExpiry(session), IndexesOf(identity), cancellationToken))
        {
            throw new InvalidOperationException("a fresh session id was taken");
        }

        return (cookie, session);
    }

    /// <summary>The live session of a cookie's value, touched; null where there is none.</summary>
    public async Task<PortalSession?> FindAsync(string? cookie, CancellationToken cancellationToken)
    {
        if (!Handles.IsHandle(cookie))
        {
            return null;
        }

        var session = await sessions.FindAsync<PortalSession>(PortalSession.Kind, Handles.IdOf(cookie!), cancellationToken);
        var now = timeProvider.GetUtcNow();
        if (session is null || session.ExpiresAt <= now || session.LastSeenAt + options.SessionIdle <= now)
        {
            return null;
        }

        if (now - session.LastSeenAt < TouchEvery)
        {
            return session;
        }

        session = session with { LastSeenAt = now };
        return await WriteAsync(session, cancellationToken) ? session : null;
    }

    /// <summary>Notes that credentials are issued in an account, before they are. False: the session is gone.</summary>
    public async Task<bool> NoteCredentialsAsync(PortalSession session, AccountId account, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(session);
        // Read anew: another tab may have noted another account since.
        var present = await sessions.FindAsync<PortalSession>(PortalSession.Kind, session.SessionId, cancellationToken);
        return present is not null
            && (present.CredentialAccounts.Contains(account.Value, StringComparer.Ordinal)
                || await WriteAsync(present with { CredentialAccounts = [.. present.CredentialAccounts, account.Value] }, cancellationToken));
    }

    /// <summary>The live sessions that began with a provider's assertion about a subject, whatever browser holds them.</summary>
    public async Task<IReadOnlyList<PortalSession>> FindBySubjectAsync(string providerArn, string nameId, CancellationToken cancellationToken) =>
        [.. (await sessions.FindByIndexAsync<PortalSession>(PortalSession.Kind, SubjectIndex(providerArn, nameId), cancellationToken)).Select(found => found.Value)];

    /// <summary>Ends a session: here first, then its credentials where the setting says so.</summary>
    public async Task EndAsync(PortalSession session, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(session);
        var present = await sessions.TakeAsync<PortalSession>(PortalSession.Kind, session.SessionId, cancellationToken) ?? session;
        if (!options.RevokeCredentialsOnLogout || present.CredentialAccounts.Count == 0)
        {
            return;
        }

        var now = timeProvider.GetUtcNow();
        await using var store = await database.BeginWriteAsync(cancellationToken);
        foreach (var account in present.CredentialAccounts.Select(AccountId.Parse))
        {
            await store.Revocations.PutAsync(new Revocation(account, RevocationKind.Session, present.SessionId, now, now + LongestCredential), cancellationToken);
            await store.MarkChangedAsync(account, cancellationToken);
        }

        await store.CommitAsync(cancellationToken);
    }

    private Task<bool> WriteAsync(PortalSession session, CancellationToken cancellationToken) =>
        sessions.ReplaceAsync(PortalSession.Kind, session.SessionId, session, StoreExpiry(session), cancellationToken);

    private DateTimeOffset StoreExpiry(PortalSession session)
    {
        var idle = session.LastSeenAt + options.SessionIdle;
        return idle < session.ExpiresAt ? idle : session.ExpiresAt;
    }

    // For logout by the IdP. Hashed, since it is personal.
    private static List<string> IndexesOf(SamlIdentity identity) => [SubjectIndex(identity.ProviderArn, identity.NameId?.Value ?? identity.Subject)];

    private static string SubjectIndex(string providerArn, string nameId) => Handles.IdOf($"subject {providerArn} {nameId}");
}
