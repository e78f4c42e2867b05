using Federation.Storage.Sql;

namespace Federation.Storage.Stores;

internal static class LastAccessSql
{
    public static readonly SqlText Add = SqlText.Common(
        """
        INSERT INTO last_accesses (account_id, principal_id, service_name, operation_name, accessed_at, region)
        VALUES (@account, @principalId, @service, @operation, @accessedAt, @region)
        """);

    public static readonly SqlText Renew = SqlText.Common(
        """
        UPDATE last_accesses SET accessed_at = @accessedAt, region = @region
        WHERE account_id = @account AND principal_id = @principalId AND service_name = @service AND operation_name = @operation AND accessed_at < @accessedAt
        """);

    public static readonly SqlText ListOfPrincipal = SqlText.Common(
        """
        SELECT account_id, principal_id, service_name, operation_name, accessed_at, region FROM last_accesses
        WHERE account_id = @account AND principal_id = @principalId
        ORDER BY service_name, operation_name
        """);

    // Rows of one instant go together.
    public static readonly SqlText RemoveExpired = SqlText.Of(dialect =>
        $"DELETE FROM last_accesses WHERE accessed_at IN ({dialect.Page("SELECT accessed_at FROM last_accesses WHERE accessed_at < @instant ORDER BY accessed_at")})");
}
