using System.Runtime.Serialization;

namespace Federation.WireBench;

internal sealed record NoMembers;

internal sealed record CallerIdentity
{
    public string? UserId { get; init; }

    public string? Account { get; init; }

    public string? Arn { get; init; }
}

internal sealed record Tag
{
    public string? Key { get; init; }

    public string? Value { get; init; }
}

internal sealed record PolicyArn
{
    [DataMember(Name = "arn")]
    public string? Arn { get; init; }
}

internal sealed record AssumeRoleRequest
{
    public string? RoleArn { get; init; }

    public string? RoleSessionName { get; init; }

    public int? DurationSeconds { get; init; }

    public IReadOnlyList<Tag>? Tags { get; init; }

    public IReadOnlyList<PolicyArn>? PolicyArns { get; init; }

    public string? SAMLAssertion { get; init; }
}

internal sealed record Credentials
{
    public string? AccessKeyId { get; init; }

    public string? SecretAccessKey { get; init; }

    public string? SessionToken { get; init; }

    public DateTimeOffset? Expiration { get; init; }
}

internal sealed record AssumeRoleResponse
{
    public Credentials? Credentials { get; init; }

    public int? PackedPolicySize { get; init; }
}
