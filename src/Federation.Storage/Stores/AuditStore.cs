using System.Collections.Concurrent;
using System.Data;
using System.Globalization;
using Federation.Model.Audit;
using Federation.Model.Identifiers;
using Federation.Model.Storage;
using Federation.Storage.Sql;

namespace Federation.Storage.Stores;

internal sealed class AuditStore(SqlSession session) : IAuditStore
{
    private static readonly RowStatement<AuditRecord> Add = new(
        AuditSql.Add,
        new("@account", DbType.AnsiString, 12, static record => record.AccountId.Value),
        new("@eventId", DbType.AnsiString, 128, static record => record.EventId),
        new("@eventTime", DbType.Int64, 0, static record => Instants.Of(record.EventTime)),
        new("@eventSource", DbType.String, 4000, static record => record.EventSource),
        new("@eventName", DbType.String, 4000, static record => record.EventName),
        new("@readOnly", DbType.Int32, 0, static record => record.ReadOnly ? 1 : 0),
        new("@userName", DbType.String, 4000, static record => record.Username),
        new("@accessKeyId", DbType.String, 4000, static record => record.AccessKeyId),
        new("@errorCode", DbType.String, 4000, static record => record.ErrorCode),
        new("@resources", DbType.String, -1, static record => record.EventUtf8.IsEmpty ? StoreJson.Write(record.Resources) : null),
        new("@eventJson", DbType.String, -1, static record => record.EventUtf8.IsEmpty ? record.EventJson : new Utf8Text(record.EventUtf8)));

    private static readonly RowStatement<ResourceRow> AddResource = new(
        AuditSql.AddResource,
        new("@account", DbType.AnsiString, 12, static row => row.Record.AccountId.Value),
        new("@eventId", DbType.AnsiString, 128, static row => row.Record.EventId),
        new("@eventTime", DbType.Int64, 0, static row => Instants.Of(row.Record.EventTime)),
        new("@resourceHash", DbType.Binary, 32, static row => row.Hash));

    /// <summary>Hashes of the types that operations record: a few names of the program's own. What somebody looks for is not kept.</summary>
    private static readonly ConcurrentDictionary<string, byte[]> RecordedTypes = new(StringComparer.Ordinal);

    public async Task AppendAsync(IReadOnlyList<AuditRecord> records, CancellationToken cancellationToken)
    {
        foreach (var record in records)
        {
            await session.ExecuteAsync(Add, record, cancellationToken);
            foreach (var hash in HashesOf(record.Resources))
            {
                await session.ExecuteAsync(AddResource, new ResourceRow(record, hash), cancellationToken);
            }
        }
    }

    public async Task<Page<AuditRecord>> LookupAsync(AccountId account, AuditQuery query, CancellationToken cancellationToken)
    {
        var (text, value, resourceHash) = Filter(query);
        if (query.EventId is { } id)
        {
            // The id holds its event's time: no index of ids is needed to find it.
            if (TimeOf(id) is not { } time || Instants.Of(time) < Instants.Of(query.StartTime) || time > query.EndTime)
            {
                return new Page<AuditRecord>([], null);
            }

            query = query with { StartTime = time, EndTime = time };
        }

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

    /// <summary>The millisecond at which a UUID of version 7 was made (RFC 9562 section 5.7); null for any other text.</summary>
    private static DateTimeOffset? TimeOf(string eventId) => Guid.TryParseExact(eventId, "D", out var id) && id.Version == 7
        ? Instants.From(long.Parse(string.Concat(eventId.AsSpan(0, 8), eventId.AsSpan(9, 4)), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture))
        : null;

    private static byte[] TypeHash(string type) => Hashes.Of("type", type);

    private static byte[] NameHash(string name) => Hashes.Of("name", name);

    /// <summary>Under what a record is found by its resources: each type and each name once.</summary>
    private static IEnumerable<byte[]> HashesOf(IReadOnlyList<AuditResource> resources)
    {
        for (var i = 0; i < resources.Count; i++)
        {
            var (type, name) = resources[i];
            var (typeIsNew, nameIsNew) = (true, true);
            for (var j = 0; j < i; j++)
            {
                typeIsNew &= resources[j].ResourceType != type;
                nameIsNew &= resources[j].ResourceName != name;
            }

            if (typeIsNew)
            {
                yield return RecordedTypes.GetOrAdd(type, TypeHash);
            }

            if (nameIsNew)
            {
                yield return NameHash(name);
            }
        }
    }

    private readonly record struct ResourceRow(AuditRecord Record, byte[] Hash);

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
            // Where the event says them, the column does not say them again.
            Resources = Resources is null ? AuditEventJson.ResourcesOf(EventJson) : StoreJson.ReadResources(Resources),
            EventJson = EventJson,
        };
    }
}
