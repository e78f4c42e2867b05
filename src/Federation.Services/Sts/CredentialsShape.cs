using System.ComponentModel.DataAnnotations;
using Federation.Services.Sessions;

namespace Federation.Services.Sts;

/// <summary>AWS: Credentials.</summary>
public sealed record CredentialsShape
{
    /// <summary><c>ASIA…</c>.</summary>
    public string? AccessKeyId { get; init; }

    /// <summary>The secret: in the answer and nowhere else.</summary>
    [DataType(DataType.Password)]
    public string? SecretAccessKey { get; init; }

    /// <summary>The sealed token: in the answer and nowhere else.</summary>
    [DataType(DataType.Password)]
    public string? SessionToken { get; init; }

    /// <summary>When they end.</summary>
    public DateTimeOffset? Expiration { get; init; }

    /// <summary>The type's name: a log must never print an answer.</summary>
    public override string ToString() => nameof(CredentialsShape);

    /// <summary>The shape of issued credentials.</summary>
    public static CredentialsShape Of(IssuedCredentials issued)
    {
        ArgumentNullException.ThrowIfNull(issued);
        return new CredentialsShape
        {
            AccessKeyId = issued.AccessKeyId,
            SecretAccessKey = issued.SecretAccessKey.RevealText(),
            SessionToken = issued.SessionToken.RevealText(),
            Expiration = issued.Expiration,
        };
    }
}

/// <summary>AWS: AssumedRoleUser.</summary>
public sealed record AssumedRoleUserShape
{
    /// <summary><c>AROA…:session</c>.</summary>
    public string? AssumedRoleId { get; init; }

    /// <summary>ARN of the session.</summary>
    public string? Arn { get; init; }
}

/// <summary>AWS: PolicyDescriptorType.</summary>
public sealed record PolicyDescriptorShape
{
    /// <summary>ARN of a managed policy.</summary>
    [Required, Length(20, 2048), RegularExpression(StsPatterns.Arn), System.Runtime.Serialization.DataMember(Name = "arn")]
    public string? Arn { get; init; }
}
