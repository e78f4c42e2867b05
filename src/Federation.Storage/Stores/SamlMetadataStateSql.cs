using Federation.Storage.Sql;

namespace Federation.Storage.Stores;

internal static class SamlMetadataStateSql
{
    private const string Columns = "s.account_id, p.provider_name, s.refresh_history, s.next_refresh_at, s.version";

    private const string From = "saml_metadata_states s JOIN saml_providers p ON p.account_id = s.account_id AND p.name_key = s.provider_name_key";

    public static readonly SqlText Find = SqlText.Common($"SELECT {Columns} FROM {From} WHERE s.account_id = @account AND s.provider_name_key = @nameKey");

    public static readonly SqlText Add = SqlText.Common(
        """
        INSERT INTO saml_metadata_states (account_id, provider_name_key, refresh_history, next_refresh_at, claimed_until, version)
        VALUES (@account, @nameKey, @history, @nextRefreshAt, 0, 1)
        """);

    // Whoever writes gives the claim back.
    public static readonly SqlText Update = SqlText.Common(
        """
        UPDATE saml_metadata_states SET refresh_history = @history, next_refresh_at = @nextRefreshAt, claimed_until = 0, version = version + 1
        WHERE account_id = @account AND provider_name_key = @nameKey AND version = @version
        """);

    public static readonly SqlText ListDue = SqlText.Paged(
        $"SELECT {Columns} FROM {From} WHERE s.next_refresh_at <= @now AND s.claimed_until <= @now ORDER BY s.next_refresh_at, s.account_id, s.provider_name_key");

    public static readonly SqlText Claim = SqlText.Common(
        """
        UPDATE saml_metadata_states SET claimed_until = @until
        WHERE account_id = @account AND provider_name_key = @nameKey AND version = @version AND claimed_until <= @now
        """);
}
