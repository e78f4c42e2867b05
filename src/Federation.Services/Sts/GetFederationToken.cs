using System.ComponentModel.DataAnnotations;
using Federation.Model.Audit;
using Federation.Model.Identifiers;
using Federation.Model.Results;
using Federation.Services.Iam;
using Federation.Services.Iam.Shapes;
using Federation.Services.Pipeline;
using Federation.Services.Sessions;

namespace Federation.Services.Sts;

/// <summary>AWS: GetFederationToken.</summary>
public sealed record GetFederationTokenRequest
{
    /// <summary>Name of the federated user.</summary>
    [Required, Length(2, 32), RegularExpression(StsPatterns.Name)]
    public string? Name { get; init; }

    /// <summary>Session policy, JSON. Without any the session may do nothing.</summary>
    [Length(1, 2048), RegularExpression(@"[\u0009\u000A\u000D\u0020-\u00FF]+")]
    public string? Policy { get; init; }

    /// <summary>ARNs of managed policies as session policies.</summary>
    [Length(0, 10)]
    public IReadOnlyList<PolicyDescriptorShape>? PolicyArns { get; init; }

    /// <summary>Seconds; 43,200 by default, 3,600 at most for root.</summary>
    [Range(900, 129_600)]
    public int? DurationSeconds { get; init; }

    /// <summary>Session tags.</summary>
    [Length(0, 50)]
    public IReadOnlyList<TagShape>? Tags { get; init; }
}

/// <summary>AWS: FederatedUser.</summary>
public sealed record FederatedUserShape
{
    /// <summary><c>ACCOUNT:NAME</c>.</summary>
    public string? FederatedUserId { get; init; }

    /// <summary><c>arn:aws:sts::ACCOUNT:federated-user/NAME</c>.</summary>
    public string? Arn { get; init; }
}

/// <summary>AWS: GetFederationToken, answer.</summary>
public sealed record GetFederationTokenResponse
{
    /// <summary>The credentials.</summary>
    public CredentialsShape? Credentials { get; init; }

    /// <summary>The federated user.</summary>
    public FederatedUserShape? FederatedUser { get; init; }

    /// <summary>Percentage of the room for policies and tags that is used.</summary>
    public int? PackedPolicySize { get; init; }
}

/// <summary>Temporary credentials for somebody whom the caller vouches for: at most what the caller may do itself, and of that what the session policies leave.</summary>
public sealed class GetFederationToken(SessionIssuer issuer) : ReadOperation<GetFederationTokenRequest, GetFederationTokenResponse>
{
    /// <summary>AWS: root's last an hour at most, whatever is asked for.</summary>
    private const int LongestOfRoot = 3600;

    private const int Usual = 43_200;

    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("sts", "GetFederationToken", AccessLevel.Credentials, Authentication.LongTermKeyOnly) { Resource = ActionResource.FederatedUser };

    /// <inheritdoc/>
    protected override Task<Result<IReadOnlyList<Demand>>> DemandsAsync(GetFederationTokenRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var session = ChainedSession.Of(request.Tags, null, null, context.Caller);
        if (!session.Succeeded)
        {
            return Task.FromResult<Result<IReadOnlyList<Demand>>>(session.Error);
        }

        var keys = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase);
        TagRules.AddRequestContext(keys, request.Tags);
        var account = context.Caller.AccountId;
        context.Keep(session.Value);
        var demand = Demand.Identity(Descriptor.Action, Arns.FederatedUser(account, request.Name!), account) with { Context = keys };
        return Task.FromResult(NeedsWithTags(demand, "sts:TagSession", session.Value.Tags.Count > 0));
    }

    /// <inheritdoc/>
    protected override async Task<Result<GetFederationTokenResponse>> HandleAsync(GetFederationTokenRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var caller = context.Caller;
        if (await PassedPolicies.CheckAsync(caller.AccountId, request.Policy, request.PolicyArns, context, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        var issued = issuer.Issue(caller.AccountId, Claims(request, caller, context), context.Audit);
        return issued.Succeeded
            ? new GetFederationTokenResponse
            {
                Credentials = CredentialsShape.Of(issued.Value),
                FederatedUser = new FederatedUserShape { FederatedUserId = $"{caller.AccountId}:{request.Name}", Arn = Arns.FederatedUser(caller.AccountId, request.Name!) },
                PackedPolicySize = issued.Value.PackedPolicySize,
            }
            : issued.Error;
    }

    private static SessionClaims Claims(GetFederationTokenRequest request, Caller caller, OperationContext context)
    {
        var isRoot = caller.Kind == CallerKind.Root;
        var seconds = request.DurationSeconds ?? Usual;
        return new SessionClaims
        {
            Principal = SessionPrincipal.FederatedUser,
            // INVARIANT: null means root. A user without an id must never become one.
            PrincipalId = isRoot ? null : caller.PrincipalId ?? throw new InvalidOperationException("a user has no id"),
            SessionName = request.Name,
            IssuedAt = context.Now,
            ExpiresAt = SessionLength.End(context.Now, isRoot ? Math.Min(seconds, LongestOfRoot) : seconds, null),
            Tags = context.Kept<ChainedSession>().Tags,
            SessionPolicies = PassedPolicies.Documents(request.Policy),
            SessionPolicyArns = PassedPolicies.Arns(request.PolicyArns),
            SessionId = EventIds.Create(context.Now),
            SubjectKey = caller.PrincipalId ?? caller.UserId,
            HomeAccount = caller.AccountId.Value,
        };
    }
}
