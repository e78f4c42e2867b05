using System.ComponentModel.DataAnnotations;
using Federation.Services.Iam.Attachments;
using Federation.Services.Iam.ManagedPolicies;
using Federation.Services.Iam.Roles;
using Federation.Services.Iam.Shapes;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.AuthorizationDetails;

/// <summary>AWS: PolicyDetail, an inline policy.</summary>
public sealed record PolicyDetailShape
{
    /// <summary>Name.</summary>
    public string? PolicyName { get; init; }

    /// <summary>The document.</summary>
    [DataType("PolicyDocument")]
    public string? PolicyDocument { get; init; }
}

/// <summary>AWS: UserDetail.</summary>
public sealed record UserDetailShape
{
    /// <summary>Path.</summary>
    public string? Path { get; init; }

    /// <summary>Name.</summary>
    public string? UserName { get; init; }

    /// <summary><c>AIDA…</c>.</summary>
    public string? UserId { get; init; }

    /// <summary>ARN, path included.</summary>
    public string? Arn { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset? CreateDate { get; init; }

    /// <summary>Inline policies.</summary>
    public IReadOnlyList<PolicyDetailShape>? UserPolicyList { get; init; }

    /// <summary>Names of its groups.</summary>
    public IReadOnlyList<string>? GroupList { get; init; }

    /// <summary>Managed policies.</summary>
    public IReadOnlyList<AttachedPolicyShape>? AttachedManagedPolicies { get; init; }

    /// <summary>The boundary.</summary>
    public PermissionsBoundaryShape? PermissionsBoundary { get; init; }

    /// <summary>Tags.</summary>
    public IReadOnlyList<TagShape>? Tags { get; init; }
}

/// <summary>AWS: GroupDetail.</summary>
public sealed record GroupDetailShape
{
    /// <summary>Path.</summary>
    public string? Path { get; init; }

    /// <summary>Name.</summary>
    public string? GroupName { get; init; }

    /// <summary><c>AGPA…</c>.</summary>
    public string? GroupId { get; init; }

    /// <summary>ARN, path included.</summary>
    public string? Arn { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset? CreateDate { get; init; }

    /// <summary>Inline policies.</summary>
    public IReadOnlyList<PolicyDetailShape>? GroupPolicyList { get; init; }

    /// <summary>Managed policies.</summary>
    public IReadOnlyList<AttachedPolicyShape>? AttachedManagedPolicies { get; init; }
}

/// <summary>AWS: RoleDetail.</summary>
public sealed record RoleDetailShape
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

    /// <summary>Always empty: there are no instance profiles.</summary>
    public IReadOnlyList<Nothing>? InstanceProfileList { get; init; }

    /// <summary>Inline policies.</summary>
    public IReadOnlyList<PolicyDetailShape>? RolePolicyList { get; init; }

    /// <summary>Managed policies.</summary>
    public IReadOnlyList<AttachedPolicyShape>? AttachedManagedPolicies { get; init; }

    /// <summary>The boundary.</summary>
    public PermissionsBoundaryShape? PermissionsBoundary { get; init; }

    /// <summary>Tags.</summary>
    public IReadOnlyList<TagShape>? Tags { get; init; }

    /// <summary>The last use.</summary>
    public RoleLastUsedShape? RoleLastUsed { get; init; }
}

/// <summary>AWS: ManagedPolicyDetail.</summary>
public sealed record ManagedPolicyDetailShape
{
    /// <summary>Name.</summary>
    public string? PolicyName { get; init; }

    /// <summary><c>ANPA…</c>.</summary>
    public string? PolicyId { get; init; }

    /// <summary>ARN, path included.</summary>
    public string? Arn { get; init; }

    /// <summary>Path.</summary>
    public string? Path { get; init; }

    /// <summary>The version in force.</summary>
    public string? DefaultVersionId { get; init; }

    /// <summary>How many users, groups and roles it is attached to.</summary>
    public int? AttachmentCount { get; init; }

    /// <summary>How many users and roles it bounds.</summary>
    public int? PermissionsBoundaryUsageCount { get; init; }

    /// <summary>Always true.</summary>
    public bool? IsAttachable { get; init; }

    /// <summary>Description.</summary>
    public string? Description { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset? CreateDate { get; init; }

    /// <summary>When its newest version was made.</summary>
    public DateTimeOffset? UpdateDate { get; init; }

    /// <summary>All versions with their documents, newest first.</summary>
    public IReadOnlyList<PolicyVersionShape>? PolicyVersionList { get; init; }
}
