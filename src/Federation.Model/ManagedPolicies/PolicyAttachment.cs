using Federation.Model.Identifiers;

namespace Federation.Model.ManagedPolicies;

/// <summary>What a managed policy is to the user, group or role that it hangs on (AWS: PolicyUsageType).</summary>
public enum PolicyUsage
{
    /// <summary>Nothing was said.</summary>
    None = 0,

    /// <summary>It gives permissions (PermissionsPolicy).</summary>
    Permissions = 1,

    /// <summary>It bounds permissions (PermissionsBoundary).</summary>
    Boundary = 2,
}

/// <summary>How many users, groups and roles a policy hangs on or bounds.</summary>
/// <param name="PolicyId">Unique id of the policy.</param>
/// <param name="Usage">What it is to them.</param>
/// <param name="Count">How many.</param>
public sealed record PolicyUseCount(string PolicyId, PolicyUsage Usage, int Count);

/// <summary>A managed policy on a user, group or role. Names and ARNs of policies never change, so that they stand here as well.</summary>
public sealed record PolicyAttachment
{
    /// <summary>Account of the owner.</summary>
    public required AccountId AccountId { get; init; }

    /// <summary>Unique id of the user, group or role.</summary>
    public required string OwnerId { get; init; }

    /// <summary>Unique id of the policy.</summary>
    public required string PolicyId { get; init; }

    /// <summary>What the policy is to the owner.</summary>
    public required PolicyUsage Usage { get; init; }

    /// <summary>Name of the policy.</summary>
    public required string PolicyName { get; init; }

    /// <summary>ARN of the policy.</summary>
    public required string PolicyArn { get; init; }
}
