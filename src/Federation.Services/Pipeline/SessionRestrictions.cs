using Federation.Model.Results;
using Federation.Services.Sessions;

namespace Federation.Services.Pipeline;

/// <summary>
/// What temporary credentials may not call at all, whatever policies say (AWS: Compare AWS STS credentials): GetSessionToken's call no IAM without MFA, and of STS only
/// AssumeRole and GetCallerIdentity; GetFederationToken's call no IAM, and of STS only GetCallerIdentity. <c>federation</c> is this gateway's IAM (who gets which role, how providers
/// are believed, whose sessions end, which keys sign) and is restricted like it, reads included. AWS restricts neither organizations nor cloudtrail, and so policies alone decide there.
/// </summary>
internal static class SessionRestrictions
{
    internal static AwsError? Check(OperationDescriptor operation, Caller caller)
    {
        // AWS: a user at the console may do what the user may do; the restrictions are those of keys that are handed on.
        if (caller.Session is not { } session || caller is { Kind: CallerKind.User, PortalSession: not null })
        {
            return null;
        }

        var isAllowed = session.Principal switch
        {
            SessionPrincipal.Role => true,
            SessionPrincipal.User or SessionPrincipal.Root => operation.Service switch
            {
                "iam" or "federation" => session.MfaAuthenticatedAt is not null,
                "sts" => operation.Name is "AssumeRole" or "GetCallerIdentity",
                "organizations" or "cloudtrail" => true,
                _ => false,
            },
            SessionPrincipal.FederatedUser => operation.Service switch
            {
                "sts" => operation.Name is "GetCallerIdentity",
                "organizations" or "cloudtrail" => true,
                _ => false,
            },
            _ => false,
        };
        return isAllowed ? null : new AwsError("AccessDenied", 403, $"Cannot call {operation.Name} with session credentials");
    }
}
