using Federation.Model.Results;
using Federation.Services.Authorization;
using Federation.Services.Pipeline;
using Federation.Services.SignIn;
using Federation.Services.Sts;
using Federation.Services.UserSignIns;

namespace Federation.Services.Portal;

/// <summary>
/// Credentials of a role for a signed-in person. A federated person gets them by the assertion, an IAM user by AssumeRole itself: the same checks and the same record as over
/// the wire, with the user's name as session name.
/// </summary>
public sealed class PortalCredentials(
    CreatePortalCredentials createCredentials, AssumeRole assumeRole, UserSessions users, PrincipalDirectory principals, OperationInvoker invoker, TimeProvider timeProvider)
{
    /// <summary>Issues them; a duration above the maximum is cut.</summary>
    public async Task<Result<CredentialsShape>> IssueAsync(PortalSession session, CreatePortalCredentialsRequest request, RequestInfo info, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(request);
        if (session.User is null)
        {
            var created = await invoker.InvokeAsync(createCredentials, request, info, PortalCallers.Of(session), cancellationToken);
            return created.Succeeded ? ((CreatePortalCredentialsResponse)created.Value).Credentials! : created.Error;
        }

        if (await users.CallerAsync(session, timeProvider.GetUtcNow(), cancellationToken) is not { } caller)
        {
            return CommonErrors.AccessDenied("Your session has ended.");
        }

        var longest = request.RoleArn is { } arn && await principals.FindRoleByArnAsync(arn, cancellationToken) is { } entry ? entry.Role.MaxSessionDuration : (int?)null;
        var assume = new AssumeRoleRequest
        {
            RoleArn = request.RoleArn,
            RoleSessionName = UserRoles.SessionNameOf(caller.Name!),
            DurationSeconds = request.DurationSeconds is { } seconds && longest is { } most ? Math.Min(seconds, most) : request.DurationSeconds,
        };
        var assumed = await invoker.InvokeAsync(assumeRole, assume, info, caller, cancellationToken);
        return assumed.Succeeded ? ((AssumeRoleResponse)assumed.Value).Credentials! : assumed.Error;
    }
}
