using System.ComponentModel.DataAnnotations;
using Federation.Model.ManagedPolicies;
using Federation.Services.Iam.Shapes;

namespace Federation.Services.Iam.ManagedPolicies;

/// <summary>AWS: Policy.</summary>
public sealed record PolicyShape
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

    /// <summary>How many users, groups and roles of the caller's account it is attached to.</summary>
    public int? AttachmentCount { get; init; }

    /// <summary>How many users and roles of the caller's account it bounds.</summary>
    public int? PermissionsBoundaryUsageCount { get; init; }

    /// <summary>Always true.</summary>
    public bool? IsAttachable { get; init; }

    /// <summary>Description; lists leave it out.</summary>
    public string? Description { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset? CreateDate { get; init; }

    /// <summary>When its newest version was made.</summary>
    public DateTimeOffset? UpdateDate { get; init; }

    /// <summary>Tags; lists leave them out.</summary>
    public IReadOnlyList<TagShape>? Tags { get; init; }

    /// <summary>The policy as GetPolicy shows it, or without description and tags as lists do.</summary>
    public static PolicyShape Of(ManagedPolicy policy, bool whole = true)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return new PolicyShape
        {
            PolicyName = policy.PolicyName,
            PolicyId = policy.PolicyId,
            Arn = policy.Arn,
            Path = policy.Path,
            DefaultVersionId = PolicyVersionShape.IdOf(policy.DefaultVersion),
            AttachmentCount = policy.AttachmentCount,
            PermissionsBoundaryUsageCount = policy.BoundaryCount,
            IsAttachable = true,
            Description = whole ? policy.Description : null,
            CreateDate = policy.CreatedAt,
            UpdateDate = policy.UpdatedAt,
            Tags = whole ? [.. policy.Tags.Select(TagShape.Of)] : null,
        };
    }
}

/// <summary>AWS: PolicyVersion.</summary>
public sealed record PolicyVersionShape
{
    /// <summary>The document, to the letter; lists leave it out.</summary>
    [DataType("PolicyDocument")]
    public string? Document { get; init; }

    /// <summary>Such as <c>v3</c>.</summary>
    public string? VersionId { get; init; }

    /// <summary>Whether it is in force.</summary>
    public bool? IsDefaultVersion { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset? CreateDate { get; init; }

    /// <summary>The version of a policy.</summary>
    public static PolicyVersionShape Of(ManagedPolicy policy, ManagedPolicyVersion version, bool withDocument)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(version);
        return new PolicyVersionShape
        {
            Document = withDocument ? version.Document : null,
            VersionId = IdOf(version.Number),
            IsDefaultVersion = version.Number == policy.DefaultVersion,
            CreateDate = version.CreatedAt,
        };
    }

    /// <summary><c>v3</c> of 3.</summary>
    public static string IdOf(int number) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"v{number}");
}

/// <summary>An answer that holds one policy.</summary>
public sealed record PolicyResponse
{
    /// <summary>The policy.</summary>
    public PolicyShape? Policy { get; init; }
}

/// <summary>An answer that holds one version of a policy.</summary>
public sealed record PolicyVersionResponse
{
    /// <summary>The version.</summary>
    public PolicyVersionShape? PolicyVersion { get; init; }
}
