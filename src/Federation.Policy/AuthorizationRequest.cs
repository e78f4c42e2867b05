namespace Federation.Policy;

/// <summary>What is asked: may this caller do this action on this resource, in this context.</summary>
public readonly record struct AuthorizationRequest
{
    /// <summary>The caller.</summary>
    public required RequestPrincipal Principal { get; init; }

    /// <summary>The action, <c>service:Name</c>; compared without regard to case.</summary>
    public required string Action { get; init; }

    /// <summary>ARN of the resource; <c>*</c> for actions without resource types.</summary>
    public required string Resource { get; init; }

    /// <summary>Account that owns the resource. Null means that of the caller.</summary>
    public string? ResourceAccountId { get; init; }

    /// <summary>All context keys of the request; the evaluator adds none.</summary>
    public required RequestContext Context { get; init; }
}
