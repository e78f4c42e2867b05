using Federation.Model.AccessKeys;
using Federation.Model.Identifiers;
using Federation.Model.Storage;

namespace Federation.Model.Roles;

/// <summary>An IAM role.</summary>
public sealed record Role
{
    /// <summary>Account that owns it.</summary>
    public required AccountId AccountId { get; init; }

    /// <summary>Unique id, <c>AROA…</c>, never used again.</summary>
    public required string RoleId { get; init; }

    /// <summary>Name, 1 to 64 characters, unique in the account without regard to case.</summary>
    public required string RoleName { get; init; }

    /// <summary>Path with both slashes, at most 512 characters.</summary>
    public required string Path { get; init; }

    /// <summary>The trust policy as stored: principals of this store stand in it by their unique ids.</summary>
    public required string TrustPolicy { get; init; }

    /// <summary>At most 1,000 characters.</summary>
    public string? Description { get; init; }

    /// <summary>Longest session in seconds, 3600 to 43200.</summary>
    public required int MaxSessionDuration { get; init; }

    /// <summary>ARN of the managed policy that bounds it.</summary>
    public string? PermissionsBoundary { get; init; }

    /// <summary>At most 50.</summary>
    public IReadOnlyList<Tag> Tags { get; init; } = [];

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The last call of one of its sessions, give or take a minute; null where there was none. It does not move the version.</summary>
    public CredentialUse? LastUse { get; init; }

    /// <summary>Row version for optimistic updates.</summary>
    public long Version { get; init; }

    /// <summary>The ARN, path included.</summary>
    public string Arn => Arns.Role(AccountId, Path, RoleName);
}
