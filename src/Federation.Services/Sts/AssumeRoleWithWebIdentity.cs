using Federation.Model.Audit;
using Federation.Model.Identifiers;
using Federation.Model.Results;
using Federation.Model.Roles;
using Federation.Services.Authorization;
using Federation.Services.Credentials;
using Federation.Services.Federated;
using Federation.Services.Pipeline;
using Federation.Services.Sessions;
using Federation.Services.WebIdentity;

namespace Federation.Services.Sts;

/// <summary>Trades a token of a registered issuer for credentials of a role: the door for workloads that have no key of their own.</summary>
public sealed class AssumeRoleWithWebIdentity(WebIdentityVerifier verifier, PrincipalDirectory principals, SessionIssuer issuer)
    : ReadOperation<AssumeRoleWithWebIdentityRequest, AssumeRoleWithWebIdentityResponse>
{
    private const string Action = "sts:AssumeRoleWithWebIdentity";

    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("sts", "AssumeRoleWithWebIdentity", AccessLevel.Credentials, Authentication.Unsigned)
    {
        Resource = ActionResource.Role,
        ConditionKeys = PermissionOnlyActions.AssumeRoleKeys,
        Differs = "where a token has azp, both azp and one of aud must be registered; PS algorithms are taken; every plain claim is a condition key of the trust policy; OAuth 2.0 access tokens (ProviderId) are refused",
    };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(AssumeRoleWithWebIdentityRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        if (!Arns.TryParseIam(request.RoleArn, "role", out var account, out _, out _))
        {
            return CommonErrors.Validation("Request ARN is invalid");
        }

        if (request.ProviderId is not null)
        {
            return StsErrors.InvalidIdentityToken($"The provider {request.ProviderId} is not supported: do not name one for OpenID Connect tokens");
        }

        // The provider is one of the role's account: nobody brings an issuer of his own.
        var verified = await verifier.VerifyAsync(request.WebIdentityToken!, account, context.Now, cancellationToken);
        if (!verified.Succeeded)
        {
            return verified.Error;
        }

        var identity = verified.Value;
        context.Verified(CallerOf(identity));
        var asserted = TokenSession.Read(identity.Claims);
        if (!asserted.Succeeded)
        {
            return asserted.Error;
        }

        if (await principals.FindRoleByArnAsync(request.RoleArn!, cancellationToken) is not { } entry)
        {
            return Authorizer.Unexplained(context.Caller, Action, request.RoleArn!, "the role does not exist");
        }

        context.Keep(new Ready(identity, entry.Role, asserted.Value));
        return Needs(FederatedDemands.ForRole(Action, entry.Role, request.RoleSessionName!, asserted.Value, request.DurationSeconds));
    }

    /// <inheritdoc/>
    protected override async Task<Result<AssumeRoleWithWebIdentityResponse>> HandleAsync(AssumeRoleWithWebIdentityRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var (identity, role, asserted) = context.Kept<Ready>();
        if (request.DurationSeconds > role.MaxSessionDuration)
        {
            return CommonErrors.Validation("The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
        }

        if (await PassedPolicies.CheckAsync(role.AccountId, request.Policy, request.PolicyArns, context, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        var claims = Claims(request, identity, role, asserted, context.Now);
        var issued = issuer.Issue(role.AccountId, claims, context.Audit);
        if (!issued.Succeeded)
        {
            return issued.Error;
        }

        context.Audit.Resources.Add(new AuditResource("AWS::IAM::Role", role.Arn));
        context.Audit.Resources.Add(new AuditResource("AWS::IAM::OIDCProvider", identity.Provider.Arn));
        var user = Callers.RoleSession(role, claims, null);
        return new AssumeRoleWithWebIdentityResponse
        {
            Credentials = CredentialsShape.Of(issued.Value),
            SubjectFromWebIdentityToken = identity.Subject,
            AssumedRoleUser = new AssumedRoleUserShape { AssumedRoleId = user.UserId, Arn = user.Arn },
            PackedPolicySize = issued.Value.PackedPolicySize,
            Provider = identity.Provider.Arn,
            Audience = identity.Audience[0],
            SourceIdentity = asserted.SourceIdentity,
        };
    }

    private static Caller CallerOf(TokenIdentity identity)
    {
        var federated = identity.ToFederated();
        return new Caller
        {
            Kind = CallerKind.WebIdentity,
            AccountId = identity.Provider.AccountId,
            Arn = identity.Provider.Arn,
            PrincipalArn = identity.Provider.Arn,
            UserId = federated.PrincipalId,
            Name = identity.Subject,
            Federated = federated,
        };
    }

    private static SessionClaims Claims(AssumeRoleWithWebIdentityRequest request, TokenIdentity identity, Role role, AssertedSession asserted, DateTimeOffset now) => new()
    {
        Principal = SessionPrincipal.Role,
        PrincipalId = role.RoleId,
        SessionName = request.RoleSessionName,
        IssuedAt = now,
        ExpiresAt = SessionLength.End(now, Math.Min(request.DurationSeconds ?? SessionLength.Default, role.MaxSessionDuration), null),
        Tags = asserted.Tags,
        TransitiveTagKeys = asserted.TransitiveTagKeys,
        SourceIdentity = asserted.SourceIdentity,
        SessionPolicies = PassedPolicies.Documents(request.Policy),
        SessionPolicyArns = PassedPolicies.Arns(request.PolicyArns),
        FederatedProvider = identity.Provider.Arn,
        FederatedContext = identity.SessionKeys(),
        SessionId = EventIds.Create(now),
        HomeAccount = identity.Provider.AccountId.Value,
        SubjectKey = identity.SubjectKey,
    };

    private sealed record Ready(TokenIdentity Identity, Role Role, AssertedSession Asserted);
}
