using Federation.Storage.Sql;

namespace Federation.Storage.Stores;

internal static class AccessKeySql
{
    private const string Columns = "account_id, access_key_id, user_id, sealed_secret, key_status, created_at";

    public static readonly SqlText Add = SqlText.Common(
        $"INSERT INTO access_keys ({Columns}) VALUES (@account, @accessKeyId, @userId, @sealedSecret, @status, @createdAt)");

    public static readonly SqlText Find = SqlText.Common($"SELECT {Columns} FROM access_keys WHERE access_key_id = @accessKeyId");

    public static readonly SqlText ListOfUser = SqlText.Common(
        $"SELECT {Columns} FROM access_keys WHERE account_id = @account AND user_id = @userId ORDER BY created_at, access_key_id");

    public static readonly SqlText ListOfRoot = SqlText.Common(
        $"SELECT {Columns} FROM access_keys WHERE account_id = @account AND user_id IS NULL ORDER BY created_at, access_key_id");

    public static readonly SqlText SetStatus = SqlText.Common(
        "UPDATE access_keys SET key_status = @status WHERE account_id = @account AND access_key_id = @accessKeyId");

    public static readonly SqlText Remove = SqlText.Common("DELETE FROM access_keys WHERE account_id = @account AND access_key_id = @accessKeyId");
}
