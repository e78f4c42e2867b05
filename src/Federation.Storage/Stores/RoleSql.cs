using Federation.Storage.Sql;

namespace Federation.Storage.Stores;

internal static class RoleSql
{
    private const string Columns =
        "account_id, role_id, name_key, role_name, path, trust_policy, description, max_session_duration, permissions_boundary, tags, created_at, version";

    private const string Shown = Columns + ", last_used_at, last_used_service, last_used_region";

    public static readonly SqlText Add = SqlText.Common(
        $"""
        INSERT INTO roles ({Columns})
        VALUES (@account, @roleId, @nameKey, @name, @path, @trustPolicy, @description, @maxSessionDuration, @boundary, @tags, @createdAt, 1)
        """);

    public static readonly SqlText FindByName = SqlText.Common($"SELECT {Shown} FROM roles WHERE account_id = @account AND name_key = @nameKey");

    public static readonly SqlText FindById = SqlText.Common($"SELECT {Shown} FROM roles WHERE account_id = @account AND role_id = @roleId");

    // No LIKE: SQLite's ignores case.
    public static readonly SqlText List = SqlText.Paged(
        $"""
        SELECT {Shown} FROM roles
        WHERE account_id = @account AND name_key > @after AND SUBSTRING(path, 1, @prefixLength) = @pathPrefix
        ORDER BY name_key
        """);

    public static readonly SqlText Count = SqlText.Common("SELECT COUNT(*) FROM roles WHERE account_id = @account");

    public static readonly SqlText Update = SqlText.Common(
        """
        UPDATE roles SET path = @path, trust_policy = @trustPolicy, description = @description, max_session_duration = @maxSessionDuration,
          permissions_boundary = @boundary, tags = @tags, version = version + 1
        WHERE account_id = @account AND role_id = @roleId AND version = @version
        """);

    public static readonly SqlText SetLastUse = SqlText.Common(
        """
        UPDATE roles SET last_used_at = @usedAt, last_used_service = @service, last_used_region = @region
        WHERE account_id = @account AND role_id = @roleId AND (last_used_at IS NULL OR last_used_at < @usedAt)
        """);

    public static readonly SqlText Remove = SqlText.Common("DELETE FROM roles WHERE account_id = @account AND role_id = @roleId AND version = @version");
}
