namespace Federation.Services.CloudTrail;

/// <summary>AWS: Trail.</summary>
public sealed record TrailShape
{
    /// <summary>Name.</summary>
    public string? Name { get; init; }

    /// <summary>Where the records lie.</summary>
    public string? S3BucketName { get; init; }

    /// <summary>IAM and STS are recorded.</summary>
    public bool? IncludeGlobalServiceEvents { get; init; }

    /// <summary>All regions are recorded.</summary>
    public bool? IsMultiRegionTrail { get; init; }

    /// <summary>Its region.</summary>
    public string? HomeRegion { get; init; }

    /// <summary>ARN.</summary>
    public string? TrailARN { get; init; }

    /// <summary>Signed digests.</summary>
    public bool? LogFileValidationEnabled { get; init; }

    /// <summary>Selectors other than the usual ones.</summary>
    public bool? HasCustomEventSelectors { get; init; }

    /// <summary>Insight selectors.</summary>
    public bool? HasInsightSelectors { get; init; }

    /// <summary>Records of all member accounts.</summary>
    public bool? IsOrganizationTrail { get; init; }
}

/// <summary>AWS: TrailInfo.</summary>
public sealed record TrailInfoShape
{
    /// <summary>ARN.</summary>
    public string? TrailARN { get; init; }

    /// <summary>Name.</summary>
    public string? Name { get; init; }

    /// <summary>Its region.</summary>
    public string? HomeRegion { get; init; }
}

/// <summary>AWS: EventSelector.</summary>
public sealed record EventSelectorShape
{
    /// <summary>ReadOnly, WriteOnly or All.</summary>
    public string? ReadWriteType { get; init; }

    /// <summary>Management events are recorded.</summary>
    public bool? IncludeManagementEvents { get; init; }

    /// <summary>Data events: none.</summary>
    public IReadOnlyList<DataResourceShape> DataResources { get; init; } = [];

    /// <summary>Services left out: none.</summary>
    public IReadOnlyList<string> ExcludeManagementEventSources { get; init; } = [];
}

/// <summary>AWS: DataResource.</summary>
public sealed record DataResourceShape
{
    /// <summary>Resource type.</summary>
    public string? Type { get; init; }

    /// <summary>ARNs.</summary>
    public IReadOnlyList<string>? Values { get; init; }
}
