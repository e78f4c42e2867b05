using Federation.Storage.Sql;

namespace Federation.Storage.Stores;

internal static class AccountSql
{
    private const string Columns = "account_id, account_name, email, account_state, is_management, joined_method, joined_at, created_at, version";

    public static readonly SqlText Add = SqlText.Common(
        """
        INSERT INTO accounts (account_id, account_name, email, email_key, account_state, is_management, joined_method, joined_at, created_at, version)
        VALUES (@account, @name, @email, @emailKey, @state, @management, @joinedMethod, @joinedAt, @createdAt, 1)
        """);

    public static readonly SqlText Find = SqlText.Common($"SELECT {Columns} FROM accounts WHERE account_id = @account");

    public static readonly SqlText FindManagement = SqlText.Common($"SELECT {Columns} FROM accounts WHERE is_management = 1");

    public static readonly SqlText List = SqlText.Paged($"SELECT {Columns} FROM accounts WHERE account_id > @after ORDER BY account_id");

    // Who is the management account never changes.
    public static readonly SqlText Update = SqlText.Common(
        """
        UPDATE accounts SET account_name = @name, email = @email, email_key = @emailKey, account_state = @state, joined_method = @joinedMethod,
          joined_at = @joinedAt, version = version + 1
        WHERE account_id = @account AND version = @version
        """);

    public static readonly SqlText AddOrganization = SqlText.Common(
        """
        INSERT INTO organizations (id, organization_id, management_account_id, root_id, feature_set, created_at)
        VALUES (1, @organizationId, @account, @rootId, @featureSet, @createdAt)
        """);

    public static readonly SqlText FindOrganization = SqlText.Common(
        "SELECT organization_id, management_account_id, root_id, feature_set, created_at FROM organizations WHERE id = 1");

    public static readonly SqlText AddCreateRequest = SqlText.Common(
        """
        INSERT INTO create_account_requests (request_id, account_name, request_state, account_id, failure_reason, requested_at, completed_at)
        VALUES (@requestId, @name, @state, @createdAccount, @failureReason, @requestedAt, @completedAt)
        """);

    public static readonly SqlText FindCreateRequest = SqlText.Common(
        """
        SELECT request_id, account_name, request_state, account_id, failure_reason, requested_at, completed_at
        FROM create_account_requests WHERE request_id = @requestId
        """);
}
