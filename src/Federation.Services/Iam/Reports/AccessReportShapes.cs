namespace Federation.Services.Iam.Reports;

/// <summary>AWS: ServiceLastAccessed.</summary>
public sealed record ServiceLastAccessedShape
{
    /// <summary>Name of the service for people.</summary>
    public string? ServiceName { get; init; }

    /// <summary>When it was last called.</summary>
    public DateTimeOffset? LastAuthenticated { get; init; }

    /// <summary>Its prefix in actions.</summary>
    public string? ServiceNamespace { get; init; }

    /// <summary>ARN of the user or role that called it.</summary>
    public string? LastAuthenticatedEntity { get; init; }

    /// <summary>Region that the call was signed for.</summary>
    public string? LastAuthenticatedRegion { get; init; }

    /// <summary>How many users and roles called it.</summary>
    public int? TotalAuthenticatedEntities { get; init; }

    /// <summary>Its granted actions, where they were asked for.</summary>
    public IReadOnlyList<TrackedActionLastAccessedShape>? TrackedActionsLastAccessed { get; init; }

    /// <summary>A service of a report.</summary>
    internal static ServiceLastAccessedShape Of(AccessedService service) => new()
    {
        ServiceName = AccessReport.NameOf(service.Service),
        ServiceNamespace = service.Service,
        LastAuthenticated = service.At,
        LastAuthenticatedEntity = service.EntityArn,
        LastAuthenticatedRegion = service.Region,
        TotalAuthenticatedEntities = service.Principals,
        TrackedActionsLastAccessed = service.Actions is null ? null : [.. service.Actions.Select(TrackedActionLastAccessedShape.Of)],
    };
}

/// <summary>AWS: TrackedActionLastAccessed.</summary>
public sealed record TrackedActionLastAccessedShape
{
    /// <summary>The action, without the service.</summary>
    public string? ActionName { get; init; }

    /// <summary>ARN of the user or role that called it last.</summary>
    public string? LastAccessedEntity { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset? LastAccessedTime { get; init; }

    /// <summary>Region that the call was signed for.</summary>
    public string? LastAccessedRegion { get; init; }

    /// <summary>An action of a report.</summary>
    internal static TrackedActionLastAccessedShape Of(AccessedAction action) =>
        new() { ActionName = action.Name, LastAccessedEntity = action.EntityArn, LastAccessedTime = action.At, LastAccessedRegion = action.Region };
}

/// <summary>AWS: ErrorDetails.</summary>
public sealed record ErrorDetailsShape
{
    /// <summary>Why.</summary>
    public string? Message { get; init; }

    /// <summary>AWS's code of it.</summary>
    public string? Code { get; init; }
}
