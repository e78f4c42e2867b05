namespace Federation.Wire.SigV4;

/// <summary>What a signature is measured against.</summary>
public readonly record struct SignatureVerificationOptions()
{
    /// <summary>The time of the check.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The service names of which the credential scope must hold one, for example <c>sts</c>.</summary>
    public required IReadOnlyList<string> ExpectedServices { get; init; }

    /// <summary>How far the caller's clock may be from ours in the header form, and ahead of it in the presigned form.</summary>
    /// <value>5 minutes.</value>
    public TimeSpan Skew { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How long a presigned request lives from X-Amz-Date on. Like AWS STS this takes no account of X-Amz-Expires: callers (EKS token makers among
    /// them) sign 60 seconds and rely on 15 minutes.
    /// </summary>
    /// <value>15 minutes.</value>
    public TimeSpan PresignedLifetime { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How the path is brought into canonical form.</summary>
    /// <value><see cref="PathCanonicalization.Normalized"/>.</value>
    public PathCanonicalization Path { get; init; } = PathCanonicalization.Normalized;
}
