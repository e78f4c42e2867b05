using Federation.Storage.Sql;

namespace Federation.Storage.Stores;

internal static class OidcProviderSql
{
    private const string Columns = "account_id, provider_url, provider_id, client_ids, thumbprints, tags, created_at, version";

    public static readonly SqlText Add = SqlText.Common(
        $"""
        INSERT INTO oidc_providers ({Columns})
        VALUES (@account, @url, @providerId, @clientIds, @thumbprints, @tags, @createdAt, 1)
        """);

    public static readonly SqlText Find = SqlText.Common($"SELECT {Columns} FROM oidc_providers WHERE account_id = @account AND provider_url = @url");

    public static readonly SqlText List = SqlText.Paged($"SELECT {Columns} FROM oidc_providers WHERE account_id = @account AND provider_url > @after ORDER BY provider_url");

    public static readonly SqlText Count = SqlText.Common("SELECT COUNT(*) FROM oidc_providers WHERE account_id = @account");

    public static readonly SqlText Update = SqlText.Common(
        """
        UPDATE oidc_providers SET client_ids = @clientIds, thumbprints = @thumbprints, tags = @tags, version = version + 1
        WHERE account_id = @account AND provider_url = @url AND version = @version
        """);

    public static readonly SqlText Remove = SqlText.Common("DELETE FROM oidc_providers WHERE account_id = @account AND provider_url = @url");
}
