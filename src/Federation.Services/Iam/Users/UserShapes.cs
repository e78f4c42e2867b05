using Federation.Services.Iam.Roles;
using Federation.Services.Iam.Shapes;

namespace Federation.Services.Iam.Users;

/// <summary>AWS: User.</summary>
public sealed record UserShape
{
    /// <summary>Path; not of root.</summary>
    public string? Path { get; init; }

    /// <summary>Name; of root, the account's alias where it has one.</summary>
    public string? UserName { get; init; }

    /// <summary><c>AIDA…</c>, or the account number of root.</summary>
    public string? UserId { get; init; }

    /// <summary>ARN, path included.</summary>
    public string? Arn { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset? CreateDate { get; init; }

    /// <summary>When it last signed in with its password; null where it never did, or has none now.</summary>
    public DateTimeOffset? PasswordLastUsed { get; init; }

    /// <summary>The boundary.</summary>
    public PermissionsBoundaryShape? PermissionsBoundary { get; init; }

    /// <summary>Tags.</summary>
    public IReadOnlyList<TagShape>? Tags { get; init; }
}

/// <summary>An answer that holds one user.</summary>
public sealed record UserResponse
{
    /// <summary>The user.</summary>
    public UserShape? User { get; init; }
}
