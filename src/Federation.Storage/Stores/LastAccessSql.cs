using Federation.Model.Reports;
using Federation.Storage.Sql;

namespace Federation.Storage.Stores;

internal static class LastAccessSql
{
    private const string OfPrincipal = "a.principal_id = @ownerId";

    private const string OfGroup = "a.principal_id IN (SELECT m.user_id FROM group_members m WHERE m.account_id = @account AND m.group_id = @ownerId)";

    // A policy_usage of 1 gives permissions. Ids of groups among the owners are those of no principal.
    private const string OfPolicy =
        """
        a.principal_id IN (
          SELECT p.owner_id FROM policy_attachments p WHERE p.account_id = @account AND p.policy_id = @ownerId AND p.policy_usage = 1
          UNION
          SELECT m.user_id FROM policy_attachments p JOIN group_members m ON m.account_id = p.account_id AND m.group_id = p.owner_id
          WHERE p.account_id = @account AND p.policy_id = @ownerId AND p.policy_usage = 1)
        """;

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

    public static readonly SqlText ListLatestOfPrincipal = Latest(OfPrincipal);

    public static readonly SqlText ListLatestOfGroup = Latest(OfGroup);

    public static readonly SqlText ListLatestOfPolicy = Latest(OfPolicy);

    public static readonly SqlText CountOfPrincipal = Count(OfPrincipal);

    public static readonly SqlText CountOfGroup = Count(OfGroup);

    public static readonly SqlText CountOfPolicy = Count(OfPolicy);

    // Rows of one instant go together.
    public static readonly SqlText RemoveExpired = SqlText.Of(dialect =>
        $"DELETE FROM last_accesses WHERE accessed_at IN ({dialect.Page("SELECT accessed_at FROM last_accesses WHERE accessed_at < @instant ORDER BY accessed_at")})");

    public static SqlText ListLatest(LastAccessScope scope) => scope switch
    {
        LastAccessScope.Principal => ListLatestOfPrincipal,
        LastAccessScope.Group => ListLatestOfGroup,
        LastAccessScope.Policy => ListLatestOfPolicy,
        _ => throw new ArgumentOutOfRangeException(nameof(scope), scope, "no scope"),
    };

    public static SqlText CountPrincipals(LastAccessScope scope) => scope switch
    {
        LastAccessScope.Principal => CountOfPrincipal,
        LastAccessScope.Group => CountOfGroup,
        LastAccessScope.Policy => CountOfPolicy,
        _ => throw new ArgumentOutOfRangeException(nameof(scope), scope, "no scope"),
    };

    private static SqlText Latest(string scope) => SqlText.Common(
        $"""
        SELECT account_id, principal_id, service_name, operation_name, accessed_at, region FROM (
          SELECT a.account_id, a.principal_id, a.service_name, a.operation_name, a.accessed_at, a.region,
            ROW_NUMBER() OVER (PARTITION BY a.service_name, a.operation_name ORDER BY a.accessed_at DESC, a.principal_id) AS latest_first
          FROM last_accesses a
          WHERE a.account_id = @account AND a.accessed_at >= @since AND {scope}) ranked
        WHERE latest_first = 1
        ORDER BY service_name, operation_name
        """);

    private static SqlText Count(string scope) => SqlText.Common(
        $"""
        SELECT a.service_name, COUNT(DISTINCT a.principal_id) AS principals FROM last_accesses a
        WHERE a.account_id = @account AND a.accessed_at >= @since AND {scope}
        GROUP BY a.service_name
        ORDER BY a.service_name
        """);
}
