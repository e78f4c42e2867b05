namespace Federation.Services.Iam.Groups;

/// <summary>AWS: Group.</summary>
public sealed record GroupShape
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
}

/// <summary>An answer that holds one group.</summary>
public sealed record GroupResponse
{
    /// <summary>The group.</summary>
    public GroupShape? Group { get; init; }
}
