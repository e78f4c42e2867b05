using Federation.Storage.Sql;

namespace Federation.Storage.Stores;

internal static class UserSql
{
    private const string Columns = "account_id, user_id, name_key, user_name, path, permissions_boundary, tags, created_at, version";

    public static readonly SqlText Add = SqlText.Common(
        $"INSERT INTO iam_users ({Columns}) VALUES (@account, @userId, @nameKey, @name, @path, @boundary, @tags, @createdAt, 1)");

    public static readonly SqlText FindByName = SqlText.Common($"SELECT {Columns} FROM iam_users WHERE account_id = @account AND name_key = @nameKey");

    public static readonly SqlText FindById = SqlText.Common($"SELECT {Columns} FROM iam_users WHERE account_id = @account AND user_id = @userId");

    // No LIKE: SQLite's ignores case.
    public static readonly SqlText List = SqlText.Paged(
        $"""
        SELECT {Columns} FROM iam_users
        WHERE account_id = @account AND name_key > @after AND SUBSTRING(path, 1, @prefixLength) = @pathPrefix
        ORDER BY name_key
        """);

    public static readonly SqlText Count = SqlText.Common("SELECT COUNT(*) FROM iam_users WHERE account_id = @account");

    public static readonly SqlText Update = SqlText.Common(
        """
        UPDATE iam_users SET name_key = @nameKey, user_name = @name, path = @path, permissions_boundary = @boundary, tags = @tags, version = version + 1
        WHERE account_id = @account AND user_id = @userId AND version = @version
        """);

    public static readonly SqlText Remove = SqlText.Common("DELETE FROM iam_users WHERE account_id = @account AND user_id = @userId AND version = @version");
}
