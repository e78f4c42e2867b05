using System.Globalization;
using Federation.Model.Identifiers;
using Federation.Model.Storage;

namespace Federation.Model.Audit;

/// <summary>Audit records, within a unit of work.</summary>
public interface IAuditStore
{
    /// <summary>Adds records.</summary>
    Task AppendAsync(IReadOnlyList<AuditRecord> records, CancellationToken cancellationToken);

    /// <summary>Records of an account that fit the query, newest first.</summary>
    Task<Page<AuditRecord>> LookupAsync(AccountId account, AuditQuery query, CancellationToken cancellationToken);
}

/// <summary>What CloudTrail's LookupEvents asks for. At most one of the attributes is set.</summary>
public sealed record AuditQuery
{
    /// <summary>Not before this instant.</summary>
    public DateTimeOffset? StartTime { get; init; }

    /// <summary>Not after this instant.</summary>
    public DateTimeOffset? EndTime { get; init; }

    /// <summary>EventId.</summary>
    public string? EventId { get; init; }

    /// <summary>EventName.</summary>
    public string? EventName { get; init; }

    /// <summary>EventSource.</summary>
    public string? EventSource { get; init; }

    /// <summary>ReadOnly.</summary>
    public bool? ReadOnly { get; init; }

    /// <summary>Username.</summary>
    public string? Username { get; init; }

    /// <summary>AccessKeyId.</summary>
    public string? AccessKeyId { get; init; }

    /// <summary>ResourceType.</summary>
    public string? ResourceType { get; init; }

    /// <summary>ResourceName.</summary>
    public string? ResourceName { get; init; }

    /// <summary>The Next of the page before: check it with <see cref="IsPosition"/> first, since LookupAsync throws <see cref="FormatException"/> on any other text.</summary>
    public string? After { get; init; }

    /// <summary>At most this many.</summary>
    public int Take { get; init; } = 50;

    /// <summary>True where a text has the form of a page's Next: two decimal numbers joined by a dot.</summary>
    public static bool IsPosition(string? text) => text is { Length: <= 40 }
        && text.Split('.') is [var time, var id]
        && long.TryParse(time, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)
        && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out _);
}
