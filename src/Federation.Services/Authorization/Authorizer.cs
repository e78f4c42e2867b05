using Federation.Model.Results;
using Federation.Model.Roles;
using Federation.Policy;
using Federation.Services.Pipeline;

namespace Federation.Services.Authorization;

/// <summary>Decides demands by the policies of the caller, of the role to be assumed, and of what limits both.</summary>
public sealed class Authorizer(PrincipalDirectory principals, ManagedPolicyDirectory managed, AccountDirectory accounts, AuthorizationMessages messages) : IAuthorizer
{
    /// <summary>The reason of every refused assumption of another account's role, whether it is there or not.</summary>
    internal const string OtherAccount = "the role of another account does not exist or is not to be assumed";

    /// <summary>What root may do itself, for its federated users: their session policies are all that limits them.</summary>
    private static readonly PrincipalPolicySet RootOfFederatedUser = new([CompiledPolicy.CompileStored(WellKnownPolicies.Administrator, PolicyKind.Identity, "root")]);

    private readonly SessionPolicyCache _sessionPolicies = new(managed);
    private readonly ContextPool _idle = new();

    /// <inheritdoc/>
    public async Task<AwsError?> AuthorizeAsync(Demand demand, OperationContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(demand);
        ArgumentNullException.ThrowIfNull(context);
        switch (demand.Kind)
        {
            case DemandKind.None:
                return null;
            case DemandKind.Identity when context.Caller.IsAuthenticated && context.Caller.Federated is null:
            case DemandKind.Trust when demand.Role is not null && context.Caller.IsAuthenticated:
                return await DecideAsync(demand, context, cancellationToken);
            case DemandKind.Undeclared:
            case DemandKind.Identity:
            case DemandKind.Trust:
            default:
                return CommonErrors.AccessDenied("Access denied") with { Detail = $"no evaluation for a demand of kind {demand.Kind}" };
        }
    }

    /// <summary>Whether a federated identity may assume a role now: what the portal lists.</summary>
    public async Task<bool> IsTrustedAsync(Demand demand, OperationContext context, CancellationToken cancellationToken) =>
        await AuthorizeAsync(demand, context, cancellationToken) is null;

    private async Task<AwsError?> DecideAsync(Demand demand, OperationContext context, CancellationToken cancellationToken)
    {
        var caller = context.Caller;
        var callerAccount = await accounts.FindAsync(caller.AccountId, cancellationToken);
        var resourceAccount = demand.ResourceAccount == caller.AccountId ? callerAccount : await accounts.FindAsync(demand.ResourceAccount, cancellationToken);
        var trusting = demand.Kind == DemandKind.Trust ? await principals.FindRoleAsync(demand.ResourceAccount, demand.Role!.RoleId, cancellationToken) : null;
        if (demand.Kind == DemandKind.Trust && trusting is null)
        {
            return Denied(demand, context, demand.ResourceAccount == caller.AccountId ? "the role is gone" : OtherAccount);
        }

        var own = await PoliciesOfAsync(caller, cancellationToken);
        if (!own.IsKnown)
        {
            return Denied(demand, context, "the caller's principal is gone");
        }

        var sessionPolicies = caller.Session is { } session ? await _sessionPolicies.CompileAsync(caller.AccountId, session, cancellationToken) : null;
        var keys = _idle.Rent();
        try
        {
            ContextBuilder.Fill(keys, context.Request, caller, demand, callerAccount, resourceAccount);
            var inputs = new EvaluationInputs
            {
                Request = new AuthorizationRequest
                {
                    Principal = PrincipalOf(caller),
                    Action = demand.Action,
                    Resource = demand.Resource,
                    ResourceAccountId = demand is { Kind: DemandKind.Identity, IsForCallerToDecide: true } ? caller.AccountId.Value : demand.ResourceAccount.IsSet ? demand.ResourceAccount.Value : null,
                    Context = keys,
                },
                Principal = demand.AccountGrant is { } grant && own.Policies is { } policies ? new PrincipalPolicySet([.. policies.Identity.Policies, grant], policies.Boundary?.Policies[0]) : own.Policies,
                Session = sessionPolicies,
                ResourcePolicy = trusting?.Trust.Set,
                ResourcePolicyKind = trusting is null ? null : PolicyKind.Trust,
            };
            return PolicyEvaluator.Evaluate(inputs) == Outcome.Allowed ? null : Explain(demand, context, inputs);
        }
        finally
        {
            keys.Clear();
            _idle.Return(keys);
        }
    }

    /// <summary>Fails closed: a kind of caller that is not named here is not known.</summary>
    private async ValueTask<(bool IsKnown, PrincipalPolicySet? Policies)> PoliciesOfAsync(Caller caller, CancellationToken cancellationToken) => caller.Kind switch
    {
        // Root needs no identity policy; what limits it comes from the organization.
        CallerKind.Root or CallerKind.SamlIdentity or CallerKind.WebIdentity => (true, null),
        // A federated user has at most what its session policies leave of the rights of whoever asked for it.
        CallerKind.FederatedUser when caller.PrincipalId is null => (true, RootOfFederatedUser),
        CallerKind.User or CallerKind.FederatedUser when caller.PrincipalId is { } id => await principals.FindUserAsync(caller.AccountId, id, cancellationToken) is { } user ? (true, user.Policies) : (false, null),
        CallerKind.AssumedRole when caller.PrincipalId is { } id => await principals.FindRoleAsync(caller.AccountId, id, cancellationToken) is { } role ? (true, role.Policies) : (false, null),
        _ => (false, null),
    };

    private AwsError Explain(Demand demand, OperationContext context, in EvaluationInputs inputs)
    {
        var decision = PolicyEvaluator.Explain(inputs);
        // AWS: STS's unsigned calls say no more than this, since the caller has no principal yet; and of a role, whoever may not assume it does not learn whether it is there.
        if (context.Caller.Federated is not null || demand.Kind == DemandKind.Trust)
        {
            // Nor do the administrators of the caller's account learn from their trail what another account's trust policy says.
            return Denied(demand, context, demand.Kind == DemandKind.Trust && demand.ResourceAccount != context.Caller.AccountId ? OtherAccount : Describe(decision));
        }

        var message = decision.DenialMessage(inputs.Request, demand.Shown) ?? $"User: {context.Caller.Arn} is not authorized to perform: {demand.Action}";
        return CommonErrors.AccessDenied(message) with
        {
            Detail = demand.Shown is null ? Describe(decision) : $"{Describe(decision)}; resource: {demand.Resource}",
            // Not for trust policies: a denial for a role that is not there has no decision, and must not be told from the others.
            EncodedAuthorizationMessage = demand.ResourceAccount == context.Caller.AccountId || demand.IsForCallerToDecide ? messages.Seal(context.Caller.AccountId, decision, inputs.Request, context.Caller) : null,
        };
    }

    private static AwsError Denied(Demand demand, OperationContext context, string detail) => Unexplained(context.Caller, demand.Action, demand.Shown ?? demand.Resource, detail);

    /// <summary>A denial whose text holds only what the caller said; the reason goes to the log and the audit record.</summary>
    internal static AwsError Unexplained(Caller caller, string action, string resource, string detail) =>
        CommonErrors.AccessDenied(caller.Federated is not null
            ? $"Not authorized to perform {action}"
            : $"User: {caller.Arn} is not authorized to perform: {action} on resource: {resource}") with
        { Detail = detail };

    private static string Describe(Decision decision)
    {
        var statements = string.Join(", ", decision.DecidingStatements.Select(statement => $"{statement.Policy}[{statement.Sid ?? statement.Index.ToString(System.Globalization.CultureInfo.InvariantCulture)}]"));
        var missing = string.Join(", ", decision.MissingContextKeys);
        var failed = string.Join(", ", decision.FailedConditions.Select(condition => $"{condition.Operator} {condition.Key}"));
        var parts = new (string Name, string? Value)[] { ("lacking", decision.LackingKind?.ToString()), ("deciding", statements), ("failed conditions", failed), ("missing keys", missing) };
        return string.Join("; ", parts.Where(part => !string.IsNullOrEmpty(part.Value)).Select(part => $"{part.Name}: {part.Value}").Prepend(decision.Outcome.ToString()));
    }

    private static RequestPrincipal PrincipalOf(Caller caller) => caller.Kind switch
    {
        CallerKind.Root => RequestPrincipal.Root(caller.AccountId.Value),
        CallerKind.User => RequestPrincipal.User(caller.Arn, caller.AccountId.Value, caller.PrincipalId),
        CallerKind.AssumedRole => RequestPrincipal.AssumedRole(caller.Arn, caller.PrincipalArn, caller.AccountId.Value, caller.PrincipalId),
        CallerKind.FederatedUser => RequestPrincipal.FederatedUser(caller.Arn, caller.PrincipalArn, caller.AccountId.Value, caller.PrincipalId),
        CallerKind.SamlIdentity or CallerKind.WebIdentity => RequestPrincipal.Federated(caller.Federated!.ProviderArn),
        _ => RequestPrincipal.Anonymous,
    };
}
