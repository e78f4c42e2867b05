using Federation.Storage.Sql;

namespace Federation.Storage.Stores;

internal static class ManagedPolicySql
{
    private const string Columns =
        """
        p.account_id, p.policy_id, p.name_key, p.policy_name, p.path, p.description, p.default_version, p.last_version, p.tags, p.created_at, p.updated_at, p.version,
          (SELECT COUNT(*) FROM policy_attachments a WHERE a.account_id = p.account_id AND a.policy_id = p.policy_id AND a.policy_usage = 1) AS attachment_count,
          (SELECT COUNT(*) FROM policy_attachments b WHERE b.account_id = p.account_id AND b.policy_id = p.policy_id AND b.policy_usage = 2) AS boundary_count
        """;

    private const string VersionColumns = "v.account_id, v.policy_id, v.version_number, v.policy_document, v.created_at";

    public static readonly SqlText Add = SqlText.Common(
        """
        INSERT INTO managed_policies
          (account_id, policy_id, name_key, policy_name, path, description, default_version, last_version, tags, created_at, updated_at, version)
        VALUES (@account, @policyId, @nameKey, @name, @path, @description, @defaultVersion, @lastVersion, @tags, @createdAt, @updatedAt, 1)
        """);

    public static readonly SqlText FindByName = SqlText.Common(
        $"SELECT {Columns} FROM managed_policies p WHERE p.account_id = @account AND p.name_key = @nameKey");

    public static readonly SqlText FindById = SqlText.Common(
        $"SELECT {Columns} FROM managed_policies p WHERE p.account_id = @account AND p.policy_id = @policyId");

    // No LIKE: SQLite's ignores case.
    public static readonly SqlText List = SqlText.Paged(
        $"""
        SELECT {Columns} FROM managed_policies p
        WHERE p.account_id = @account AND p.name_key > @after AND SUBSTRING(p.path, 1, @prefixLength) = @pathPrefix
        ORDER BY p.name_key
        """);

    public static readonly SqlText ListUsed = SqlText.Paged(
        $"""
        SELECT {Columns} FROM managed_policies p
        WHERE p.account_id = @account AND p.name_key > @after AND SUBSTRING(p.path, 1, @prefixLength) = @pathPrefix
          AND EXISTS (SELECT 1 FROM policy_attachments u WHERE u.account_id = p.account_id AND u.policy_id = p.policy_id AND u.policy_usage = @usage)
        ORDER BY p.name_key
        """);

    public static readonly SqlText Count = SqlText.Common("SELECT COUNT(*) FROM managed_policies WHERE account_id = @account");

    public static readonly SqlText CountVersions = SqlText.Common("SELECT COUNT(*) FROM managed_policy_versions WHERE account_id = @account");

    public static readonly SqlText Update = SqlText.Common(
        """
        UPDATE managed_policies
        SET default_version = @defaultVersion, last_version = @lastVersion, tags = @tags, updated_at = @updatedAt, version = version + 1
        WHERE account_id = @account AND policy_id = @policyId AND version = @version
        """);

    public static readonly SqlText Remove = SqlText.Common(
        "DELETE FROM managed_policies WHERE account_id = @account AND policy_id = @policyId AND version = @version");

    public static readonly SqlText AddVersion = SqlText.Common(
        """
        INSERT INTO managed_policy_versions (account_id, policy_id, version_number, policy_document, created_at)
        VALUES (@account, @policyId, @number, @document, @createdAt)
        """);

    public static readonly SqlText FindVersion = SqlText.Common(
        $"""
        SELECT {VersionColumns} FROM managed_policy_versions v
        WHERE v.account_id = @account AND v.policy_id = @policyId AND v.version_number = @number
        """);

    public static readonly SqlText FindDefaultVersion = SqlText.Common(
        $"""
        SELECT {VersionColumns} FROM managed_policies p
        JOIN managed_policy_versions v ON v.account_id = p.account_id AND v.policy_id = p.policy_id AND v.version_number = p.default_version
        WHERE p.account_id = @account AND p.policy_id = @policyId
        """);

    public static readonly SqlText ListVersions = SqlText.Common(
        $"""
        SELECT {VersionColumns} FROM managed_policy_versions v
        WHERE v.account_id = @account AND v.policy_id = @policyId
        ORDER BY v.version_number DESC
        """);

    public static readonly SqlText ListVersionsOf = SqlText.Of(dialect =>
        $"""
        SELECT {VersionColumns} FROM managed_policy_versions v
        WHERE v.account_id = @account AND v.policy_id IN ({dialect.KeysOf("@policyIds")})
        ORDER BY v.policy_id, v.version_number DESC
        """);

    public static readonly SqlText RemoveVersion = SqlText.Common(
        "DELETE FROM managed_policy_versions WHERE account_id = @account AND policy_id = @policyId AND version_number = @number");
}
