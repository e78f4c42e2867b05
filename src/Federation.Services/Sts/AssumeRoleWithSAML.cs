using System.ComponentModel.DataAnnotations;
using Federation.Model.Audit;
using Federation.Model.Results;
using Federation.Saml.Assertions;
using Federation.Services.Authorization;
using Federation.Services.Credentials;
using Federation.Services.Federated;
using Federation.Services.Pipeline;
using Federation.Services.Sessions;
using Federation.Services.SignIn;
using Federation.Services.Traces;

namespace Federation.Services.Sts;

/// <summary>AWS: AssumeRoleWithSAML.</summary>
public sealed record AssumeRoleWithSAMLRequest
{
    /// <summary>The role.</summary>
    [Required, Length(20, 2048), RegularExpression(StsPatterns.Arn)]
    public string? RoleArn { get; init; }

    /// <summary>The SAML provider.</summary>
    [Required, Length(20, 2048), RegularExpression(StsPatterns.Arn)]
    public string? PrincipalArn { get; init; }

    /// <summary>The response, base64.</summary>
    [Required, Length(4, 100_000), DataType(DataType.Password)]
    public string? SAMLAssertion { get; init; }

    /// <summary>ARNs of managed policies as session policies.</summary>
    [Length(0, 10)]
    public IReadOnlyList<PolicyDescriptorShape>? PolicyArns { get; init; }

    /// <summary>Session policy, JSON.</summary>
    [Length(1, 2048), RegularExpression(@"[\u0009\u000A\u000D\u0020-\u00FF]+")]
    public string? Policy { get; init; }

    /// <summary>Seconds.</summary>
    [Range(900, 43_200)]
    public int? DurationSeconds { get; init; }

    /// <summary>The type's name: the assertion must not reach a log.</summary>
    public override string ToString() => nameof(AssumeRoleWithSAMLRequest);
}

/// <summary>AWS: AssumeRoleWithSAML, answer.</summary>
public sealed record AssumeRoleWithSAMLResponse
{
    /// <summary>The credentials.</summary>
    public CredentialsShape? Credentials { get; init; }

    /// <summary>The session.</summary>
    public AssumedRoleUserShape? AssumedRoleUser { get; init; }

    /// <summary>Percentage of the room for policies and tags that is used.</summary>
    public int? PackedPolicySize { get; init; }

    /// <summary>The NameID.</summary>
    public string? Subject { get; init; }

    /// <summary>Its format, the prefix cut.</summary>
    public string? SubjectType { get; init; }

    /// <summary>The issuer.</summary>
    public string? Issuer { get; init; }

    /// <summary>The Recipient.</summary>
    public string? Audience { get; init; }

    /// <summary>BASE64(SHA1(issuer + account + "/" + provider)).</summary>
    public string? NameQualifier { get; init; }

    /// <summary>SourceIdentity of the session.</summary>
    public string? SourceIdentity { get; init; }
}

/// <summary>Trades a SAML assertion for credentials of a role: the door for programs, with rules of its own (see <see cref="SamlDoors.Sts"/>).</summary>
public sealed class AssumeRoleWithSAML(
    SamlProviderDirectory providers, SamlDoors doors, RoleGrants grants, PrincipalDirectory principals, SessionIssuer issuer, LoginTraceRecorder traces)
    : ReadOperation<AssumeRoleWithSAMLRequest, AssumeRoleWithSAMLResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("sts", "AssumeRoleWithSAML", AccessLevel.Credentials, Authentication.Unsigned)
    {
        Resource = ActionResource.Role,
        ConditionKeys = PermissionOnlyActions.AssumeRoleKeys,
        Differs = "roles given by a role mapping of the gateway are taken beside those of the Role attribute",
    };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(AssumeRoleWithSAMLRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        if (await providers.FindAsync(request.PrincipalArn!, cancellationToken) is not { } entry)
        {
            return StsErrors.InvalidIdentityToken("Specified provider doesn't exist");
        }

        var result = Saml.Validation.SamlResponseValidator.Validate(request.SAMLAssertion!, doors.Sts(entry, context.Now));
        var attempt = new LoginAttempt(context.Request, LoginAttempt.Sts);
        attempt.Take(entry);
        attempt.Take(result);
        context.Keep(attempt);
        if (!result.Succeeded)
        {
            return SamlErrors.Of(result);
        }

        if (SamlIdentity.Of(entry.Provider, result.Assertion) is not { } identity)
        {
            return StsErrors.InvalidIdentityToken("The SAML assertion names no subject");
        }

        context.Verified(FederatedCallers.Of(identity));
        var role = await principals.FindRoleByArnAsync(request.RoleArn!, cancellationToken);
        context.Audit.Additional["sAMLAssertionID"] = result.Assertion.Id;
        var evaluation = await grants.EvaluateAsync(identity, cancellationToken);
        attempt.Take(identity, evaluation);
        var grant = evaluation.Grants.FirstOrDefault(candidate => candidate.RoleArn == request.RoleArn);
        if (role is null || grant is null)
        {
            return CommonErrors.AccessDenied("Not authorized to perform sts:AssumeRoleWithSAML") with
            {
                Detail = "neither the assertion nor a role mapping gives this role with this provider, or there is no such role",
            };
        }

        if (grant.IsFromAttribute && AwsSamlAttributes.CheckSessionName(identity) is { } wrong)
        {
            return wrong;
        }

        var asserted = AwsSamlAttributes.Read(identity);
        if (!asserted.Succeeded)
        {
            return asserted.Error;
        }

        context.Keep(new Verified(result.Assertion, identity, role, grant, asserted.Value));
        return Needs(SamlDemands.ForRole(role.Role, grant, asserted.Value, request.DurationSeconds));
    }

    /// <inheritdoc/>
    protected override Task<Result<AssumeRoleWithSAMLResponse>> HandleAsync(AssumeRoleWithSAMLRequest request, OperationContext context, CancellationToken cancellationToken) =>
        IssueAsync(request, context, cancellationToken);

    /// <summary>Every login that had a provider leaves its trace, whichever step refused it: the assertion, the grant, the role's trust policy, a parameter, or a use before.</summary>
    public override void Ended(OperationContext context, AwsError? refusal)
    {
        if (context.Found<LoginAttempt>() is not { } attempt)
        {
            return;
        }

        if (refusal is { } error)
        {
            attempt.Withhold(context.Found<Verified>()?.Grant, error);
            traces.Refuse(attempt, error.Code, error.Detail ?? error.Message);
        }
        else
        {
            traces.Accept(attempt);
        }
    }

    private async Task<Result<AssumeRoleWithSAMLResponse>> IssueAsync(AssumeRoleWithSAMLRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var (assertion, identity, role, grant, asserted) = context.Kept<Verified>();
        if (request.DurationSeconds > role.Role.MaxSessionDuration)
        {
            return CommonErrors.Validation("The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
        }

        if (await PassedPolicies.CheckAsync(role.Role.AccountId, request.Policy, request.PolicyArns, context, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        // AWS: the least of DurationSeconds, SessionDuration, SessionNotOnOrAfter and the role's maximum.
        var seconds = Math.Min(Math.Min(request.DurationSeconds ?? asserted.DurationSeconds ?? SessionLength.Default, asserted.DurationSeconds ?? int.MaxValue), role.Role.MaxSessionDuration);
        var claims = FederatedCallers.Claims(identity, role.Role, grant, asserted, context.Now, SessionLength.End(context.Now, seconds, identity.SessionNotOnOrAfter)) with
        {
            SessionPolicies = PassedPolicies.Documents(request.Policy),
            SessionPolicyArns = PassedPolicies.Arns(request.PolicyArns),
        };
        if (claims.ExpiresAt <= context.Now)
        {
            return StsErrors.ExpiredToken("The session at the identity provider has ended");
        }

        var issued = issuer.Issue(role.Role.AccountId, claims, context.Audit);
        if (!issued.Succeeded)
        {
            return issued.Error;
        }

        // Only now: a refusal stays in the trail of the provider's account, or anybody with an IdP could write into anybody's trail.
        context.Audit.Recipient = role.Role.AccountId;
        context.Audit.AlsoFor = context.Caller.AccountId;
        context.Uses.Add(AssertionUse.AtSts(assertion));
        context.AlreadyUsed = StsErrors.InvalidIdentityToken("The SAML assertion has been used before");
        context.Audit.Resources.Add(new AuditResource("AWS::IAM::Role", role.Role.Arn));
        context.Audit.Resources.Add(new AuditResource("AWS::IAM::SAMLProvider", identity.ProviderArn));
        return new AssumeRoleWithSAMLResponse
        {
            Credentials = CredentialsShape.Of(issued.Value),
            AssumedRoleUser = new AssumedRoleUserShape { AssumedRoleId = $"{role.Role.RoleId}:{claims.SessionName}", Arn = Callers.RoleSession(role.Role, claims, null).Arn },
            PackedPolicySize = issued.Value.PackedPolicySize,
            Subject = identity.Subject,
            SubjectType = identity.SubjectType,
            Issuer = identity.Issuer,
            Audience = identity.Recipient,
            NameQualifier = identity.NameQualifier,
            SourceIdentity = claims.SourceIdentity,
        };
    }

    private sealed record Verified(ValidatedAssertion Assertion, SamlIdentity Identity, RoleEntry Role, RoleGrant Grant, AssertedSession Asserted);
}
