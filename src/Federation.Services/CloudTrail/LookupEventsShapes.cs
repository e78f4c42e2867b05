using Federation.Model.Audit;

namespace Federation.Services.CloudTrail;

/// <summary>AWS: LookupEvents. What is wrong with it has errors of its own, so that no constraint stands here.</summary>
public sealed record LookupEventsRequest
{
    /// <summary>At most one attribute.</summary>
    public IReadOnlyList<LookupAttributeShape>? LookupAttributes { get; init; }

    /// <summary>Not before this instant.</summary>
    public DateTimeOffset? StartTime { get; init; }

    /// <summary>Not after this instant.</summary>
    public DateTimeOffset? EndTime { get; init; }

    /// <summary><c>insight</c>, or none for management events.</summary>
    public string? EventCategory { get; init; }

    /// <summary>1 to 50; 50 by default.</summary>
    public int? MaxResults { get; init; }

    /// <summary>Token of the page before.</summary>
    public string? NextToken { get; init; }
}

/// <summary>AWS: LookupAttribute.</summary>
public sealed record LookupAttributeShape
{
    /// <summary>EventId, EventName, ReadOnly, Username, ResourceType, ResourceName, EventSource or AccessKeyId.</summary>
    public string? AttributeKey { get; init; }

    /// <summary>1 to 2,000 characters.</summary>
    public string? AttributeValue { get; init; }
}

/// <summary>AWS: LookupEvents, answer.</summary>
public sealed record LookupEventsResponse
{
    /// <summary>The newest first.</summary>
    public IReadOnlyList<EventShape> Events { get; init; } = [];

    /// <summary>For the next page.</summary>
    public string? NextToken { get; init; }
}

/// <summary>AWS: Event.</summary>
public sealed record EventShape
{
    /// <summary>UUID.</summary>
    public string? EventId { get; init; }

    /// <summary>The operation.</summary>
    public string? EventName { get; init; }

    /// <summary><c>true</c> or <c>false</c>, as text.</summary>
    public string? ReadOnly { get; init; }

    /// <summary>Access key id of the caller.</summary>
    public string? AccessKeyId { get; init; }

    /// <summary>When the call came.</summary>
    public DateTimeOffset? EventTime { get; init; }

    /// <summary>Such as <c>sts.amazonaws.com</c>.</summary>
    public string? EventSource { get; init; }

    /// <summary>User name, or session name of a role session.</summary>
    public string? Username { get; init; }

    /// <summary>What the call was about.</summary>
    public IReadOnlyList<ResourceShape> Resources { get; init; } = [];

    /// <summary>The whole record, JSON text.</summary>
    public string? CloudTrailEvent { get; init; }

    /// <summary>The shape of a record.</summary>
    public static EventShape Of(AuditRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return new EventShape
        {
            EventId = record.EventId,
            EventName = record.EventName,
            ReadOnly = record.ReadOnly ? "true" : "false",
            AccessKeyId = record.AccessKeyId,
            EventTime = record.EventTime,
            EventSource = record.EventSource,
            Username = record.Username,
            Resources = [.. record.Resources.Select(resource => new ResourceShape { ResourceType = resource.ResourceType, ResourceName = resource.ResourceName })],
            CloudTrailEvent = record.EventJson,
        };
    }
}

/// <summary>AWS: Resource.</summary>
public sealed record ResourceShape
{
    /// <summary>Such as <c>AWS::IAM::Role</c>.</summary>
    public string? ResourceType { get; init; }

    /// <summary>ARN or name.</summary>
    public string? ResourceName { get; init; }
}
