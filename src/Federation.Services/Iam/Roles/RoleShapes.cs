using System.ComponentModel.DataAnnotations;
using Federation.Services.Iam.Shapes;

namespace Federation.Services.Iam.Roles;

/// <summary>AWS: Role.</summary>
public sealed record RoleShape
{
    /// <summary>Path.</summary>
    public string? Path { get; init; }

    /// <summary>Name.</summary>
    public string? RoleName { get; init; }

    /// <summary><c>AROA…</c>.</summary>
    public string? RoleId { get; init; }

    /// <summary>ARN, path included.</summary>
    public string? Arn { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset? CreateDate { get; init; }

    /// <summary>The trust policy; principals that are gone stand in it by their unique ids.</summary>
    [DataType("PolicyDocument")]
    public string? AssumeRolePolicyDocument { get; init; }

    /// <summary>Description.</summary>
    public string? Description { get; init; }

    /// <summary>Seconds.</summary>
    public int? MaxSessionDuration { get; init; }

    /// <summary>The boundary.</summary>
    public PermissionsBoundaryShape? PermissionsBoundary { get; init; }

    /// <summary>Tags.</summary>
    public IReadOnlyList<TagShape>? Tags { get; init; }

    /// <summary>When a session of the role last called; without members where none ever did.</summary>
    public RoleLastUsedShape? RoleLastUsed { get; init; }
}

/// <summary>AWS: RoleLastUsed.</summary>
public sealed record RoleLastUsedShape
{
    /// <summary>When, give or take a minute.</summary>
    public DateTimeOffset? LastUsedDate { get; init; }

    /// <summary>Region of that call.</summary>
    public string? Region { get; init; }
}

/// <summary>AWS: AttachedPermissionsBoundary.</summary>
public sealed record PermissionsBoundaryShape
{
    /// <summary>Always <c>Policy</c>.</summary>
    public string? PermissionsBoundaryType { get; init; }

    /// <summary>ARN of the managed policy.</summary>
    public string? PermissionsBoundaryArn { get; init; }

    /// <summary>The shape of a boundary; null where there is none.</summary>
    public static PermissionsBoundaryShape? Of(string? arn) =>
        arn is null ? null : new PermissionsBoundaryShape { PermissionsBoundaryType = "Policy", PermissionsBoundaryArn = arn };
}

/// <summary>An answer that holds one role.</summary>
public sealed record RoleResponse
{
    /// <summary>The role.</summary>
    public RoleShape? Role { get; init; }
}
