using System.ComponentModel.DataAnnotations;

namespace Federation.Services.Iam.Simulation;

/// <summary>AWS: ContextEntry.</summary>
public sealed record ContextEntryShape
{
    /// <summary>Such as <c>aws:SourceIp</c>, 5 to 256 characters.</summary>
    [Length(5, 256)]
    public string? ContextKeyName { get; init; }

    /// <summary>One value, or any number of them for a type of list.</summary>
    public IReadOnlyList<string>? ContextKeyValues { get; init; }

    /// <summary>What the values are.</summary>
    [AllowedValues("string", "stringList", "numeric", "numericList", "boolean", "booleanList", "ip", "ipList", "binary", "binaryList", "date", "dateList")]
    public string? ContextKeyType { get; init; }
}

/// <summary>AWS: Position.</summary>
public sealed record PositionShape
{
    /// <summary>From 1.</summary>
    public int? Line { get; init; }

    /// <summary>From 1, in UTF-16 characters.</summary>
    public int? Column { get; init; }
}

/// <summary>AWS: Statement, one that decided.</summary>
public sealed record MatchedStatementShape
{
    /// <summary>Name of the policy; <c>PolicyInputList.N</c> for one of the request.</summary>
    public string? SourcePolicyId { get; init; }

    /// <summary>user, group, role, aws-managed, user-managed, resource; none for one of the request.</summary>
    public string? SourcePolicyType { get; init; }

    /// <summary>Where the statement begins.</summary>
    public PositionShape? StartPosition { get; init; }

    /// <summary>Where it ends, exclusive.</summary>
    public PositionShape? EndPosition { get; init; }
}

/// <summary>AWS: OrganizationsDecisionDetail.</summary>
public sealed record OrganizationsDecisionDetailShape
{
    /// <summary>Whether the organization's policies allow it.</summary>
    public bool? AllowedByOrganizations { get; init; }
}

/// <summary>AWS: PermissionsBoundaryDecisionDetail.</summary>
public sealed record PermissionsBoundaryDecisionDetailShape
{
    /// <summary>Whether the boundary allows it.</summary>
    public bool? AllowedByPermissionsBoundary { get; init; }
}

/// <summary>AWS: ResourceSpecificResult.</summary>
public sealed record ResourceSpecificResultShape
{
    /// <summary>ARN of the resource.</summary>
    public string? EvalResourceName { get; init; }

    /// <summary>allowed, explicitDeny or implicitDeny.</summary>
    public string? EvalResourceDecision { get; init; }

    /// <summary>The statements that decided.</summary>
    public IReadOnlyList<MatchedStatementShape> MatchedStatements { get; init; } = [];

    /// <summary>Keys that the policies look at and that the request did not give.</summary>
    public IReadOnlyList<string> MissingContextValues { get; init; } = [];

    /// <summary>What each kind of policy says, between accounts.</summary>
    public IReadOnlyDictionary<string, string>? EvalDecisionDetails { get; init; }

    /// <summary>What the boundary says, where there is one.</summary>
    public PermissionsBoundaryDecisionDetailShape? PermissionsBoundaryDecisionDetail { get; init; }
}

/// <summary>AWS: EvaluationResult.</summary>
public sealed record EvaluationResultShape
{
    /// <summary>The action.</summary>
    public string? EvalActionName { get; init; }

    /// <summary>The resource; <c>*</c> where none was given.</summary>
    public string? EvalResourceName { get; init; }

    /// <summary>allowed, explicitDeny or implicitDeny.</summary>
    public string? EvalDecision { get; init; }

    /// <summary>The statements that decided: for an explicit denial the denying ones only.</summary>
    public IReadOnlyList<MatchedStatementShape> MatchedStatements { get; init; } = [];

    /// <summary>Keys that the policies look at and that the request did not give.</summary>
    public IReadOnlyList<string> MissingContextValues { get; init; } = [];

    /// <summary>What the organization's policies say, for an account that they bind.</summary>
    public OrganizationsDecisionDetailShape? OrganizationsDecisionDetail { get; init; }

    /// <summary>What the boundary says, where there is one.</summary>
    public PermissionsBoundaryDecisionDetailShape? PermissionsBoundaryDecisionDetail { get; init; }

    /// <summary>What each kind of policy says, between accounts; empty within one account where a resource was given.</summary>
    public IReadOnlyDictionary<string, string>? EvalDecisionDetails { get; init; }

    /// <summary>The result for the resource, where one was given.</summary>
    public IReadOnlyList<ResourceSpecificResultShape>? ResourceSpecificResults { get; init; }
}

/// <summary>AWS: SimulatePolicyResponse.</summary>
public sealed record SimulatePolicyResponse
{
    /// <summary>One result for each action and resource.</summary>
    public IReadOnlyList<EvaluationResultShape> EvaluationResults { get; init; } = [];

    /// <summary>Whether there are more.</summary>
    public bool? IsTruncated { get; init; }

    /// <summary>For the next page.</summary>
    public string? Marker { get; init; }
}

/// <summary>AWS: GetContextKeysForPolicyResponse.</summary>
public sealed record ContextKeysResponse
{
    /// <summary>The keys, each once.</summary>
    public IReadOnlyList<string> ContextKeyNames { get; init; } = [];
}
