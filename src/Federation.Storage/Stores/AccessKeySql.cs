using Federation.Storage.Sql;

namespace Federation.Storage.Stores;

internal static class AccessKeySql
{
    private const string Columns = "account_id, access_key_id, user_id, sealed_secret, key_status, created_at";
    private const string Shown = Columns + ", last_used_at, last_used_service, last_used_region";

    public static readonly SqlText Add = SqlText.Common(
        $"INSERT INTO access_keys ({Columns}) VALUES (@account, @accessKeyId, @userId, @sealedSecret, @status, @createdAt)");

    public static readonly SqlText Find = SqlText.Common($"SELECT {Shown} FROM access_keys WHERE access_key_id = @accessKeyId");

    public static readonly SqlText ListOfUser = SqlText.Common(
        $"SELECT {Shown} FROM access_keys WHERE account_id = @account AND user_id = @userId ORDER BY created_at, access_key_id");

    public static readonly SqlText ListOfRoot = SqlText.Common(
        $"SELECT {Shown} FROM access_keys WHERE account_id = @account AND user_id IS NULL ORDER BY created_at, access_key_id");

    public static readonly SqlText SetStatus = SqlText.Common(
        "UPDATE access_keys SET key_status = @status WHERE account_id = @account AND access_key_id = @accessKeyId");

    public static readonly SqlText SetLastUse = SqlText.Common(
        """
        UPDATE access_keys SET last_used_at = @usedAt, last_used_service = @service, last_used_region = @region
        WHERE account_id = @account AND access_key_id = @accessKeyId AND (last_used_at IS NULL OR last_used_at < @usedAt)
        """);

    public static readonly SqlText Remove = SqlText.Common("DELETE FROM access_keys WHERE account_id = @account AND access_key_id = @accessKeyId");
}
