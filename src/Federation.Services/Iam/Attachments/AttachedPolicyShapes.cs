namespace Federation.Services.Iam.Attachments;

/// <summary>AWS: AttachedPolicy.</summary>
public sealed record AttachedPolicyShape
{
    /// <summary>Name of the policy.</summary>
    public string? PolicyName { get; init; }

    /// <summary>ARN of the policy.</summary>
    public string? PolicyArn { get; init; }
}

/// <summary>An answer that lists the managed policies on a user, group or role.</summary>
public sealed record AttachedPoliciesResponse
{
    /// <summary>The policies in order of their names.</summary>
    public IReadOnlyList<AttachedPolicyShape> AttachedPolicies { get; init; } = [];

    /// <summary>Whether there are more.</summary>
    public bool? IsTruncated { get; init; }

    /// <summary>For the next page.</summary>
    public string? Marker { get; init; }
}
