using Federation.Storage.Sql;

namespace Federation.Storage.Stores;

internal static class OutboundIdentitySql
{
    public static readonly SqlText Find = SqlText.Common("SELECT account_id, is_enabled, changed_at, version FROM outbound_identity WHERE account_id = @account");

    public static readonly SqlText Add = SqlText.Common("INSERT INTO outbound_identity (account_id, is_enabled, changed_at, version) VALUES (@account, @enabled, @changedAt, 1)");

    public static readonly SqlText Update = SqlText.Common(
        "UPDATE outbound_identity SET is_enabled = @enabled, changed_at = @changedAt, version = version + 1 WHERE account_id = @account AND version = @version");
}
