using Federation.Model.Identifiers;

namespace Federation.Model.LoginTraces;

/// <summary>One recorded login as it is stored: what lists filter by in clear, everything else sealed.</summary>
public sealed record LoginTraceRow
{
    /// <summary>Account of the provider; the management account where no provider was found.</summary>
    public required AccountId AccountId { get; init; }

    /// <summary>UUID of version 7: sorts by time, and is the reference on the person's page.</summary>
    public required string TraceId { get; init; }

    /// <summary>ARN of the provider, or null where none was found.</summary>
    public string? ProviderArn { get; init; }

    /// <summary>Such as <c>Accepted</c> or <c>Refused</c>.</summary>
    public required string Outcome { get; init; }

    /// <summary>When the login came.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The trace, sealed: it holds what an assertion said of a person.</summary>
    public required byte[] SealedTrace { get; init; }
}

/// <summary>Which recorded logins are wanted; the newest come first.</summary>
public sealed record LoginTraceQuery
{
    /// <summary>ARN of a provider, or null.</summary>
    public string? ProviderArn { get; init; }

    /// <summary>An outcome, or null.</summary>
    public string? Outcome { get; init; }

    /// <summary>Not before this instant.</summary>
    public DateTimeOffset? StartTime { get; init; }

    /// <summary>Not after this instant.</summary>
    public DateTimeOffset? EndTime { get; init; }

    /// <summary>The Next of the page before.</summary>
    public string? After { get; init; }

    /// <summary>At most this many.</summary>
    public int Take { get; init; } = 50;
}
