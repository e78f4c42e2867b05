namespace Federation.Cli.Administration;

/// <summary>What is asked of AssumeRole. Members are those of the operation.</summary>
internal sealed record AssumeRoleOrder
{
    public required string RoleArn { get; init; }

    public string? RoleSessionName { get; init; }

    public string? ExternalId { get; init; }

    public int? DurationSeconds { get; init; }

    /// <summary>A device of the caller; its code is read from standard input, never from the command line.</summary>
    public string? SerialNumber { get; init; }

    public string? SourceIdentity { get; init; }

    /// <summary>File of a session policy, or null.</summary>
    public string? PolicyFile { get; init; }

    public IReadOnlyList<string> PolicyArns { get; init; } = [];

    /// <summary><c>KEY=VALUE</c>.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    public IReadOnlyList<string> TransitiveTagKeys { get; init; } = [];
}
