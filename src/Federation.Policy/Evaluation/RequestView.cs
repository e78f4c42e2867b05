namespace Federation.Policy.Evaluation;

/// <summary>A request as statements see it.</summary>
internal readonly ref struct RequestView
{
    public RequestView(in EvaluationInputs inputs)
    {
        var request = inputs.Request;
        Caller = request.Principal;
        Action = request.Action;
        ActionHash = NameHash.Of(Action);
        Resource = request.Resource;
        Context = request.Context;
        ResourceAccount = request.ResourceAccountId ?? Caller.AccountId;
        HasBoundary = inputs.Principal?.Boundary is not null;
    }

    public RequestPrincipal Caller { get; }

    public string Action { get; }

    public int ActionHash { get; }

    public string Resource { get; }

    public RequestContext Context { get; }

    public string? ResourceAccount { get; }

    public bool HasBoundary { get; }
}
