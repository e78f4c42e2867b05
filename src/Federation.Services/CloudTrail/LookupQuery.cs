using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Federation.Model.Audit;
using Federation.Model.Results;
using Federation.Services.Iam;

namespace Federation.Services.CloudTrail;

/// <summary>Reads what LookupEvents asks for, with the errors it has for each part.</summary>
internal static class LookupQuery
{
    internal const int MostResults = 50;
    private const int LongestValue = 2000;

    /// <summary>AWS: the event history covers 90 days.</summary>
    private static readonly TimeSpan History = TimeSpan.FromDays(90);

    internal static Result<AuditQuery> Read(LookupEventsRequest request, DateTimeOffset now)
    {
        if (request.MaxResults is < 1 or > MostResults)
        {
            return CloudTrailErrors.InvalidMaxResults();
        }

        if (request.EventCategory is not (null or "insight"))
        {
            return CloudTrailErrors.InvalidEventCategory();
        }

        if (request.StartTime > request.EndTime)
        {
            return CloudTrailErrors.InvalidTimeRange();
        }

        var after = ReadToken(request);
        if (!after.Succeeded)
        {
            return after.Error;
        }

        var query = new AuditQuery
        {
            StartTime = request.StartTime is { } start && start > now - History ? start : now - History,
            EndTime = request.EndTime,
            After = Paging.After(after.Value),
            Take = request.MaxResults ?? MostResults,
        };
        return request.LookupAttributes switch
        {
            null or { Count: 0 } => query,
            [{ AttributeKey: { } key, AttributeValue: { Length: > 0 and <= LongestValue } value }] => With(query, key, value),
            { Count: > 1 } => CloudTrailErrors.InvalidLookupAttributes("At most one lookup attribute may be given."),
            _ => CloudTrailErrors.InvalidLookupAttributes($"A lookup attribute has a key and a value of 1 to {LongestValue} characters."),
        };
    }

    /// <summary>The token that goes on after a position, for these parameters only.</summary>
    internal static string? WriteToken(LookupEventsRequest request, string? position) => Paging.WriteMarker(position is null ? null : $"{Digest(request)} {position}");

    private static Result<string> ReadToken(LookupEventsRequest request)
    {
        var read = Paging.ReadMarker(request.NextToken);
        if (read is { Succeeded: true, Value.Length: 0 } && request.NextToken is null)
        {
            return string.Empty;
        }

        return read.Succeeded && read.Value.Split(' ') is [var digest, var position] && digest == Digest(request) && AuditQuery.IsPosition(position)
            ? position
            : CloudTrailErrors.InvalidNextToken();
    }

    private static Result<AuditQuery> With(AuditQuery query, string key, string value) => key switch
    {
        "EventId" => query with { EventId = value },
        "EventName" => query with { EventName = value },
        "ReadOnly" when value is "true" or "false" => query with { ReadOnly = value == "true" },
        "ReadOnly" => CloudTrailErrors.InvalidLookupAttributes("ReadOnly is true or false."),
        "Username" => query with { Username = value },
        "ResourceType" => query with { ResourceType = value },
        "ResourceName" => query with { ResourceName = value },
        "EventSource" => query with { EventSource = value },
        "AccessKeyId" => query with { AccessKeyId = value },
        _ => CloudTrailErrors.InvalidLookupAttributes("The attribute key is none that events can be looked up by."),
    };

    /// <summary>Tells the parameters of one lookup from those of another; no secret.</summary>
    private static string Digest(LookupEventsRequest request)
    {
        var attribute = request.LookupAttributes is [{ } first, ..] ? $"{first.AttributeKey}={first.AttributeValue}" : string.Empty;
        var text = string.Create(CultureInfo.InvariantCulture, $"{request.StartTime?.UtcTicks} {request.EndTime?.UtcTicks} {request.EventCategory} {attribute}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8));
    }
}
