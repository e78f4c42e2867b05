using Federation.Model.Identifiers;
using Federation.Model.Storage;

namespace Federation.Model.Users;

/// <summary>An IAM user.</summary>
public sealed record User
{
    /// <summary>Account that owns it.</summary>
    public required AccountId AccountId { get; init; }

    /// <summary>Unique id, <c>AIDA…</c>, never used again.</summary>
    public required string UserId { get; init; }

    /// <summary>Name, 1 to 64 characters, unique in the account without regard to case.</summary>
    public required string UserName { get; init; }

    /// <summary>Path with both slashes, at most 512 characters.</summary>
    public required string Path { get; init; }

    /// <summary>ARN of the managed policy that bounds it.</summary>
    public string? PermissionsBoundary { get; init; }

    /// <summary>At most 50.</summary>
    public IReadOnlyList<Tag> Tags { get; init; } = [];

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Row version for optimistic updates; it moves with everything that hangs on the user, so that a deletion never leaves an orphan.</summary>
    public long Version { get; init; }

    /// <summary>The ARN, path included.</summary>
    public string Arn => Arns.User(AccountId, Path, UserName);
}
