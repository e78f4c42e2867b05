using System.ComponentModel.DataAnnotations;

namespace Federation.Services.Sts;

/// <summary>AWS: AssumeRoleWithWebIdentity.</summary>
public sealed record AssumeRoleWithWebIdentityRequest
{
    /// <summary>The role.</summary>
    [Required, Length(20, 2048), RegularExpression(StsPatterns.Arn)]
    public string? RoleArn { get; init; }

    /// <summary>Name of the session.</summary>
    [Required, Length(2, 64), RegularExpression(StsPatterns.Name)]
    public string? RoleSessionName { get; init; }

    /// <summary>The token, a compact JWS.</summary>
    [Required, Length(4, 20_000), DataType(DataType.Password)]
    public string? WebIdentityToken { get; init; }

    /// <summary>Host of an OAuth 2.0 provider: there is none here.</summary>
    [Length(4, 2048)]
    public string? ProviderId { get; init; }

    /// <summary>ARNs of managed policies as session policies.</summary>
    [Length(0, 10)]
    public IReadOnlyList<PolicyDescriptorShape>? PolicyArns { get; init; }

    /// <summary>Session policy, JSON.</summary>
    [Length(1, 2048), RegularExpression(@"[\u0009\u000A\u000D\u0020-\u00FF]+")]
    public string? Policy { get; init; }

    /// <summary>Seconds; 3,600 by default.</summary>
    [Range(900, 43_200)]
    public int? DurationSeconds { get; init; }

    /// <summary>The type's name: the token must not reach a log.</summary>
    public override string ToString() => nameof(AssumeRoleWithWebIdentityRequest);
}

/// <summary>AWS: AssumeRoleWithWebIdentity, answer.</summary>
public sealed record AssumeRoleWithWebIdentityResponse
{
    /// <summary>The credentials.</summary>
    public CredentialsShape? Credentials { get; init; }

    /// <summary>sub.</summary>
    public string? SubjectFromWebIdentityToken { get; init; }

    /// <summary>The session.</summary>
    public AssumedRoleUserShape? AssumedRoleUser { get; init; }

    /// <summary>Percentage of the room for policies and tags that is used.</summary>
    public int? PackedPolicySize { get; init; }

    /// <summary>ARN of the provider.</summary>
    public string? Provider { get; init; }

    /// <summary>Whom the token was given to.</summary>
    public string? Audience { get; init; }

    /// <summary>Source identity of the session.</summary>
    public string? SourceIdentity { get; init; }
}
