using Federation.Policy.Compilation;

namespace Federation.Policy.Evaluation;

/// <summary>Facts for the outcome alone: nothing is recorded, nothing allocated. Each set is looked up by action once.</summary>
internal ref struct LazyFacts : IPolicyFacts
{
    private readonly ref readonly EvaluationInputs _inputs;
    private readonly RequestView _request;
    private readonly ActionEntry? _identity;
    private readonly ActionEntry? _boundary;
    private readonly ActionEntry? _session;
    private readonly ActionEntry? _endpoint;
    private readonly ActionEntry? _resource;
    private bool _serviceControlAllows;

    public LazyFacts(in EvaluationInputs inputs)
    {
        _inputs = ref inputs;
        _request = new RequestView(inputs);
        _identity = inputs.Principal?.Identity.For(_request);
        _boundary = inputs.Principal?.Boundary?.For(_request);
        _session = inputs.Session?.For(_request);
        _endpoint = inputs.Endpoint?.For(_request);
        _resource = inputs.ResourcePolicy?.For(_request);
        _serviceControlAllows = true;
    }

    public bool AnyDeny()
        => Denies(_identity) || Denies(_boundary) || Denies(_session) || Denies(_resource) || Denies(_endpoint)
            || ServiceControlDenies() || ResourceControlDenies();

    public readonly bool ServiceControlAllows() => _serviceControlAllows;

    public readonly bool EndpointAllows() => _endpoint is null || Allows(_endpoint);

    public readonly PrincipalMatch ResourceGrants() => _resource is null ? PrincipalMatch.None : _resource.Allow.Match(_request, PrincipalMatch.Direct);

    public readonly bool IdentityAllows() => _identity is not null && Allows(_identity);

    public readonly bool BoundaryAllows() => _boundary is null || Allows(_boundary);

    // AWS STS, GetFederationToken: without session policies the session has no permissions of its own.
    public readonly bool SessionAllows() => _session is null ? _request.Caller.Kind != PrincipalKind.FederatedUser : Allows(_session);

    // INVARIANT: looks at every level unless one denies, so that what is kept of the Allow statements is complete.
    private bool ServiceControlDenies()
    {
        if (!DecisionLogic.ServiceControlApplies(_inputs))
        {
            return false;
        }

        var levels = _inputs.ServiceControl!;
        for (var i = 0; i < levels.Count; i++)
        {
            var entry = levels[i].For(_request);
            if (Denies(entry))
            {
                return true;
            }

            _serviceControlAllows = _serviceControlAllows && Allows(entry);
        }

        return false;
    }

    private readonly bool ResourceControlDenies()
    {
        if (!DecisionLogic.ResourceControlApplies(_inputs))
        {
            return false;
        }

        var levels = _inputs.ResourceControl!;
        for (var i = 0; i < levels.Count; i++)
        {
            if (Denies(levels[i].For(_request)))
            {
                return true;
            }
        }

        return false;
    }

    private readonly bool Denies(ActionEntry? entry) => entry is not null && entry.Deny.Match(_request) != PrincipalMatch.None;

    private readonly bool Allows(ActionEntry entry) => entry.Allow.Match(_request) != PrincipalMatch.None;
}
