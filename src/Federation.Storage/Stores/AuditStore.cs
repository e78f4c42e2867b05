using System.Globalization;
using Federation.Model.Audit;
using Federation.Model.Identifiers;
using Federation.Model.Storage;
using Federation.Storage.Sql;

namespace Federation.Storage.Stores;

internal sealed class AuditStore(SqlSession session) : IAuditStore
{
    public async Task AppendAsync(IReadOnlyList<AuditRecord> records, CancellationToken cancellationToken)
    {
        // A list as argument runs one prepared statement for each element.
        await session.ExecuteAsync(AuditSql.Add, records.Select(Arguments), cancellationToken);
        foreach (var record in records)
        {
            if (record.Resources.Count > 0)
            {
                await session.ExecuteAsync(AuditSql.AddResource, ResourceArguments(record), cancellationToken);
            }
        }
    }

    public async Task<Page<AuditRecord>> LookupAsync(AccountId account, AuditQuery query, CancellationToken cancellationToken)
    {
        var (text, value, resourceHash) = Filter(query);
        var (beforeTime, beforeId) = Before(query);
        var arguments = new
        {
            account,
            fromTime = query.StartTime is { } start ? Instants.Of(start) : long.MinValue,
            beforeTime,
            beforeId,
            eventId = new Ascii(query.EventId),
            value,
            flag = query.ReadOnly == true ? 1 : 0,
            resourceHash,
            take = Paging.Probe(query.Take),
        };
        var rows = await session.ListAsync<AuditRow>(text, arguments, cancellationToken);
        return Paging.Cut(rows, query.Take, static row => row.ToRecord(), static row => string.Create(CultureInfo.InvariantCulture, $"{row.EventTime}.{row.AuditId}"));
    }

    private static (SqlText Text, string? Value, byte[]? ResourceHash) Filter(AuditQuery query) => query switch
    {
        { EventId: not null } => (AuditSql.LookupByEventId, null, null),
        { EventName: { } name } => (AuditSql.LookupByEventName, name, null),
        { EventSource: { } source } => (AuditSql.LookupByEventSource, source, null),
        { ReadOnly: not null } => (AuditSql.LookupByReadOnly, null, null),
        { Username: { } user } => (AuditSql.LookupByUsername, user, null),
        { AccessKeyId: { } key } => (AuditSql.LookupByAccessKeyId, key, null),
        { ResourceType: { } type } => (AuditSql.LookupByResource, null, TypeHash(type)),
        { ResourceName: { } name } => (AuditSql.LookupByResource, null, NameHash(name)),
        _ => (AuditSql.LookupAll, null, null),
    };

    private static (long Time, long Id) Before(AuditQuery query)
    {
        var end = query.EndTime is { } endTime ? Instants.Of(endTime) : long.MaxValue;
        if (query.After is null)
        {
            return (end, long.MaxValue);
        }

        if (!AuditQuery.IsPosition(query.After))
        {
            throw new FormatException("the position in the audit trail is not two numbers");
        }

        var dot = query.After.IndexOf('.', StringComparison.Ordinal);
        var time = long.Parse(query.After.AsSpan(0, dot), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var id = long.Parse(query.After.AsSpan(dot + 1), NumberStyles.None, CultureInfo.InvariantCulture);
        return time <= end ? (time, id) : (end, long.MaxValue);
    }

    private static byte[] TypeHash(string type) => Hashes.Of("type", type);

    private static byte[] NameHash(string name) => Hashes.Of("name", name);

    private static object Arguments(AuditRecord record) => new
    {
        account = record.AccountId,
        eventId = new Ascii(record.EventId),
        eventTime = Instants.Of(record.EventTime),
        eventSource = record.EventSource,
        eventName = record.EventName,
        readOnly = record.ReadOnly ? 1 : 0,
        userName = record.Username,
        accessKeyId = record.AccessKeyId,
        errorCode = record.ErrorCode,
        resources = StoreJson.Write(record.Resources),
        eventJson = record.EventJson,
    };

    private static IEnumerable<object> ResourceArguments(AuditRecord record)
    {
        var types = record.Resources.Select(resource => resource.ResourceType).Distinct(StringComparer.Ordinal).Select(TypeHash);
        var names = record.Resources.Select(resource => resource.ResourceName).Distinct(StringComparer.Ordinal).Select(NameHash);
        return types.Concat(names).Select(resourceHash => (object)new { account = record.AccountId, eventId = new Ascii(record.EventId), resourceHash });
    }

    private sealed class AuditRow
    {
        public AccountId AccountId { get; init; }

        public long AuditId { get; init; }

        public required string EventId { get; init; }

        public long EventTime { get; init; }

        public required string EventSource { get; init; }

        public required string EventName { get; init; }

        public long ReadOnly { get; init; }

        public string? UserName { get; init; }

        public string? AccessKeyId { get; init; }

        public string? ErrorCode { get; init; }

        public string? Resources { get; init; }

        public required string EventJson { get; init; }

        public AuditRecord ToRecord() => new()
        {
            AccountId = AccountId,
            EventId = EventId,
            EventTime = Instants.From(EventTime),
            EventSource = EventSource,
            EventName = EventName,
            ReadOnly = ReadOnly == 1,
            Username = UserName,
            AccessKeyId = AccessKeyId,
            ErrorCode = ErrorCode,
            Resources = StoreJson.ReadResources(Resources),
            EventJson = EventJson,
        };
    }
}
