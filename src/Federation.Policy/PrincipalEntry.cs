namespace Federation.Policy;

/// <summary>The kind of one entry of a Principal or NotPrincipal element.</summary>
public enum PrincipalEntryKind
{
    /// <summary><c>*</c> or <c>{"AWS": "*"}</c>.</summary>
    Everyone,

    /// <summary>An account: twelve digits or <c>arn:aws:iam::123456789012:root</c>.</summary>
    Account,

    /// <summary>The ARN of a user, role, role session or federated-user session.</summary>
    AwsArn,

    /// <summary>A unique id (<c>AIDA…</c>, <c>AROA…</c>), which AWS keeps in the place of the ARN of a user or role.</summary>
    UniqueId,

    /// <summary>An identity provider: ARN of a SAML or OIDC provider, or a well-known host name.</summary>
    Federated,

    /// <summary>A service principal, such as <c>ec2.amazonaws.com</c>.</summary>
    Service,

    /// <summary>An S3 canonical user id; matches no caller of this product.</summary>
    CanonicalUser,
}

/// <summary>One entry of a Principal or NotPrincipal element.</summary>
public sealed record PrincipalEntry
{
    /// <summary>What the entry names.</summary>
    public required PrincipalEntryKind Kind { get; init; }

    /// <summary>The member under which it is written (<c>AWS</c>, <c>Federated</c>, <c>Service</c>, <c>CanonicalUser</c>); null for a plain <c>"*"</c>.</summary>
    public required string? Member { get; init; }

    /// <summary>The text as written.</summary>
    public required string Text { get; init; }

    /// <summary>The account of an account entry or of an IAM or STS ARN; null elsewhere.</summary>
    public string? AccountId { get; init; }

    /// <summary>JSON path.</summary>
    public required string Path { get; init; }

    /// <summary>Where the text stands.</summary>
    public required TextPosition Position { get; init; }

    /// <summary>Where it ends, exclusive.</summary>
    public TextPosition End { get; init; }

    internal int ByteStart { get; init; }

    internal int ByteLength { get; init; }

    /// <summary>AWS's words for an entry that names nothing: <c>Invalid principal in policy: "AWS":"arn:…"</c>.</summary>
    public string InvalidPrincipalMessage => $"Invalid principal in policy: \"{(Member ?? "AWS").ToUpperInvariant()}\":\"{Text}\"";
}
