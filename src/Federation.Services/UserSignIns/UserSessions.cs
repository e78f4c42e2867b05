using Federation.Model.Identifiers;
using Federation.Model.Passwords;
using Federation.Model.Storage;
using Federation.Model.Users;
using Federation.Services.Authorization;
using Federation.Services.Caching;
using Federation.Services.Credentials;
using Federation.Services.Pipeline;
using Federation.Services.Sessions;
using Federation.Services.SignIn;

namespace Federation.Services.UserSignIns;

/// <summary>What IAM users' portal sessions are at this moment: live or over, and as which caller.</summary>
public sealed class UserSessions(IDatabase database, IChangeTracker tracker, PrincipalDirectory principals, AccountDirectory accounts, RevocationList revocations, CacheOptions options)
{
    private readonly VersionedCache<string, LoginProfile> _profiles = new(
        tracker, options.LoginProfiles, static _ => 0, (account, userId, cancellationToken) => LoadAsync(database, account, userId, cancellationToken));

    /// <summary>
    /// The caller that a session is; null where it is over: the user is gone or was revoked, the password was taken away or set anew, the account is closed.
    /// </summary>
    public async Task<Caller?> CallerAsync(PortalSession session, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(session);
        if (session.User is not { } identity || await accounts.FindAsync(identity.AccountId, cancellationToken) is not { IsActive: true }
            || await revocations.IsRevokedAsync(session, now, cancellationToken)
            || await principals.FindUserAsync(identity.AccountId, identity.UserId, cancellationToken) is not { } entry)
        {
            return null;
        }

        var profile = await _profiles.GetAsync(identity.AccountId, identity.UserId, cancellationToken);
        return profile is not null && identity.IsOf(profile) ? CallerOf(entry.User, session) : null;
    }

    /// <summary>The user in a session of its own, with its tags, as policies decide about it.</summary>
    internal static Caller CallerOf(User user, PortalSession session) => Callers.User(user, ClaimsOf(session, session.User!), null) with { PortalSession = session };

    /// <summary>The caller as the session was begun, for its audit records: nothing is decided by it.</summary>
    internal static Caller Remembered(PortalSession session) => new()
    {
        Kind = CallerKind.User,
        AccountId = session.HomeAccount,
        Arn = session.User!.Arn,
        PrincipalArn = session.User.Arn,
        UserId = session.User.UserId,
        PrincipalId = session.User.UserId,
        Name = session.User.UserName,
        Session = ClaimsOf(session, session.User),
        PortalSession = session,
    };

    /// <summary>As AWS's console has it: a session of the user, with or without a second factor, whose revocation reaches what is issued from it.</summary>
    private static SessionClaims ClaimsOf(PortalSession session, UserIdentity identity) => new()
    {
        Principal = SessionPrincipal.User,
        PrincipalId = identity.UserId,
        IssuedAt = session.AuthenticatedAt,
        ExpiresAt = session.ExpiresAt,
        MfaAuthenticatedAt = identity.MfaAuthenticatedAt,
        SessionId = session.SessionId,
        OriginId = session.OriginId,
        SubjectKey = identity.UserId,
        HomeAccount = identity.Account,
    };

    private static async Task<LoginProfile?> LoadAsync(IDatabase database, AccountId account, string userId, CancellationToken cancellationToken)
    {
        await using var store = await database.BeginReadAsync(cancellationToken);
        return await store.LoginProfiles.FindAsync(account, userId, cancellationToken);
    }
}
