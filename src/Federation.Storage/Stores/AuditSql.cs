using Federation.Storage.Sql;

namespace Federation.Storage.Stores;

internal static class AuditSql
{
    private const string Columns =
        "e.account_id, e.audit_id, e.event_id, e.event_time, e.event_source, e.event_name, e.read_only, e.user_name, e.access_key_id, e.error_code, e.resources, e.event_json";

    public static readonly SqlText Add = SqlText.Common(
        """
        INSERT INTO audit_events (account_id, event_id, event_time, event_source, event_name, read_only, user_name, access_key_id, error_code, resources, event_json)
        VALUES (@account, @eventId, @eventTime, @eventSource, @eventName, @readOnly, @userName, @accessKeyId, @errorCode, @resources, @eventJson)
        """);

    /// <summary>A resource of the event that this transaction wrote last.</summary>
    public static readonly SqlText AddResource = SqlText.Of(static dialect => dialect.Choose(
        sqlite: """
            INSERT INTO audit_resources (account_id, resource_hash, event_time, audit_id) VALUES (@account, @resourceHash, @eventTime, last_insert_rowid())
            """,
        sqlServer: """
            INSERT INTO audit_resources (account_id, resource_hash, event_time, audit_id)
            SELECT e.account_id, @resourceHash, e.event_time, e.audit_id FROM audit_events e WHERE e.account_id = @account AND e.event_id = @eventId
            """));

    public static readonly SqlText LookupAll = Lookup(string.Empty);

    public static readonly SqlText LookupByEventId = Lookup("AND e.event_id = @eventId");

    public static readonly SqlText LookupByEventName = Lookup("AND e.event_name = @value");

    public static readonly SqlText LookupByEventSource = Lookup("AND e.event_source = @value");

    public static readonly SqlText LookupByReadOnly = Lookup("AND e.read_only = @flag");

    public static readonly SqlText LookupByUsername = Lookup("AND e.user_name = @value");

    public static readonly SqlText LookupByAccessKeyId = Lookup("AND e.access_key_id = @value");

    public static readonly SqlText LookupByResource = SqlText.Paged(
        $"""
        SELECT {Columns} FROM audit_resources r JOIN audit_events e ON e.audit_id = r.audit_id
        WHERE r.account_id = @account AND r.resource_hash = @resourceHash AND r.event_time >= @fromTime AND r.event_time <= @beforeTime
          AND (r.event_time < @beforeTime OR r.audit_id < @beforeId)
        ORDER BY r.event_time DESC, r.audit_id DESC
        """);

    private static SqlText Lookup(string filter) => SqlText.Paged(
        $"""
        SELECT {Columns} FROM audit_events e
        WHERE e.account_id = @account AND e.event_time >= @fromTime AND e.event_time <= @beforeTime
          AND (e.event_time < @beforeTime OR e.audit_id < @beforeId) {filter}
        ORDER BY e.event_time DESC, e.audit_id DESC
        """);
}
