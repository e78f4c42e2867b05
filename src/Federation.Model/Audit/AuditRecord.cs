using System.Text;
using Federation.Model.Identifiers;

namespace Federation.Model.Audit;

/// <summary>
/// One CloudTrail-shaped record as it is stored: the columns that LookupEvents filters by, and the whole event as JSON text. Holds no secret
/// key, session token, password, assertion or seed.
/// </summary>
public sealed record AuditRecord
{
    /// <summary>Account in whose trail it stands (recipientAccountId).</summary>
    public required AccountId AccountId { get; init; }

    /// <summary>UUID of version 7 of <see cref="EventTime"/>: a record is found by the time that its id holds.</summary>
    public required string EventId { get; init; }

    /// <summary>When the call came.</summary>
    public required DateTimeOffset EventTime { get; init; }

    /// <summary>Such as <c>sts.amazonaws.com</c>.</summary>
    public required string EventSource { get; init; }

    /// <summary>The operation.</summary>
    public required string EventName { get; init; }

    /// <summary>False for calls that change something.</summary>
    public required bool ReadOnly { get; init; }

    /// <summary>User name, or session name of a role session.</summary>
    public string? Username { get; init; }

    /// <summary>Access key id of the caller.</summary>
    public string? AccessKeyId { get; init; }

    /// <summary>AWS's error code, null for a success.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>What the call was about.</summary>
    public IReadOnlyList<AuditResource> Resources { get; init; } = [];

    /// <summary>The event as CloudTrail writes it. It or <see cref="EventUtf8"/> is set; a store refuses a record without either.</summary>
    public string EventJson
    {
        get => field ?? (EventUtf8.IsEmpty ? null! : Encoding.UTF8.GetString(EventUtf8.Span));
        init;
    }

    /// <summary>The same as UTF-8, with the <see cref="Resources"/> in its <c>resources</c>, from whoever wrote it so; empty where there is the text alone.</summary>
    public ReadOnlyMemory<byte> EventUtf8 { get; init; }
}

/// <summary>A resource of an audit record.</summary>
/// <param name="ResourceType">Such as <c>AWS::IAM::Role</c>.</param>
/// <param name="ResourceName">ARN or name.</param>
public sealed record AuditResource(string ResourceType, string ResourceName);
