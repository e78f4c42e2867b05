using Federation.Policy.Compilation;

namespace Federation.Policy.Evaluation;

/// <summary>Facts for the outcome alone: nothing is recorded, nothing allocated.</summary>
internal readonly ref struct LazyFacts : IPolicyFacts
{
    private readonly ref readonly EvaluationInputs _inputs;
    private readonly RequestView _request;

    public LazyFacts(in EvaluationInputs inputs)
    {
        _inputs = ref inputs;
        _request = new RequestView(inputs);
    }

    public bool AnyDeny()
        => (_inputs.Principal is { } principal && (principal.Identity.Denies(_request) || (principal.Boundary is { } boundary && boundary.Denies(_request))))
            || (_inputs.Session is { } session && session.Denies(_request))
            || (_inputs.ResourcePolicy is { } resource && resource.Denies(_request))
            || (_inputs.Endpoint is { } endpoint && endpoint.Denies(_request))
            || (DecisionLogic.ServiceControlApplies(_inputs) && AnyLevelDenies(_inputs.ServiceControl!))
            || (DecisionLogic.ResourceControlApplies(_inputs) && AnyLevelDenies(_inputs.ResourceControl!));

    public bool ServiceControlAllows()
    {
        if (!DecisionLogic.ServiceControlApplies(_inputs))
        {
            return true;
        }

        var levels = _inputs.ServiceControl!;
        for (var i = 0; i < levels.Count; i++)
        {
            if (!levels[i].Allows(_request))
            {
                return false;
            }
        }

        return true;
    }

    public bool EndpointAllows() => _inputs.Endpoint is not { } endpoint || endpoint.Allows(_request);

    public PrincipalMatch ResourceGrants() => _inputs.ResourcePolicy is { } policy ? policy.Grants(_request) : PrincipalMatch.None;

    public bool IdentityAllows() => _inputs.Principal is { } principal && principal.Identity.Allows(_request);

    public bool BoundaryAllows() => _inputs.Principal?.Boundary is not { } boundary || boundary.Allows(_request);

    // AWS STS, GetFederationToken: without session policies the session has no permissions of its own.
    public bool SessionAllows() => _inputs.Session is { } session ? session.Allows(_request) : _request.Caller.Kind != PrincipalKind.FederatedUser;

    private bool AnyLevelDenies(IReadOnlyList<PolicySet> levels)
    {
        for (var i = 0; i < levels.Count; i++)
        {
            if (levels[i].Denies(_request))
            {
                return true;
            }
        }

        return false;
    }
}
