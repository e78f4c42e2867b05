using Federation.Storage.Sql;

namespace Federation.Storage.Stores;

internal static class RoleMappingSql
{
    private const string Columns = "v.account_id, v.name_key, v.mapping_name, v.provider_arn, v.mapping_document, v.document_version, v.updated_at";

    private const string Present =
        $"SELECT {Columns} FROM role_mappings m JOIN role_mapping_versions v ON v.account_id = m.account_id AND v.name_key = m.name_key AND v.document_version = m.document_version";

    public static readonly SqlText Add = SqlText.Common(
        "INSERT INTO role_mappings (account_id, name_key, mapping_name, provider_arn, document_version) VALUES (@account, @nameKey, @name, @providerArn, @version)");

    public static readonly SqlText Advance = SqlText.Common(
        """
        UPDATE role_mappings SET mapping_name = @name, provider_arn = @providerArn, document_version = @version
        WHERE account_id = @account AND name_key = @nameKey AND document_version = @version - 1
        """);

    public static readonly SqlText AddVersion = SqlText.Common(
        """
        INSERT INTO role_mapping_versions (account_id, name_key, document_version, mapping_name, provider_arn, mapping_document, updated_at)
        VALUES (@account, @nameKey, @version, @name, @providerArn, @document, @updatedAt)
        """);

    public static readonly SqlText Find = SqlText.Common($"{Present} WHERE m.account_id = @account AND m.name_key = @nameKey");

    public static readonly SqlText FindVersion = SqlText.Common(
        $"SELECT {Columns} FROM role_mapping_versions v WHERE v.account_id = @account AND v.name_key = @nameKey AND v.document_version = @version");

    public static readonly SqlText ListVersions = SqlText.Paged(
        $"SELECT {Columns} FROM role_mapping_versions v WHERE v.account_id = @account AND v.name_key = @nameKey ORDER BY v.document_version DESC");

    public static readonly SqlText List = SqlText.Paged($"{Present} WHERE m.account_id = @account AND m.name_key > @after ORDER BY m.name_key");

    public static readonly SqlText ListForProvider = SqlText.Common(
        $"{Present} WHERE m.account_id = @account AND m.provider_arn = @providerArn ORDER BY m.name_key");

    public static readonly SqlText Remove = SqlText.Common("DELETE FROM role_mappings WHERE account_id = @account AND name_key = @nameKey");
}
