using System.ComponentModel.DataAnnotations;
using Federation.Services.Iam.Shapes;
using Federation.Services.Pipeline.Validation;

namespace Federation.Services.Sts;

/// <summary>AWS: AssumeRole.</summary>
public sealed record AssumeRoleRequest
{
    /// <summary>The role.</summary>
    [Required, Length(20, 2048), RegularExpression(StsPatterns.Arn)]
    public string? RoleArn { get; init; }

    /// <summary>Name of the session.</summary>
    [Required, Length(2, 64), RegularExpression(StsPatterns.Name)]
    public string? RoleSessionName { get; init; }

    /// <summary>ARNs of managed policies as session policies.</summary>
    [Length(0, 10)]
    public IReadOnlyList<PolicyDescriptorShape>? PolicyArns { get; init; }

    /// <summary>Session policy, JSON.</summary>
    [Length(1, 2048), RegularExpression(@"[\u0009\u000A\u000D\u0020-\u00FF]+")]
    public string? Policy { get; init; }

    /// <summary>Seconds; 3,600 by default.</summary>
    [Range(900, 43_200)]
    public int? DurationSeconds { get; init; }

    /// <summary>Session tags.</summary>
    [Length(0, 50)]
    public IReadOnlyList<TagShape>? Tags { get; init; }

    /// <summary>Keys of those tags that pass down a role chain.</summary>
    [Length(0, 50), ElementLength(1, 128), ElementPattern(StsPatterns.TagKey)]
    public IReadOnlyList<string>? TransitiveTagKeys { get; init; }

    /// <summary>sts:ExternalId.</summary>
    [Length(2, 1224), RegularExpression(@"[\w+=,.@:\/-]*")]
    public string? ExternalId { get; init; }

    /// <summary>Serial number or ARN of the caller's MFA device.</summary>
    [Length(9, 256), RegularExpression(StsPatterns.SerialNumber)]
    public string? SerialNumber { get; init; }

    /// <summary>The device's code.</summary>
    [Length(6, 6), RegularExpression(@"[\d]*"), DataType(DataType.Password)]
    public string? TokenCode { get; init; }

    /// <summary>aws:SourceIdentity of the session and of those it begins.</summary>
    [Length(2, 64), RegularExpression(StsPatterns.Name)]
    public string? SourceIdentity { get; init; }

    /// <summary>Assertions of context providers.</summary>
    [Length(1, 5)]
    public IReadOnlyList<ProvidedContextShape>? ProvidedContexts { get; init; }

    /// <summary>The type's name: a code must not reach a log.</summary>
    public override string ToString() => nameof(AssumeRoleRequest);
}

/// <summary>AWS: ProvidedContext.</summary>
public sealed record ProvidedContextShape
{
    /// <summary>ARN of the context provider.</summary>
    [Length(20, 2048), RegularExpression(StsPatterns.Arn)]
    public string? ProviderArn { get; init; }

    /// <summary>Its signed assertion.</summary>
    [Length(4, 2048), DataType(DataType.Password)]
    public string? ContextAssertion { get; init; }

    /// <summary>The type's name: the assertion must not reach a log.</summary>
    public override string ToString() => nameof(ProvidedContextShape);
}

/// <summary>AWS: AssumeRole, answer.</summary>
public sealed record AssumeRoleResponse
{
    /// <summary>The credentials.</summary>
    public CredentialsShape? Credentials { get; init; }

    /// <summary>The session.</summary>
    public AssumedRoleUserShape? AssumedRoleUser { get; init; }

    /// <summary>Percentage of the room for policies and tags that is used.</summary>
    public int? PackedPolicySize { get; init; }

    /// <summary>Source identity of the chain.</summary>
    public string? SourceIdentity { get; init; }
}
