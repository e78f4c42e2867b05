using Federation.Storage.Sql;

namespace Federation.Storage.Stores;

internal static class LoginProfileSql
{
    private const string Columns = "account_id, user_id, password_hash, former_hashes, reset_required, created_at, changed_at, last_used_at, version";

    public static readonly SqlText Add = SqlText.Common(
        $"INSERT INTO login_profiles ({Columns}) VALUES (@account, @userId, @hash, @formerHashes, @resetRequired, @createdAt, @changedAt, @lastUsedAt, 1)");

    public static readonly SqlText Find = SqlText.Common($"SELECT {Columns} FROM login_profiles WHERE account_id = @account AND user_id = @userId");

    public static readonly SqlText LastUses = SqlText.Of(dialect =>
        $"SELECT user_id, last_used_at FROM login_profiles WHERE account_id = @account AND last_used_at IS NOT NULL AND user_id IN ({dialect.KeysOf("@userIds")})");

    public static readonly SqlText Update = SqlText.Common(
        """
        UPDATE login_profiles SET password_hash = @hash, former_hashes = @formerHashes, reset_required = @resetRequired, changed_at = @changedAt, last_used_at = @lastUsedAt,
          version = version + 1
        WHERE account_id = @account AND user_id = @userId AND version = @version
        """);

    public static readonly SqlText Remove = SqlText.Common("DELETE FROM login_profiles WHERE account_id = @account AND user_id = @userId");
}
