using Federation.Storage.Sql;

namespace Federation.Storage.Stores;

internal static class SamlProviderSql
{
    private const string Columns =
        "p.account_id, p.name_key, p.provider_name, p.provider_id, p.metadata_document, p.entity_id, p.valid_until, p.tags, p.settings, p.created_at, p.version";

    // What only lists reads no document: one of them may have ten million characters.
    private const string ListedColumns =
        "p.account_id, p.name_key, p.provider_name, p.provider_id, '' AS metadata_document, p.entity_id, p.valid_until, p.tags, p.settings, p.created_at, p.version";

    public static readonly SqlText Add = SqlText.Common(
        """
        INSERT INTO saml_providers (account_id, name_key, provider_name, provider_id, metadata_document, entity_id, entity_id_hash, valid_until, tags, settings,
          listed, created_at, version)
        VALUES (@account, @nameKey, @name, @providerId, @metadata, @entityId, @entityIdHash, @validUntil, @tags, @settings, @listed, @createdAt, 1)
        """);

    public static readonly SqlText Find = SqlText.Common($"SELECT {Columns} FROM saml_providers p WHERE p.account_id = @account AND p.name_key = @nameKey");

    public static readonly SqlText List = SqlText.Paged(
        $"SELECT {Columns} FROM saml_providers p WHERE p.account_id = @account AND p.name_key > @after ORDER BY p.name_key");

    public static readonly SqlText ListWithoutMetadata = SqlText.Paged(
        $"SELECT {ListedColumns} FROM saml_providers p WHERE p.account_id = @account AND p.name_key > @after ORDER BY p.name_key");

    public static readonly SqlText Count = SqlText.Common("SELECT COUNT(*) FROM saml_providers WHERE account_id = @account");

    public static readonly SqlText ListForSignIn = SqlText.Paged(
        $"""
        SELECT {ListedColumns} FROM saml_providers p
        WHERE p.listed = 1 AND p.name_key >= @afterName AND (p.name_key > @afterName OR p.account_id > @afterAccount)
        ORDER BY p.name_key, p.account_id
        """);

    // The pattern's escape character is no metacharacter of either LIKE, and name keys are lower case already.
    public static readonly SqlText SearchForSignIn = SqlText.Paged(
        $"""
        SELECT {ListedColumns} FROM saml_providers p
        WHERE p.listed = 1 AND p.name_key >= @afterName AND (p.name_key > @afterName OR p.account_id > @afterAccount)
          AND p.name_key LIKE @pattern ESCAPE '!'
        ORDER BY p.name_key, p.account_id
        """);

    public static readonly SqlText FindByMailDomain = SqlText.Common(
        $"""
        SELECT {Columns} FROM saml_mail_domains d
        JOIN saml_providers p ON p.account_id = d.account_id AND p.name_key = d.provider_name_key
        WHERE d.domain = @domain
        """);

    public static readonly SqlText FindByEntityId = SqlText.Paged(
        $"SELECT {Columns} FROM saml_providers p WHERE p.entity_id_hash = @entityIdHash ORDER BY p.account_id, p.name_key");

    public static readonly SqlText ListByEntityId = SqlText.Paged(
        """
        SELECT p.account_id, p.provider_name FROM saml_providers p JOIN accounts a ON a.account_id = p.account_id
        WHERE p.entity_id_hash = @entityIdHash AND p.entity_id = @entityId ORDER BY a.is_management DESC, p.account_id, p.name_key
        """);

    public static readonly SqlText Update = SqlText.Common(
        """
        UPDATE saml_providers SET metadata_document = @metadata, entity_id = @entityId, entity_id_hash = @entityIdHash, valid_until = @validUntil, tags = @tags,
          settings = @settings, listed = @listed, version = version + 1
        WHERE account_id = @account AND name_key = @nameKey AND version = @version
        """);

    public static readonly SqlText Remove = SqlText.Common("DELETE FROM saml_providers WHERE account_id = @account AND name_key = @nameKey");

    public static readonly SqlText IsManagement = SqlText.Common("SELECT is_management FROM accounts WHERE account_id = @account");

    public static readonly SqlText AddDomain = SqlText.Common(
        "INSERT INTO saml_mail_domains (account_id, provider_name_key, domain) VALUES (@account, @nameKey, @domain)");

    public static readonly SqlText RemoveDomains = SqlText.Common(
        "DELETE FROM saml_mail_domains WHERE account_id = @account AND provider_name_key = @nameKey");
}
