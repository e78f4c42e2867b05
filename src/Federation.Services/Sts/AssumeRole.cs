using Federation.Model.Audit;
using Federation.Model.Identifiers;
using Federation.Model.Results;
using Federation.Services.Authorization;
using Federation.Services.Credentials;
using Federation.Services.Pipeline;
using Federation.Services.Sessions;

namespace Federation.Services.Sts;

/// <summary>Trades the caller's credentials for those of a role that trusts the caller: the trust policy decides, with the caller's own policies where AWS asks for both.</summary>
public sealed class AssumeRole(PrincipalDirectory principals, SessionIssuer issuer, MfaInCall mfa) : ReadOperation<AssumeRoleRequest, AssumeRoleResponse>
{
    /// <summary>AWS: IAM roles, role chaining.</summary>
    private const int LongestChained = 3600;

    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("sts", "AssumeRole", AccessLevel.Credentials)
    {
        Resource = ActionResource.Role,
        ConditionKeys = [.. PermissionOnlyActions.AssumeRoleKeys, "sts:ExternalId"],
        Differs = "no context providers are known, so ProvidedContexts are refused; PackedPolicySize follows a published rule of its own",
    };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(AssumeRoleRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        if (context.Caller.Kind == CallerKind.Root)
        {
            return CommonErrors.AccessDenied("Roles may not be assumed by root accounts.");
        }

        if (!Arns.TryParseIam(request.RoleArn, "role", out var account, out _, out _))
        {
            return CommonErrors.Validation($"{request.RoleArn} is invalid");
        }

        // Whatever is wrong with the request itself is said before the role is looked for: no refusal tells whether it is there.
        var session = ChainedSession.Of(request.Tags, request.TransitiveTagKeys, request.SourceIdentity, context.Caller);
        if (!session.Succeeded)
        {
            return session.Error;
        }

        if (CheckContexts(request) is { } refusal)
        {
            return refusal;
        }

        var factor = await mfa.VerifyAsync(request.SerialNumber, request.TokenCode, context, cancellationToken);
        if (!factor.Succeeded)
        {
            return factor.Error;
        }

        if (await principals.FindRoleByArnAsync(request.RoleArn!, cancellationToken) is not { } entry)
        {
            return Authorizer.Unexplained(context.Caller, AssumeRoleDemands.Action, request.RoleArn!, account == context.Caller.AccountId ? "the role does not exist" : Authorizer.OtherAccount);
        }

        context.Keep(new Ready(entry, session.Value, factor.Value));
        return Needs(AssumeRoleDemands.For(entry.Role, request, session.Value, factor.Value));
    }

    /// <inheritdoc/>
    protected override Task<AwsError?> PrepareAsync(AssumeRoleRequest request, OperationContext context, CancellationToken cancellationToken) =>
        mfa.UseAsync(context.Kept<Ready>().Factor, cancellationToken);

    /// <inheritdoc/>
    protected override async Task<Result<AssumeRoleResponse>> HandleAsync(AssumeRoleRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var (entry, session, factor) = context.Kept<Ready>();
        var role = entry.Role;
        if (CheckDuration(request, role.MaxSessionDuration, context.Caller) is { } tooLong)
        {
            return tooLong;
        }

        if (await PassedPolicies.CheckAsync(role.AccountId, request.Policy, request.PolicyArns, context, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        var claims = Claims(request, entry, session, context) with { MfaAuthenticatedAt = factor.AuthenticatedAt(context) };
        var issued = issuer.Issue(role.AccountId, claims, context.Audit);
        if (!issued.Succeeded)
        {
            return issued.Error;
        }

        // Only now: a refusal stays in the caller's trail, or anybody could write into anybody's.
        context.Audit.AlsoFor = role.AccountId;
        context.Audit.Resources.Add(new AuditResource("AWS::IAM::Role", role.Arn));
        var user = Callers.RoleSession(role, claims, null);
        return new AssumeRoleResponse
        {
            Credentials = CredentialsShape.Of(issued.Value),
            AssumedRoleUser = new AssumedRoleUserShape { AssumedRoleId = user.UserId, Arn = user.Arn },
            PackedPolicySize = issued.Value.PackedPolicySize,
            SourceIdentity = claims.SourceIdentity,
        };
    }

    private static AwsError? CheckContexts(AssumeRoleRequest request) => request.ProvidedContexts is { Count: > 0 } contexts
        ? CommonErrors.Validation($"The context provider {contexts[0].ProviderArn ?? "without an ARN"} is not known.")
        : null;

    private static AwsError? CheckDuration(AssumeRoleRequest request, int roleMaximum, Caller caller) =>
        request.DurationSeconds > LongestChained && caller.Kind == CallerKind.AssumedRole
            ? CommonErrors.Validation("The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.")
        : request.DurationSeconds > roleMaximum
            ? CommonErrors.Validation("The requested DurationSeconds exceeds the MaxSessionDuration set for this role.")
        : null;

    private static SessionClaims Claims(AssumeRoleRequest request, RoleEntry entry, ChainedSession session, OperationContext context)
    {
        var caller = context.Caller;
        return new SessionClaims
        {
            Principal = SessionPrincipal.Role,
            PrincipalId = entry.Role.RoleId,
            SessionName = request.RoleSessionName,
            IssuedAt = context.Now,
            ExpiresAt = SessionLength.End(context.Now, request.DurationSeconds ?? SessionLength.Default, null),
            Tags = session.Tags,
            TransitiveTagKeys = session.TransitiveKeys,
            SourceIdentity = session.SourceIdentity,
            SessionPolicies = PassedPolicies.Documents(request.Policy),
            SessionPolicyArns = PassedPolicies.Arns(request.PolicyArns),
            // Revocation follows the chain: of the session it began with, of the person or user at its beginning, in the account where those are revoked.
            SessionId = caller.Session?.SessionId ?? EventIds.Create(context.Now),
            OriginId = caller.Session?.OriginId,
            SubjectKey = caller.Session?.SubjectKey ?? (caller.Kind == CallerKind.User ? caller.PrincipalId : null),
            HomeAccount = caller.Session?.HomeAccount ?? caller.AccountId.Value,
            IsChained = caller.Kind == CallerKind.AssumedRole,
        };
    }

    private sealed record Ready(RoleEntry Entry, ChainedSession Session, MfaInCallProof Factor);
}
