using Federation.Model.Sessions;
using Federation.Model.Storage;
using Federation.Services.Credentials;
using Federation.Services.Federated;
using Federation.Services.Pipeline;
using Federation.Services.Pipeline.Audit;
using Federation.Services.UserSignIns;

namespace Federation.Services.SignIn;

/// <summary>Begins, finds, touches and ends portal sessions.</summary>
public sealed class PortalSessions(
    SealedSessions sessions, UserSessions users, RevocationList revocations, IDatabase database, ServiceOptions options, TimeProvider timeProvider)
{
    private static readonly TimeSpan TouchEvery = TimeSpan.FromMinutes(1);

    private static readonly OperationDescriptor Logout = new("signin", "ConsoleLogout", AccessLevel.Write) { EventType = "AwsConsoleSignIn" };

    /// <summary>Begins a session under a fresh id and returns the cookie's value.</summary>
    public async Task<(string Cookie, PortalSession Session)> BeginAsync(SamlIdentity identity, IReadOnlyList<SamlIdentity> otherIdentities, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(identity);
        var now = timeProvider.GetUtcNow();
        var end = now + options.SessionLifetime;
        var cookie = Handles.Create();
        var session = new PortalSession
        {
            SessionId = Handles.IdOf(cookie),
            Identity = identity,
            OtherIdentities = otherIdentities,
            AuthenticatedAt = now,
            // SAML Core 2.7.2: the IdP's session end caps ours.
            ExpiresAt = identity.SessionNotOnOrAfter < end ? identity.SessionNotOnOrAfter.Value : end,
            LastSeenAt = now,
        };
        await BeginAsync(session, cancellationToken);
        return (cookie, session);
    }

    /// <summary>The session of an IAM user under a cookie's value, not begun yet.</summary>
    internal PortalSession Prepare(string cookie, UserIdentity user, string? browser)
    {
        var now = timeProvider.GetUtcNow();
        return new PortalSession
        {
            SessionId = Handles.IdOf(cookie),
            User = user,
            Browser = browser,
            AuthenticatedAt = now,
            ExpiresAt = now + options.SessionLifetime,
            LastSeenAt = now,
        };
    }

    /// <summary>Begins a session that was prepared.</summary>
    internal async Task BeginAsync(PortalSession session, CancellationToken cancellationToken)
    {
        if (!await sessions.TryAddAsync(PortalSession.Kind, session.SessionId, session, StoreExpiry(session), IndexesOf(session), cancellationToken))
        {
            throw new InvalidOperationException("a fresh session id was taken");
        }
    }

    /// <summary>Goes on with the session of a user who has just set another password here, instead of ending it with the old one.</summary>
    internal Task<bool> ContinueAsync(PortalSession session, CancellationToken cancellationToken) => WriteAsync(session, cancellationToken);

    /// <summary>
    /// Begins a session of a program that a signed-in person confirmed: the same person, a secret of its own, and no longer life than the person's session. The IdP's logout
    /// ends it too, and so does who revokes the person's session.
    /// </summary>
    public async Task<(string Token, PortalSession Session)> BeginForProgramAsync(PortalSession session, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(session);
        var token = Handles.Create();
        var own = session with { SessionId = Handles.IdOf(token), OriginId = session.SessionId, LastSeenAt = timeProvider.GetUtcNow() };
        return await sessions.TryAddAsync(PortalSession.Kind, own.SessionId, own, StoreExpiry(own), IndexesOf(own), cancellationToken)
            ? (token, own)
            : throw new InvalidOperationException("a fresh session id was taken");
    }

    /// <summary>The live session of a cookie's or bearer token's value, touched; null where there is none, or where it or its person was revoked.</summary>
    public Task<PortalSession?> FindAsync(string? cookie, CancellationToken cancellationToken) =>
        Handles.IsHandle(cookie) ? FindByIdAsync(Handles.IdOf(cookie!), cancellationToken) : Task.FromResult<PortalSession?>(null);

    /// <summary>The live session of an id, touched; null where there is none.</summary>
    internal async Task<PortalSession?> FindByIdAsync(string sessionId, CancellationToken cancellationToken)
    {
        var session = await sessions.FindAsync<PortalSession>(PortalSession.Kind, sessionId, cancellationToken);
        var now = timeProvider.GetUtcNow();
        if (session is null || session.ExpiresAt <= now || session.LastSeenAt + options.SessionIdle <= now
            || await revocations.IsRevokedAsync(session, now, cancellationToken)
            || (session.User is not null && await users.CallerAsync(session, now, cancellationToken) is null))
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

    /// <summary>The live sessions that began with a provider's assertion about a subject, whatever browser holds them.</summary>
    public async Task<IReadOnlyList<PortalSession>> FindBySubjectAsync(string providerArn, string nameId, CancellationToken cancellationToken) =>
        [.. (await sessions.FindByIndexAsync<PortalSession>(PortalSession.Kind, SubjectIndex(providerArn, nameId), cancellationToken)).Select(found => found.Value)];

    /// <summary>
    /// Ends a session, audited, and with it its credentials where that is asked for and the setting says so. What was begun is finished, also for a caller that hangs up: the
    /// revocation is durable before the session goes, so that a failure leaves the session to be ended again.
    /// </summary>
    /// <param name="session">The session.</param>
    /// <param name="request">What the door knows.</param>
    /// <param name="revokeCredentials">False where another session takes the place of this one: a forced sign-in must not take anybody's credentials.</param>
    public async Task EndAsync(PortalSession session, RequestInfo request, bool revokeCredentials)
    {
        ArgumentNullException.ThrowIfNull(session);
        await using (var store = await database.BeginWriteAsync(CancellationToken.None))
        {
            await using var context = new OperationContext(request, session.Identity is { } identity ? FederatedCallers.Of(identity) : UserSessions.Remembered(session), database);
            var home = session.HomeAccount;
            if (revokeCredentials && options.RevokeCredentialsOnLogout)
            {
                var now = timeProvider.GetUtcNow();
                await store.Revocations.PutAsync(new Revocation(home, RevocationKind.Session, session.SessionId, now, now + RevocationList.LongestCredential), CancellationToken.None);
                await store.MarkChangedAsync(home, CancellationToken.None);
            }

            await store.Audit.AppendAsync(AuditComposer.Compose(Logout, context, null, null, null), CancellationToken.None);
            await store.CommitAsync(CancellationToken.None);
        }

        // The writer's turn is given back first: where sessions live in the same database, it is the one that this waits for.
        await sessions.RemoveAsync(PortalSession.Kind, session.SessionId, CancellationToken.None);
    }

    private Task<bool> WriteAsync(PortalSession session, CancellationToken cancellationToken) =>
        sessions.ReplaceAsync(PortalSession.Kind, session.SessionId, session, StoreExpiry(session), cancellationToken);

    private DateTimeOffset StoreExpiry(PortalSession session)
    {
        var idle = session.LastSeenAt + options.SessionIdle;
        return idle < session.ExpiresAt ? idle : session.ExpiresAt;
    }

    // For logout by the IdP. Hashed, since it is personal.
    private static List<string> IndexesOf(PortalSession session) =>
        session.Identity is { } identity ? [SubjectIndex(identity.ProviderArn, identity.NameId?.Value ?? identity.Subject)] : [];

    private static string SubjectIndex(string providerArn, string nameId) => Handles.IdOf($"subject {providerArn} {nameId}");
}
