using Federation.Storage.Sql;

namespace Federation.Storage.Stores;

internal static class PolicyAttachmentSql
{
    private const string Columns = "account_id, owner_id, policy_usage, policy_id, name_key, policy_name, policy_arn";

    public static readonly SqlText Add = SqlText.Common(
        $"INSERT INTO policy_attachments ({Columns}) VALUES (@account, @ownerId, @usage, @policyId, @nameKey, @name, @arn)");

    public static readonly SqlText Remove = SqlText.Common(
        "DELETE FROM policy_attachments WHERE account_id = @account AND owner_id = @ownerId AND policy_usage = @usage AND policy_id = @policyId");

    public static readonly SqlText ListOfOwner = SqlText.Common(
        $"SELECT {Columns} FROM policy_attachments WHERE account_id = @account AND owner_id = @ownerId AND policy_usage = @usage ORDER BY name_key, policy_id");

    public static readonly SqlText ListOfOwners = SqlText.Of(dialect =>
        $"""
        SELECT {Columns} FROM policy_attachments
        WHERE account_id = @account AND owner_id IN ({dialect.KeysOf("@ownerIds")}) AND policy_usage = @usage
        ORDER BY owner_id, name_key, policy_id
        """);

    public static readonly SqlText ListOfPolicy = SqlText.Paged(
        $"""
        SELECT {Columns} FROM policy_attachments
        WHERE account_id = @account AND policy_id = @policyId AND policy_usage = @usage AND owner_id > @after
        ORDER BY owner_id
        """);

    // Ids of the gateway's own policies begin so, those of accounts never do: the first bit behind the prefix is set there.
    public static readonly SqlText CountBuiltIn = SqlText.Common(
        """
        SELECT policy_id, policy_usage, COUNT(*) AS use_count FROM policy_attachments
        WHERE account_id = @account AND policy_id >= 'ANPAA' AND policy_id < 'ANPAB'
        GROUP BY policy_id, policy_usage
        """);

    public static readonly SqlText Count = SqlText.Common(
        "SELECT COUNT(*) FROM policy_attachments WHERE account_id = @account AND policy_id = @policyId AND policy_usage = @usage");
}
