using Federation.Model.Identifiers;
using Federation.Policy;

namespace Federation.Services.Iam.Simulation;

/// <summary>Asks the evaluator of every call, and puts its decisions into the simulator's words.</summary>
internal sealed class SimulatedCase(SimulatedPolicies policies, RequestPrincipal caller, RequestContext keys, string ownerOfUnnamed, bool isBound)
{
    private const string AllowAll = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""";
    private static readonly PrincipalPolicySet Everything = new([CompiledPolicy.CompileStored(AllowAll, PolicyKind.Identity, "everything")]);

    private readonly PrincipalPolicySet _principal = new(policies.Identity.Select(policy => policy.Policy), policies.Boundary?.Policy);
    private readonly PrincipalPolicySet _identity = new(policies.Identity.Select(policy => policy.Policy));
    private readonly PrincipalPolicySet? _boundary = policies.Boundary is { } boundary ? new(
        [CompiledPolicy.CompileStored(boundary.Source.Document, PolicyKind.Identity, boundary.Source.Id)]) : null;

    /// <summary>One action on one resource.</summary>
    internal EvaluationResultShape Evaluate(string action, string resource)
    {
        var account = OwnerOf(resource);
        var decision = PolicyEvaluator.Explain(Inputs(action, resource, account, _principal, policies.Resource?.Policy.Set));
        var outcome = Name(decision.Outcome);
        var statements = decision.DecidingStatements.Select(Show).ToArray();
        var details = account is not null && account != caller.AccountId ? Details(action, resource, account)
            : resource == "*" ? null : new Dictionary<string, string>(StringComparer.Ordinal);
        var boundary = _boundary is null ? null : new PermissionsBoundaryDecisionDetailShape
        {
            AllowedByPermissionsBoundary = PolicyEvaluator.Evaluate(Inputs(action, resource, null, _boundary, null)) == Outcome.Allowed,
        };
        return new EvaluationResultShape
        {
            EvalActionName = action,
            EvalResourceName = resource,
            EvalDecision = outcome,
            MatchedStatements = statements,
            MissingContextValues = decision.MissingContextKeys,
            OrganizationsDecisionDetail = isBound ? new OrganizationsDecisionDetailShape { AllowedByOrganizations = !IsDeniedByOrganization(decision) } : null,
            PermissionsBoundaryDecisionDetail = boundary,
            EvalDecisionDetails = details,
            ResourceSpecificResults = resource == "*" ? null :
            [
                new ResourceSpecificResultShape
                {
                    EvalResourceName = resource,
                    EvalResourceDecision = outcome,
                    MatchedStatements = statements,
                    MissingContextValues = decision.MissingContextKeys,
                    PermissionsBoundaryDecisionDetail = boundary,
                    EvalDecisionDetails = details is { Count: > 0 } ? details : null,
                },
            ],
        };
    }

    /// <summary>Whose the resource is counts only where it has a policy (AWS: ResourceOwner): the account in its ARN, else the owner of the request, else the caller's.</summary>
    private string? OwnerOf(string resource) =>
        policies.Resource is null ? null : Arn.TryParse(resource, out var arn) && AccountId.TryCreate(arn.AccountId, out _) ? arn.AccountId : ownerOfUnnamed;

    private Dictionary<string, string> Details(string action, string resource, string account)
    {
        var details = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["IAM Policy"] = Name(PolicyEvaluator.Evaluate(Inputs(action, resource, null, _identity, null))),
            ["Resource Policy"] = Name(PolicyEvaluator.Evaluate(Inputs(action, resource, account, Everything, policies.Resource!.Policy.Set))),
        };
        if (_boundary is not null)
        {
            details["Permissions Boundary Policy"] = Name(PolicyEvaluator.Evaluate(Inputs(action, resource, null, _boundary, null)));
        }

        return details;
    }

    private EvaluationInputs Inputs(string action, string resource, string? account, PrincipalPolicySet principal, PolicySet? resourcePolicy) => new()
    {
        Request = new AuthorizationRequest { Principal = caller, Action = action, Resource = resource, ResourceAccountId = account, Context = keys },
        Principal = principal,
        ResourcePolicy = resourcePolicy,
        ResourcePolicyKind = resourcePolicy is null ? null : PolicyKind.Resource,
    };

    private MatchedStatementShape Show(StatementReference statement)
    {
        var source = policies.All.Single(policy => policy.Policy.Name == statement.Policy).Source;
        return new MatchedStatementShape
        {
            SourcePolicyId = source.Id,
            SourcePolicyType = statement.Kind == PolicyKind.Resource ? "resource" : source.Type,
            StartPosition = Show(statement.Position),
            EndPosition = Show(statement.End),
        };
    }

    private static PositionShape Show(TextPosition position) => new() { Line = position.Line, Column = position.Column };

    private static bool IsDeniedByOrganization(Decision decision) => decision.Outcome == Outcome.ExplicitlyDenied
        ? decision.DecidingStatements.Any(statement => statement.Kind is PolicyKind.ServiceControl or PolicyKind.ResourceControl)
        : decision.LackingKind is PolicyKind.ServiceControl or PolicyKind.ResourceControl;

    private static string Name(Outcome outcome) => outcome switch
    {
        Outcome.Allowed => "allowed",
        Outcome.ExplicitlyDenied => "explicitDeny",
        _ => "implicitDeny",
    };
}
