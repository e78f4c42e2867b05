using Federation.Storage.Sql;

namespace Federation.Storage.Stores;

internal static class OneTimeUseSql
{
    public static readonly SqlText Add = SqlText.Common("INSERT INTO one_time_uses (use_key, holder_hash, expires_at) VALUES (@useKey, @holderHash, @expiresAt)");

    // Touches the row of the same holder only; remembers for as long as the longest use asks.
    public static readonly SqlText UseAgain = SqlText.Common(
        """
        UPDATE one_time_uses SET expires_at = CASE WHEN expires_at < @expiresAt THEN @expiresAt ELSE expires_at END
        WHERE use_key = @useKey AND holder_hash = @holderHash
        """);

    public static readonly SqlText Exists = SqlText.Common("SELECT COUNT(*) FROM one_time_uses WHERE use_key = @useKey");

    public static readonly SqlText RemoveExpired = SqlText.Of(dialect =>
        $"DELETE FROM one_time_uses WHERE use_key IN ({dialect.Page("SELECT use_key FROM one_time_uses WHERE expires_at < @instant ORDER BY expires_at")})");
}
