using Federation.Model.Identifiers;
using Federation.Model.Storage;

namespace Federation.Model.ManagedPolicies;

/// <summary>A managed policy without its documents. Those under <c>arn:aws:iam::aws:policy/</c> have no account and are part of the program.</summary>
public sealed record ManagedPolicy
{
    /// <summary>Account that owns it; not set for the gateway's own.</summary>
    public required AccountId AccountId { get; init; }

    /// <summary>Unique id, <c>ANPA…</c>, never used again.</summary>
    public required string PolicyId { get; init; }

    /// <summary>Name, 1 to 128 characters, unique in the account without regard to case.</summary>
    public required string PolicyName { get; init; }

    /// <summary>Path with both slashes, at most 512 characters.</summary>
    public required string Path { get; init; }

    /// <summary>At most 1,000 characters; never changes.</summary>
    public string? Description { get; init; }

    /// <summary>Number of the version in force.</summary>
    public required int DefaultVersion { get; init; }

    /// <summary>The highest number that was given: numbers are never used again.</summary>
    public required int LastVersion { get; init; }

    /// <summary>At most 50.</summary>
    public IReadOnlyList<Tag> Tags { get; init; } = [];

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its versions changed last.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>How many users, groups and roles it is attached to (in the account that asked). Read only.</summary>
    public int AttachmentCount { get; init; }

    /// <summary>How many users and roles it bounds (in the account that asked). Read only.</summary>
    public int BoundaryCount { get; init; }

    /// <summary>Row version for optimistic updates; it moves with attachments, so that a deletion never leaves an orphan.</summary>
    public long Version { get; init; }

    /// <summary>The ARN, path included.</summary>
    public string Arn => AccountId.IsSet ? Arns.Policy(AccountId, Path, PolicyName) : $"arn:aws:iam::aws:policy{Path}{PolicyName}";
}

/// <summary>One version of a managed policy.</summary>
public sealed record ManagedPolicyVersion
{
    /// <summary>Account that owns the policy.</summary>
    public required AccountId AccountId { get; init; }

    /// <summary>Unique id of the policy.</summary>
    public required string PolicyId { get; init; }

    /// <summary>Number: 3 for <c>v3</c>.</summary>
    public required int Number { get; init; }

    /// <summary>The policy, JSON.</summary>
    public required string Document { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}
