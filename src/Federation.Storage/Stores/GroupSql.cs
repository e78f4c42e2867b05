using Federation.Storage.Sql;

namespace Federation.Storage.Stores;

internal static class GroupSql
{
    private const string Columns = "account_id, group_id, name_key, group_name, path, created_at, version";

    public static readonly SqlText Add = SqlText.Common(
        $"INSERT INTO iam_groups ({Columns}) VALUES (@account, @groupId, @nameKey, @name, @path, @createdAt, 1)");

    public static readonly SqlText FindByName = SqlText.Common($"SELECT {Columns} FROM iam_groups WHERE account_id = @account AND name_key = @nameKey");

    public static readonly SqlText FindById = SqlText.Common($"SELECT {Columns} FROM iam_groups WHERE account_id = @account AND group_id = @groupId");

    // No LIKE: SQLite's ignores case.
    public static readonly SqlText List = SqlText.Paged(
        $"""
        SELECT {Columns} FROM iam_groups
        WHERE account_id = @account AND name_key > @after AND SUBSTRING(path, 1, @prefixLength) = @pathPrefix
        ORDER BY name_key
        """);

    public static readonly SqlText Count = SqlText.Common("SELECT COUNT(*) FROM iam_groups WHERE account_id = @account");

    public static readonly SqlText Update = SqlText.Common(
        """
        UPDATE iam_groups SET name_key = @nameKey, group_name = @name, path = @path, version = version + 1
        WHERE account_id = @account AND group_id = @groupId AND version = @version
        """);

    public static readonly SqlText Remove = SqlText.Common("DELETE FROM iam_groups WHERE account_id = @account AND group_id = @groupId AND version = @version");

    public static readonly SqlText AddMember = SqlText.Common(
        """
        INSERT INTO group_members (account_id, group_id, user_id)
        SELECT g.account_id, g.group_id, u.user_id FROM iam_groups g JOIN iam_users u ON u.account_id = g.account_id
        WHERE g.account_id = @account AND g.group_id = @groupId AND u.user_id = @userId
        """);

    public static readonly SqlText RemoveMember = SqlText.Common(
        "DELETE FROM group_members WHERE account_id = @account AND group_id = @groupId AND user_id = @userId");

    public static readonly SqlText ListMembers = SqlText.Paged(
        """
        SELECT u.account_id, u.user_id, u.name_key, u.user_name, u.path, u.permissions_boundary, u.tags, u.created_at, u.version
        FROM group_members m JOIN iam_users u ON u.account_id = m.account_id AND u.user_id = m.user_id
        WHERE m.account_id = @account AND m.group_id = @groupId AND u.name_key > @after
        ORDER BY u.name_key
        """);

    public static readonly SqlText ListOfUser = SqlText.Paged(
        """
        SELECT g.account_id, g.group_id, g.name_key, g.group_name, g.path, g.created_at, g.version
        FROM group_members m JOIN iam_groups g ON g.account_id = m.account_id AND g.group_id = m.group_id
        WHERE m.account_id = @account AND m.user_id = @userId AND g.name_key > @after
        ORDER BY g.name_key
        """);

    public static readonly SqlText ListOfUsers = SqlText.Of(dialect =>
        $"""
        SELECT m.user_id, g.group_name
        FROM group_members m JOIN iam_groups g ON g.account_id = m.account_id AND g.group_id = m.group_id
        WHERE m.account_id = @account AND m.user_id IN ({dialect.KeysOf("@userIds")})
        ORDER BY m.user_id, g.name_key
        """);
}
