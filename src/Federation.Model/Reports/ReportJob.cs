using Federation.Model.Identifiers;

namespace Federation.Model.Reports;

/// <summary>How far a report is.</summary>
public enum ReportState
{
    /// <summary>Nothing was said.</summary>
    None = 0,

    /// <summary>It is being made.</summary>
    Running = 1,

    /// <summary>Its content is there.</summary>
    Completed = 2,

    /// <summary>It could not be made.</summary>
    Failed = 3,
}

/// <summary>A report of an account that is made in the background and kept for some time. Its content is read and written apart from it: it may be large.</summary>
public sealed record ReportJob
{
    /// <summary>The account that the report is about.</summary>
    public required AccountId AccountId { get; init; }

    /// <summary>A UUID, or the name of a report of which there is one in an account; at most 36 characters.</summary>
    public required string JobId { get; init; }

    /// <summary>How far it is.</summary>
    public required ReportState State { get; init; }

    /// <summary>What was asked for, in the report's own notation.</summary>
    public string? Parameters { get; init; }

    /// <summary>When it was begun.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it was done, or had failed.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>From this instant on the row may be removed.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Row version for optimistic updates.</summary>
    public long Version { get; init; }
}
