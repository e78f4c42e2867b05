using Federation.Model.Results;
using Federation.Services.Credentials;
using Federation.Services.Pipeline;
using Federation.Services.Portal;
using Federation.Services.SignIn;

namespace Federation.Services.Console;

/// <summary>
/// The role in which a person works in the console. Its credentials are issued as any others are, stay here, and are asked anew at each page: what is revoked, expired or
/// gone counts at once. They end with the session that they are bound to.
/// </summary>
public sealed class ConsoleSessions(
    PortalCredentials portalCredentials, CredentialAuthenticator authenticator, SealedSessions sessions, TimeProvider timeProvider)
{
    private const string Kind = "console-role";

    /// <summary>Opens the console in a role; a role that was open before is closed.</summary>
    public async Task<Result<Nothing>> OpenAsync(PortalSession session, string roleArn, RequestInfo request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(session);
        var issued = await portalCredentials.IssueAsync(session, new CreatePortalCredentialsRequest { RoleArn = roleArn }, request, cancellationToken);
        if (!issued.Succeeded)
        {
            return issued.Error;
        }

        // The secret is not kept: nothing is signed here, and the token proves the session to the one who sealed it.
        var credentials = issued.Value;
        var role = new ConsoleRole { AccessKeyId = credentials.AccessKeyId!, SessionToken = credentials.SessionToken!, RoleArn = roleArn };
        await sessions.RemoveAsync(Kind, session.SessionId, cancellationToken);
        await sessions.TryAddAsync(Kind, session.SessionId, role, credentials.Expiration!.Value, [], cancellationToken);
        return Nothing.Value;
    }

    /// <summary>The caller that a session's console pages act as; null where no role is open, or its credentials count no longer.</summary>
    public async Task<Caller?> FindAsync(PortalSession session, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(session);
        if (await sessions.FindAsync<ConsoleRole>(Kind, session.SessionId, cancellationToken) is not { } role)
        {
            return null;
        }

        var now = timeProvider.GetUtcNow();
        var candidate = await authenticator.FindAsync(role.AccessKeyId, role.SessionToken, now, static () => true, cancellationToken);
        if (!candidate.Succeeded)
        {
            return null;
        }

        var caller = await authenticator.CompleteAsync(candidate.Value, now, cancellationToken);
        return caller.Succeeded ? caller.Value : null;
    }

    /// <summary>Closes the console.</summary>
    public Task CloseAsync(PortalSession session, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(session);
        return sessions.RemoveAsync(Kind, session.SessionId, cancellationToken);
    }

    private sealed record ConsoleRole
    {
        public required string AccessKeyId { get; init; }

        public required string SessionToken { get; init; }

        public required string RoleArn { get; init; }

        public override string ToString() => nameof(ConsoleRole);
    }
}
