using Federation.Storage.Sql;

namespace Federation.Storage.Sessions;

internal static class SessionSql
{
    private const string Columns = "kind, id, entry_value, entry_indexes, expires_at";

    public static readonly SqlText Add = SqlText.Common(
        $"INSERT INTO sessions ({Columns}) VALUES (@kind, @id, @value, @indexes, @expiresAt)");

    public static readonly SqlText AddIndex = SqlText.Common("INSERT INTO session_indexes (kind, index_value, id) VALUES (@kind, @index, @id)");

    public static readonly SqlText RemoveDead = SqlText.Common("DELETE FROM sessions WHERE kind = @kind AND id = @id AND expires_at <= @now");

    public static readonly SqlText Find = SqlText.Common($"SELECT {Columns} FROM sessions WHERE kind = @kind AND id = @id AND expires_at > @now");

    public static readonly SqlText Take = SqlText.Of(dialect =>
        dialect.DeleteReturning("sessions", "kind = @kind AND id = @id AND expires_at > @now", Columns));

    public static readonly SqlText Replace = SqlText.Common(
        "UPDATE sessions SET entry_value = @value, expires_at = @expiresAt WHERE kind = @kind AND id = @id AND expires_at > @now");

    public static readonly SqlText Remove = SqlText.Common("DELETE FROM sessions WHERE kind = @kind AND id = @id");

    public static readonly SqlText FindByIndex = SqlText.Common(
        """
        SELECT s.kind, s.id, s.entry_value, s.entry_indexes, s.expires_at
        FROM session_indexes i JOIN sessions s ON s.kind = i.kind AND s.id = i.id
        WHERE i.kind = @kind AND i.index_value = @index AND s.expires_at > @now
        ORDER BY s.id
        """);

    public static readonly SqlText Count = SqlText.Common("SELECT COUNT(*) FROM sessions WHERE kind = @kind AND expires_at > @now");

    public static readonly SqlText Hit = SqlText.Of(dialect =>
        dialect.UpdateReturning("session_counters", "hits = hits + 1", "kind = @kind AND id = @id AND window_start = @windowStart", "hits"));

    public static readonly SqlText AddCounter = SqlText.Common(
        "INSERT INTO session_counters (kind, id, window_start, hits, expires_at) VALUES (@kind, @id, @windowStart, 1, @expiresAt)");

    public static readonly SqlText TakeBack = SqlText.Common(
        "UPDATE session_counters SET hits = hits - 1 WHERE kind = @kind AND id = @id AND window_start = @windowStart AND hits > 0");

    // Ids are hashes or random, so the id alone bounds the step; a live entry of the same id and another kind is saved by the first condition.
    public static readonly SqlText RemoveExpired = SqlText.Of(dialect =>
        $"DELETE FROM sessions WHERE expires_at <= @now AND id IN ({dialect.Page("SELECT id FROM sessions WHERE expires_at <= @now ORDER BY expires_at")})");

    public static readonly SqlText RemoveExpiredCounters = SqlText.Of(dialect =>
        $"DELETE FROM session_counters WHERE expires_at <= @now AND id IN ({dialect.Page("SELECT id FROM session_counters WHERE expires_at <= @now ORDER BY expires_at")})");
}
