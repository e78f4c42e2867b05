using Federation.Model.Identifiers;

namespace Federation.Model.Groups;

/// <summary>An IAM group of users.</summary>
public sealed record Group
{
    /// <summary>Account that owns it.</summary>
    public required AccountId AccountId { get; init; }

    /// <summary>Unique id, <c>AGPA…</c>, never used again.</summary>
    public required string GroupId { get; init; }

    /// <summary>Name, 1 to 128 characters, unique in the account without regard to case.</summary>
    public required string GroupName { get; init; }

    /// <summary>Path with both slashes, at most 512 characters.</summary>
    public required string Path { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Row version for optimistic updates; it moves with members and policies.</summary>
    public long Version { get; init; }

    /// <summary>The ARN, path included.</summary>
    public string Arn => Arns.Group(AccountId, Path, GroupName);
}
